import { z } from 'zod';

import { isOutbound } from '../direction';
import { emojiOrUnknown, isSameEmoji } from '../../model/emoji';
import { TapbackError, badAnswer, otherTapback } from '../../model/errors';
import type { LiveTapback, ParsedTapback } from '../../model/tapback-event';
import { isSameSet, textField } from '../fields';
import { UUID } from '../../model/formats';
import type { HttpRequest } from '../../http/types';
import { isoTime } from '../../model/time';
import type { MessageContent } from '../../model/message';
import { MESSAGE_EVENT, NOT_A_PHONE, inkboxMessages } from './messages';
import { fieldsOf, indexOf, textOf } from '../../webhook/payload';
import type {
	Answer,
	Call,
	Choice,
	Delivery,
	Fault,
	FaultRule,
	FieldValues,
	FoundHook,
	MessageTapbacks,
	Provider,
	ProviderField,
	ReadQuery,
	RecentQuery,
	SendCommand,
	SendReceipt,
	StandingHook,
	WantedHook,
} from '../provider';
import { lazily, listOf, optionalIndex, optionalText, readAs, validationDetail } from '../schema';
import * as signature from '../../webhook/signature';
import { isSameMessageId, plainMessageId } from '../../model/target';
import { isClassicReaction, type InboundReaction, type Reaction } from '../../model/reaction';

/*
 * Inkbox iMessage API. Sources: the vendor's Tapbacks, webhook and signing-key pages (inkbox.ai docs),
 * inkbox-ai/inkbox SDK 0.5.14 and files of 0.6.2 to 0.7. Details and open questions: docs/research/inkbox.md.
 */

const ROOT = '/api/v1';
const REACTIONS = `${ROOT}/imessage/reactions`;
const SUBSCRIPTIONS = `${ROOT}/webhooks/subscriptions`;
const TOLERANCE_SECONDS = 300;
const PAGE_SIZE = 200;
const MOST_RECENT_PAGES = 5;
const EVENT = 'imessage.reaction_received';

/** The one emoji it sends, under a name of its own. */
const EYES = '👀';

const NOT_READY =
	'Right after it was sent a message may take no tapback: try again in a few seconds. One that fell back to SMS never takes any.';

const NOT_REMOVABLE = 'Taking a tapback back isn’t available for this account yet, but another tapback takes its place.';

const SUBSCRIPTION_PATH = /\/webhooks\/subscriptions/;
/** The path of a removal. */
const REACTION_PATH = /\/imessage\/reactions\//;

const FAULT_RULES: FaultRule[] = [
	{ status: 400, says: /enabled/i, means: 'NOT_ALLOWED', advice: 'Enable iMessage for this agent identity in the Inkbox console.' },
	{ status: 400, says: /\byet\b/i, means: 'TARGET_NOT_READY', advice: NOT_READY },
	{
		status: 400,
		says: /\b(?:own|inbound|outbound|sms|rcs|downgraded)\b/i,
		means: 'TARGET_UNSUPPORTED',
		advice: 'This message takes no tapback. Those that fell back to SMS take none, and your own may not either.',
	},
	{ status: 400, says: /cannot accept/i, means: 'TARGET_NOT_READY', advice: NOT_READY },
	{ status: 401, means: 'AUTH_FAILED', advice: 'Check the API Key in the credential; it starts with ApiKey_.' },
	{
		status: 403,
		code: 'recipient_blocked',
		means: 'NOT_ALLOWED',
		advice: 'A contact rule in Inkbox blocks this recipient: change the rule to allow it.',
	},
	{
		status: 403,
		says: /block|contact rule/i,
		means: 'NOT_ALLOWED',
		advice: 'A contact rule in Inkbox blocks this recipient: change the rule to allow it.',
	},
	{
		status: 403,
		means: 'NOT_ALLOWED',
		advice: 'An agent’s key acts for its own identity only, and can’t manage webhooks before it is claimed: use an admin key or claim it.',
	},
	{
		status: 404,
		says: /^(?:agent )?identity\b/i,
		means: 'REFUSED',
		advice: 'In Agent Identity, choose an identity that this key can see.',
	},
	{ status: 404, path: REACTION_PATH, means: 'TARGET_UNSUPPORTED', advice: NOT_REMOVABLE },
	{ status: 405, path: REACTION_PATH, means: 'TARGET_UNSUPPORTED', advice: NOT_REMOVABLE },
	{ status: 404, means: 'TARGET_NOT_FOUND', advice: 'Check Message ID, and that the key may see the conversation it is in.' },
	{
		status: 409,
		path: SUBSCRIPTION_PATH,
		says: /\b(?:max(?:imum)?|limit|up to)\b/i,
		means: 'HOOK_CONFLICT',
		advice: 'An identity has room for 60 webhook subscriptions: remove one that is no longer needed in the Inkbox console.',
	},
	{
		status: 409,
		path: SUBSCRIPTION_PATH,
		means: 'HOOK_CONFLICT',
		advice: 'The address was registered at the same moment: publish again.',
	},
	{
		status: 409,
		means: 'NOT_ALLOWED',
		advice: 'The recipient is disconnected, and must connect again by texting “connect” and your handle to the Inkbox number.',
	},
	{ status: 422, code: NOT_A_PHONE.code, means: 'TARGET_UNSUPPORTED', advice: NOT_A_PHONE.advice },
	{
		status: 422,
		says: /part.?index/i,
		means: 'REFUSED',
		advice: 'Check the part index: the message may not have that many parts, and the first one is 0.',
	},
	{
		status: 422,
		says: /\breaction\b/i,
		means: 'TARGET_UNSUPPORTED',
		advice: 'Inkbox doesn’t take this reaction: send one of the six, or 👀.',
	},
	{ status: 422, means: 'REFUSED', advice: 'Check the parameters. Webhook URLs must start with https://.' },
	{ status: 502, means: 'PROVIDER_FAILED', advice: 'It could not be delivered upstream: try again later, which Inkbox calls safe.' },
];

const IDENTITY: ProviderField = {
	name: 'identityId',
	displayName: 'Agent Identity',
	placeholder: 'e.g. 11111111-2222-4333-8444-555555555510',
	required: false,
	choices: 'identities',
	emptyChoice: 'The Only One There Is',
	format: UUID,
	description: 'The agent identity that has the conversations; empty where the key sees only one',
};

export const inkbox: Provider = {
	id: 'inkbox',
	name: 'Inkbox',
	defaultBaseUrl: 'https://inkbox.ai',
	credential: {
		typeName: 'inkboxTapbackApi',
		displayName: 'Inkbox Tapback API',
		fields: [
			{
				name: 'apiKey',
				displayName: 'API Key',
				description: 'An admin key, or the key of one agent identity',
				placeholder: 'e.g. ApiKey_...',
			},
		],
		headers: { 'X-API-Key': '{apiKey}' },
		test: { path: '/api/whoami', expects: 'auth_type' },
		webhookSecretHint:
			'The signing key of the agent identity, which Inkbox shows only once, when the key is first made; enter it with or without whsec_ in front',
	},
	capabilities: {
		sendClassic: { level: 'yes' },
		sendEmoji: { level: 'partly', reason: 'Inkbox sends no emoji but 👀.' },
		sendPart: { level: 'yes' },
		remove: { level: 'yes' },
		readLive: { level: 'yes' },
		receiveAdded: { level: 'yes' },
		receiveRemoved: { level: 'no', reason: 'Inkbox sends no event when a tapback is taken away.' },
		receiveEmoji: { level: 'yes' },
		receiveSticker: { level: 'no', reason: 'Inkbox sends no event for a sticker.' },
		receivePart: { level: 'yes' },
		receiveTarget: { level: 'yes' },
		receiveMessage: { level: 'partly', reason: 'Read from Inkbox by the message’s id: its whole text, of whichever part was tapped.' },
	},
	sendableEmoji: [EYES],
	removal: 'by-reaction-id',
	messageId: { pattern: UUID.pattern, says: 'an Inkbox message id is a UUID', placeholder: 'e.g. 11111111-2222-4333-8444-555555555504' },
	fields: {
		send: [],
		get: [],
		inbound: [IDENTITY],
		ask: [IDENTITY],
		wait: [IDENTITY],
	},
	// A message that fell back to SMS may be refused like one that is too new, and never gets ready: 7 s of waiting must do.
	limits: { concurrent: 5, timeoutMs: 30_000, attempts: 4, firstDelayMs: 1000, longestDelayMs: 8000, notReadyAttempts: 4 },
	faults: { read: readFault, rules: FAULT_RULES },
	send: { build: buildReaction, parse: parseReceipt },
	read: readLive,
	readMessage,
	readRecent,
	lists: { identities: listIdentities },
	webhook: { verify, parse },
	registration: { find: findHook, list: listHooks, create: createHook, remove: removeHook },
	messages: inkboxMessages,
};

const detailObjectSchema = lazily(() =>
	z.object({ error: optionalText, field: optionalText, message: optionalText, reason: optionalText }),
);
const faultSchema = lazily(() => z.object({ detail: z.union([z.string(), validationDetail, detailObjectSchema]) }));

const REACTION = {
	id: optionalText,
	conversation_id: optionalText,
	target_message_id: optionalText,
	direction: optionalText,
	reaction: z.string(),
	custom_emoji: optionalText,
	remote_number: optionalText,
	part_index: optionalIndex,
	created_at: optionalText,
	updated_at: optionalText,
};
const MESSAGE = { id: z.string(), conversation_id: optionalText, service: optionalText };

const receiptSchema = lazily(() => z.object(REACTION));
/** Without the fields that it is judged by, an entry may be ours or not, so nothing true can be said of the message. */
const messageSchema = lazily(() => {
	const judged = z.object({ ...REACTION, direction: z.string(), part_index: z.number().int().nonnegative() });
	return z.object({ ...MESSAGE, reactions: z.array(judged).nullable() });
});
const contentSchema = lazily(() => z.object({ id: z.string(), content: optionalText, direction: optionalText, created_at: optionalText }));
const identitySchema = lazily(() => z.object({ id: z.string(), agent_handle: z.string() }));
const subscriptionSchema = lazily(() =>
	z.object({
		id: z.string(),
		url: z.string(),
		event_types: listOf(z.string()),
		status: optionalText,
		agent_identity_id: optionalText,
	}),
);

function readFault(json: unknown): Fault | undefined {
	const detail = faultSchema.safeParse(json).data?.detail;
	if (detail === undefined) return undefined;
	// A code may stand alone, in place of a sentence.
	if (typeof detail === 'string') return { message: detail, code: /^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(detail) ? detail : undefined };
	const said = detail.message ?? detail.reason;
	return { message: said && detail.field ? `${detail.field}: ${said}` : said, code: detail.error };
}

function buildReaction({ messageId, partIndex, reaction, reactionId }: SendCommand): HttpRequest {
	// One that is gone already is removed without an error, so a repeat is.
	if (reactionId !== undefined) return { method: 'DELETE', path: `${REACTIONS}/${encodeURIComponent(reactionId)}`, repeat: 'harmless' };
	const body = { message_id: messageId, reaction: wireName(reaction), ...(partIndex === undefined ? {} : { part_index: partIndex }) };
	// It replaces itself.
	return { method: 'POST', path: REACTIONS, body, repeat: 'harmless' };
}

function parseReceipt({ json }: Answer, { messageId, partIndex, reaction, reactionId }: SendCommand): SendReceipt {
	if (reactionId !== undefined) return { outcome: 'applied', reactionId };
	const made = readAs(receiptSchema, json, () => badAnswer('Inkbox', 'the tapback'));
	const isAsked =
		made.reaction === wireName(reaction) &&
		(made.target_message_id ?? messageId).toLowerCase() === messageId.toLowerCase() &&
		(made.part_index ?? partIndex ?? 0) === (partIndex ?? 0);
	if (!isAsked) throw otherTapback('Inkbox');
	return { outcome: 'applied', reactionId: made.id };
}

function wireName(reaction: Reaction): string {
	if (reaction.type !== 'emoji') return reaction.type;
	if (isSameEmoji(reaction.emoji, EYES)) return 'eyes';
	throw new TapbackError('UNSUPPORTED', `Inkbox can’t send the emoji ${reaction.emoji}. It sends no emoji but ${EYES}. Nothing was sent.`);
}

function reactionOf(name: string, customEmoji: string | undefined): InboundReaction {
	if (isClassicReaction(name)) return { type: name };
	if (name === 'eyes') return { type: 'emoji', emoji: EYES };
	return name === 'custom' && customEmoji !== undefined ? emojiOrUnknown(customEmoji) : { type: 'unknown', name };
}

/** `remote_number` is the human on the other side, also where the agent itself reacted. */
function whoReacted(direction: string | undefined, remoteNumber: string | undefined) {
	const isFromMe = isOutbound(direction);
	return { isFromMe, actor: isFromMe ? null : (remoteNumber ?? null) };
}

async function readLive(call: Call, { messageId }: ReadQuery): Promise<LiveTapback[]> {
	return liveOf(await getMessage(call, messageSchema, messageId));
}

async function readMessage(call: Call, { messageId }: ReadQuery): Promise<MessageContent> {
	const { id, content, direction, created_at: createdAt } = await getMessage(call, contentSchema, messageId);
	return {
		id,
		text: content ?? null,
		isFromMe: direction === undefined ? null : isOutbound(direction),
		sentAt: isoTime(createdAt),
	};
}

async function getMessage<T extends z.ZodType<{ id: string }>>(call: Call, schema: T, messageId: string): Promise<z.output<T>> {
	const answer = await call({ method: 'GET', path: `${ROOT}/imessage/messages/${encodeURIComponent(messageId)}`, repeat: 'harmless' });
	const message = readAs(schema, answer.json, () => badAnswer('Inkbox', 'a message'));
	if (!isSameMessageId(message.id, messageId)) throw badAnswer('Inkbox', 'the message that was asked for');
	return message;
}

/** Newest first, fewer than a page where it is the last one. */
async function listMessages(call: Call, filter: Record<string, string>, page: number): Promise<unknown[]> {
	const query = { limit: `${PAGE_SIZE}`, include_groups: 'true', ...filter, offset: `${page * PAGE_SIZE}` };
	const answer = await call({ method: 'GET', path: `${ROOT}/imessage/messages`, query, repeat: 'harmless' });
	return readAs(z.array(z.unknown()), answer.json, () => badAnswer('Inkbox', 'messages'));
}

async function readRecent(call: Call, { fields, wanted }: RecentQuery): Promise<MessageTapbacks[]> {
	const identityId = await identityIdOf(call, fields);
	const missing = new Set([...wanted].map(plainMessageId));
	const found: MessageTapbacks[] = [];
	for (let page = 0; page < MOST_RECENT_PAGES; page += 1) {
		const items = await listMessages(call, { agent_identity_id: identityId }, page);
		for (const message of listOf(messageSchema).parse(items)) {
			missing.delete(plainMessageId(message.id));
			found.push({ messageId: message.id, tapbacks: liveOf(message) });
		}
		if (items.length < PAGE_SIZE || missing.size === 0) break;
	}
	return found;
}

function liveOf(message: z.output<typeof messageSchema>): LiveTapback[] {
	return (message.reactions ?? []).map((live) => ({
		reaction: reactionOf(live.reaction, live.custom_emoji),
		messageId: message.id,
		partIndex: live.part_index,
		...whoReacted(live.direction, live.remote_number),
		conversationId: message.conversation_id ?? null,
		service: message.service ?? null,
		line: null,
		occurredAt: isoTime(live.created_at),
		reactionId: live.id ?? null,
	}));
}

async function listIdentities(call: Call): Promise<Choice[]> {
	const answer = await call({ method: 'GET', path: `${ROOT}/identities`, repeat: 'harmless' });
	const identities = readAs(z.array(identitySchema), answer.json, () => badAnswer('Inkbox', 'agent identities'));
	return identities.map(({ id, agent_handle: label }) => ({ value: id, label }));
}

/** What follows whsec_ is the key as it is, not base64. */
const keyOf = signature.signingKeys((secret) => Buffer.from(signature.requireSecret(secret.replace(/^whsec_/, '')), 'utf8'));

function verify(delivery: Delivery, { secret, now }: { secret: string; now: number }): void {
	const body = signature.requireRawBody(delivery);
	const key = keyOf(secret);
	const requestId = signature.requireHeader(delivery.headers, 'x-inkbox-request-id');
	const timestamp = signature.requireHeader(delivery.headers, 'x-inkbox-timestamp');
	const received = signature.requireHeader(delivery.headers, 'x-inkbox-signature');
	signature.requireFresh(timestamp, { now, toleranceSeconds: TOLERANCE_SECONDS });
	const expected = signature.hmacSha256(key, `${requestId}.${timestamp}.`, body);
	signature.requireSha256(expected, received);
}

function parse(payload: unknown): ParsedTapback | undefined {
	const event = fieldsOf(payload);
	const data = fieldsOf(fieldsOf(event.data).reaction);
	const { reaction: name } = data;
	if (event.event_type !== EVENT || typeof name !== 'string') return undefined;
	const reactionId = textOf(data.id);
	const changedAt = textOf(data.updated_at) ?? textOf(data.created_at) ?? textOf(event.timestamp);
	const eventId = textOf(event.id) ?? (reactionId && `${reactionId}|${changedAt ?? ''}`);
	if (eventId === undefined) return undefined;
	return {
		eventId,
		action: 'added',
		reaction: reactionOf(name, textOf(data.custom_emoji)),
		messageId: textOf(data.target_message_id) ?? null,
		partIndex: indexOf(data.part_index) ?? null,
		...whoReacted(textOf(data.direction), textOf(data.remote_number)),
		conversationId: textOf(data.conversation_id) ?? null,
		service: null,
		line: null,
		occurredAt: isoTime(changedAt),
		provenance: 'structured',
		target: null,
	};
}

async function findHook(call: Call, hook: WantedHook): Promise<FoundHook> {
	const subscriptions = await readSubscriptions(call, { url: hook.url });
	const ours = subscriptions.filter(({ url }) => url === hook.url);
	const identityId = textField(hook.fields, 'identityId');
	const isSecretCurrent = hook.knownSecret !== undefined && (hook.pastedSecret ?? hook.knownSecret) === hook.knownSecret;
	return {
		ours: ours.map(({ id, status, event_types: types, agent_identity_id: owner }) => ({
			id,
			current: isSecretCurrent && (status ?? 'active') === 'active' && isSameSet(types, eventsFor(hook)) && (identityId ?? owner) === owner,
		})),
	};
}

async function listHooks(call: Call, { fields }: WantedHook): Promise<StandingHook[]> {
	return await readSubscriptions(call, { agent_identity_id: await identityIdOf(call, fields) });
}

async function readSubscriptions(call: Call, query: Record<string, string>) {
	const answer = await call({ method: 'GET', path: SUBSCRIPTIONS, query, repeat: 'harmless' });
	const schema = z.object({ subscriptions: z.array(z.unknown()).pipe(listOf(subscriptionSchema)) });
	return readAs(schema, answer.json, () => badAnswer('Inkbox', 'webhook subscriptions')).subscriptions;
}

async function createHook(call: Call, hook: WantedHook) {
	const identity = await chooseIdentity(call, hook);
	const known = hook.pastedSecret ?? hook.keptSecrets?.get(identity.value);
	if (known === undefined) await requireNewKey(call, identity, hook);
	const body = { agent_identity_id: identity.value, url: hook.url, event_types: eventsFor(hook) };
	const answer = await call({ method: 'POST', path: SUBSCRIPTIONS, body, repeat: 'harmful' });
	const schema = z.object({ id: z.string(), signing_key: optionalText });
	const created = readAs(schema, answer.json, () => badAnswer('Inkbox', 'the new subscription'));
	const secret = created.signing_key ?? known;
	if (secret === undefined) {
		await removeHook(call, hook, created.id);
		throw keyMissing(identity);
	}
	hook.keptSecrets?.keep(identity.value, secret);
	return { id: created.id, secret };
}

async function removeHook(call: Call, _hook: WantedHook, id: string): Promise<void> {
	await call({ method: 'DELETE', path: `${SUBSCRIPTIONS}/${encodeURIComponent(id)}`, repeat: 'harmless' });
}

function eventsFor({ wantsMessages }: WantedHook): string[] {
	return wantsMessages ? [MESSAGE_EVENT, EVENT] : [EVENT];
}

async function identityIdOf(call: Call, fields: FieldValues): Promise<string> {
	return textField(fields, 'identityId') ?? (await chooseIdentity(call, { fields })).value;
}

/** The identity that was named, or the only one there is. */
async function chooseIdentity(call: Call, { fields }: Pick<WantedHook, 'fields'>): Promise<Choice> {
	const wanted = textField(fields, 'identityId');
	const identities = await listIdentities(call);
	const [found, ...others] = identities.filter(({ value }) => wanted === undefined || value.toLowerCase() === wanted.toLowerCase());
	if (found && others.length === 0) return found;
	throw new TapbackError('INVALID_INPUT', whyNoIdentity(wanted, identities), { field: 'identityId' });
}

function whyNoIdentity(wanted: string | undefined, identities: readonly Choice[]): string {
	const seen = identities.map(({ label }) => label).join(', ');
	if (seen === '') return 'The Inkbox key sees no agent identity. Check the API Key in the credential.';
	return wanted === undefined
		? `Agent Identity is empty, and the Inkbox key sees several: ${seen}. Choose one.`
		: `The Inkbox key doesn’t see the chosen Agent Identity. Choose one that it sees: ${seen}.`;
}

/** The first webhook of an identity brings its key, once: not while it would be lost again. */
async function requireNewKey(call: Call, identity: Choice, { isTemporary }: WantedHook): Promise<void> {
	if (isTemporary) {
		throw new TapbackError(
			'SECRET_MISSING',
			`Inkbox gives the signing key of ${identity.label} only once, and a webhook that stands for a moment could not keep it. Nothing was registered.`,
			{ field: 'webhookSecret', remedy: 'register-for-good' },
		);
	}
	const answer = await call({
		method: 'GET',
		path: `${ROOT}/identities/${encodeURIComponent(identity.label)}/signing-key`,
		repeat: 'harmless',
	});
	const { configured } = readAs(z.object({ configured: z.boolean() }), answer.json, () =>
		badAnswer('Inkbox', 'the state of the signing key'),
	);
	if (configured) throw keyMissing(identity);
}

/** Rotating would give a key, and break every other receiver of the identity. */
function keyMissing({ label }: Choice): TapbackError {
	return new TapbackError(
		'SECRET_MISSING',
		`Inkbox gave the signing key of ${label} once, with its first webhook, and doesn’t show it again. Nothing was registered. If it is lost, rotate it in the Inkbox console; every receiver of ${label} then needs the new one.`,
		{ field: 'webhookSecret', remedy: 'enter-signing-key' },
	);
}
