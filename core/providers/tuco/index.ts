import { z } from 'zod';

import { isSingleEmoji } from '../../model/emoji';
import { badAnswer } from '../../model/errors';
import type { ParsedTapback } from '../../model/tapback-event';
import { isSameSet } from '../fields';
import { ONE_WORD } from '../../model/formats';
import { headerOf, type Headers } from '../../http/types';
import { isoTime } from '../../model/time';
import { MESSAGE_EVENT, addressOf, tucoMessages } from './messages';
import { fieldsOf, firstFlag, firstText } from '../../webhook/payload';
import type { Answer, Call, Choice, Delivery, FaultRule, FoundHook, Provider, SendCommand, SendReceipt, WantedHook } from '../provider';
import { lazily, listOf, optionalFlag, optionalText, readAs } from '../schema';
import * as signature from '../../webhook/signature';
import { isClassicReaction, type EventAction, type InboundReaction } from '../../model/reaction';

/*
 * Tuco. Sources: the vendor's Send Reaction, message webhooks and errors pages (docs.tuco.ai), goforbg/tuco-docs (April 2026).
 * The payload of message.reaction is documented nowhere. Details and open questions: docs/research/tuco.md.
 */

const HOOKS_PATH = '/api/webhooks';
const LINES_PATH = '/api/lines/by-user';
const EVENT = 'message.reaction';
const SIGNATURE_HEADER = 'x-tuco-signature';
const HOOK_NAME = 'tapback';
const LONGEST_REWRITTEN_BYTES = 1024 * 1024;

const EVENT_ACTIONS = new Map<string, EventAction>([
	['added', 'added'],
	['add', 'added'],
	['removed', 'removed'],
	['remove', 'removed'],
]);

/** Names for "see the emoji field". */
const EMOJI_KINDS = ['emoji', 'custom'];

const MAY_BE_SENT = 'The fault is on their side, but a tapback may have been sent all the same.';

const FAULT_RULES: FaultRule[] = [
	{
		status: 400,
		says: /no BlueBubbles ID/i,
		means: 'TARGET_NOT_READY',
		advice: 'The message has not been sent yet, or did not go over iMessage: try again when it is delivered.',
	},
	{
		status: 400,
		says: /cannot determine contact phone/i,
		means: 'TARGET_UNSUPPORTED',
		advice: 'Tapbacks need an iMessage conversation with one contact: this message has none.',
	},
	{
		status: 400,
		says: /line not found or missing credentials/i,
		means: 'REFUSED',
		advice: 'The line of this message is gone or not set up: check it in the Tuco dashboard.',
	},
	{ status: 400, says: /messageId and reaction required/i, means: 'REFUSED', advice: 'Check Message ID and Reaction.' },
	{
		status: 400,
		says: /invalid reaction type/i,
		means: 'TARGET_UNSUPPORTED',
		advice: 'Tuco doesn’t take this tapback: choose one of the six.',
	},
	{ status: 400, says: /invalid messageId/i, means: 'REFUSED', advice: 'Check Message ID: it must have 24 hexadecimal digits.' },
	{
		status: 400,
		says: /no active workspace/i,
		means: 'NOT_ALLOWED',
		advice: 'The key belongs to no active workspace: use a workspace key.',
	},
	{
		status: 400,
		says: /invalid events/i,
		means: 'REFUSED',
		advice: 'Webhooks for tapbacks may have to be enabled in the Tuco dashboard first, or registered there by hand.',
		remedy: 'register-by-hand',
	},
	{
		status: 400,
		says: /url is required|invalid url/i,
		means: 'REFUSED',
		advice: 'Tuco doesn’t take the address of this webhook: it must be reachable from the internet.',
	},
	{
		status: 400,
		says: /at least one event|name is required/i,
		means: 'REFUSED',
		advice: 'Tuco wants a webhook described in another way than documented. Register it by hand in the Tuco dashboard.',
		remedy: 'register-by-hand',
	},
	{ status: 401, means: 'AUTH_FAILED', advice: 'Check the API Key in the credential.' },
	{ status: 402, means: 'PAYMENT_REQUIRED', advice: 'The workspace is read-only until its bill is settled at Tuco.' },
	{
		status: 404,
		says: /message not found/i,
		means: 'TARGET_NOT_FOUND',
		advice: 'Check Message ID, and that the API Key belongs to the workspace of the message.',
	},
	{ status: 500, means: 'PROVIDER_FAILED', advice: MAY_BE_SENT },
	{ status: 502, means: 'PROVIDER_FAILED', advice: MAY_BE_SENT },
];

export const tuco: Provider = {
	id: 'tuco',
	name: 'Tuco',
	defaultBaseUrl: 'https://app.tuco.ai',
	credential: {
		typeName: 'tucoTapbackApi',
		displayName: 'Tuco Tapback API',
		fields: [
			{
				name: 'apiKey',
				displayName: 'API Key',
				description: 'The key of the workspace that has the messages',
				placeholder: 'e.g. the key from the Tuco dashboard',
			},
		],
		headers: { Authorization: 'Bearer {apiKey}' },
		test: { path: LINES_PATH, expects: 'lines' },
		webhookSecretHint: 'Tuco shows it once, as secret, when a webhook is created',
	},
	capabilities: {
		sendClassic: { level: 'yes' },
		sendEmoji: { level: 'no', reason: 'Tuco’s API takes the six classic tapbacks only.' },
		sendPart: { level: 'no', reason: 'Tuco’s API always reacts to the first part of a message.' },
		remove: { level: 'partly', reason: 'Tuco removes a tapback when the same one is sent again, so it must be known which one stands.' },
		readLive: { level: 'no', reason: 'Tuco’s API doesn’t show what stands on a message.' },
		receiveAdded: {
			level: 'partly',
			reason: 'Tuco announces an event for tapbacks, but doesn’t document what it holds; the raw payload always comes along.',
		},
		receiveRemoved: {
			level: 'partly',
			reason: 'Tuco doesn’t document how a removal looks; one that isn’t marked as such counts as added.',
		},
		receiveEmoji: { level: 'partly', reason: 'Tuco recognizes emoji, but doesn’t document where they stand.' },
		receiveSticker: { level: 'no', reason: 'Tuco doesn’t mention stickers.' },
		receivePart: { level: 'no', reason: 'Tuco doesn’t say which part of a message was tapped.' },
		receiveTarget: { level: 'partly', reason: 'Tuco doesn’t document where the id of the message stands.' },
		receiveMessage: { level: 'no', reason: 'Tuco’s events bring no text, and its API has no request for one message.' },
	},
	removal: 'toggle',
	messageId: {
		pattern: /^[0-9a-f]{24}$/i,
		says: 'a Tuco message id has 24 hexadecimal digits',
		placeholder: 'e.g. 6a0000000000000000000001',
	},
	fields: {
		send: [],
		get: [],
		inbound: [],
		ask: [
			{
				name: 'fromLine',
				displayName: 'From Line',
				description: 'The line that asks; empty means the next one in turn, which may be new to the person',
				placeholder: 'e.g. 6a0000000000000000000010',
				required: false,
				choices: 'lines',
				emptyChoice: 'None: Tuco’s Next in Turn',
				format: ONE_WORD,
			},
		],
		wait: [],
	},
	// The relay waits up to 60 s for the tapback to appear.
	limits: { concurrent: 4, timeoutMs: 100_000, attempts: 4, firstDelayMs: 1000, longestDelayMs: 10_000 },
	faults: { read: readFault, rules: FAULT_RULES },
	send: { build: buildReaction, parse: parseReceipt },
	lists: { lines: listLines },
	webhook: { verify, parse, alwaysRaw: true },
	registration: { find: findHook, list: listHooks, create: createHook, remove: removeHook },
	messages: tucoMessages,
};

const faultSchema = lazily(() => z.object({ error: z.string().min(1), code: optionalText, reason: optionalText }));

const receiptSchema = lazily(() => z.object({ ok: z.literal(true) }));

const lineSchema = lazily(() => z.object({ _id: z.string().min(1), phone: optionalText, email: optionalText, isActive: optionalFlag }));

const hookSchema = lazily(() =>
	z.object({
		id: z.string().min(1),
		url: z.string(),
		events: listOf(z.string()),
		isActive: optionalFlag,
	}),
);

function readFault(json: unknown) {
	const { data } = faultSchema.safeParse(json);
	return data && { message: data.reason === undefined ? data.error : `${data.error}: ${data.reason}`, code: data.code };
}

/** Adding and removing are the same request: the flow decides whether it may be sent. */
function buildReaction({ messageId, reaction }: SendCommand) {
	return {
		method: 'POST',
		path: '/api/messages/react',
		body: { messageId, reaction: reaction.type },
		repeat: 'harmful',
	} as const;
}

/** The answer doesn't say whether the tapback stands or is gone now; its `reaction` is documented for adding only. */
function parseReceipt({ json }: Answer): SendReceipt {
	readAs(receiptSchema, json, () => badAnswer('Tuco', '“ok”: true'));
	return { outcome: 'applied' };
}

async function listLines(call: Call): Promise<Choice[]> {
	const answer = await call({ method: 'GET', path: LINES_PATH, repeat: 'harmless' });
	const schema = z.object({ lines: z.array(z.unknown()).pipe(listOf(lineSchema)) });
	const { lines } = readAs(schema, answer.json, () => badAnswer('Tuco', 'lines'));
	return lines.flatMap(({ _id: value, phone, email, isActive }) => (isActive === false ? [] : [{ value, label: phone ?? email ?? value }]));
}

/** The time in the headers isn't signed, so it proves nothing. */
function verify(delivery: Delivery, { secret }: { secret: string }): void {
	const body = signature.requireRawBody(delivery);
	const key = signature.keyOfText(secret);
	const received = signature.requireHeader(delivery.headers, SIGNATURE_HEADER);
	const fits = (text: string | Uint8Array | undefined) =>
		text !== undefined && signature.matchesHex(signature.hmacSha256(key, text), received);
	if (!fits(body) && !fits(rewritten(body))) throw signature.notVerified('The signature does not fit.');
}

/** Tuco's documentation signs `JSON.stringify(body)`, which need not be what is sent. Nothing large is parsed before it is verified. */
function rewritten(body: Uint8Array): string | undefined {
	if (body.length > LONGEST_REWRITTEN_BYTES) return undefined;
	try {
		return JSON.stringify(JSON.parse(Buffer.from(body).toString('utf8')));
	} catch {
		return undefined;
	}
}

function parse(payload: unknown, { headers }: Delivery): ParsedTapback | undefined {
	const event = fieldsOf(payload);
	if (event.event !== EVENT) return undefined;
	const data = fieldsOf(event.data);
	const eventId = eventIdOf(headers);
	const isTest = firstFlag(event.test, data.test) || firstFlag(event.testMode, data.testMode);
	if (eventId === undefined || isTest) return undefined;

	const emoji = firstText(event.emoji, data.emoji, event.customEmoji, data.customEmoji);
	const named = firstText(event.reaction, data.reaction, event.reactionType, data.reactionType);
	const kind = named ?? typeOf(firstText(event.type, data.type), emoji);
	const isFromMe = firstFlag(event.isFromMe, data.isFromMe) ?? firstText(event.direction, data.direction) === 'outbound';
	const isMinus = kind?.startsWith('-') ?? false;
	const isRemoval = firstFlag(event.isRemoval, data.isRemoval, event.removed, data.removed) ?? isMinus;
	const word = firstText(event.action, data.action);
	const action = EVENT_ACTIONS.get(word?.trim().toLowerCase() ?? '');
	const isUnknownAction = word !== undefined && action === undefined;
	const target = firstText(event.targetMessageId, data.targetMessageId, event.originalMessageId, data.originalMessageId);
	const person = firstText(event.recipientPhone, data.recipientPhone, event.phone, data.phone);
	return {
		eventId,
		// Where a word and a flag differ, it is a removal: nothing that was doubtful is an addition.
		action: isRemoval || action === 'removed' ? 'removed' : 'added',
		reaction: isUnknownAction ? { type: 'unknown', name: word } : reactionOf(isMinus ? kind?.slice(1) : kind, emoji),
		messageId: target ?? firstText(event.messageId, data.messageId) ?? null,
		partIndex: null,
		// What names a person names the contact.
		actor: isFromMe ? null : (person ?? addressOf(event.lead) ?? addressOf(data.lead) ?? null),
		isFromMe,
		conversationId: null,
		service: null,
		line: null,
		occurredAt: isoTime(firstText(event.timestamp, data.timestamp)),
		provenance: 'structured',
		target: null,
	};
}

/**
 * There is no delivery id. The signature is the content's own, in whatever form it was written: two that are the same are
 * one delivery. A part of it will do, and can't be used to send the delivery again.
 */
function eventIdOf(headers: Headers): string | undefined {
	const received = headerOf(headers, SIGNATURE_HEADER);
	return received && `tuco_${received.slice(0, 32)}`;
}

/** `type` may mean anything, so beside an emoji only a classic name counts. */
function typeOf(type: string | undefined, emoji: string | undefined): string | undefined {
	return emoji === undefined || isClassicReaction(type?.replace(/^-/, '')) ? type : undefined;
}

function reactionOf(kind: string | undefined, emoji: string | undefined): InboundReaction {
	if (isClassicReaction(kind)) return { type: kind };
	if (kind !== undefined && isSingleEmoji(kind)) return { type: 'emoji', emoji: kind };
	const isEmoji = emoji !== undefined && isSingleEmoji(emoji) && (kind === undefined || EMOJI_KINDS.includes(kind));
	if (isEmoji) return { type: 'emoji', emoji };
	return kind === 'sticker' ? { type: kind } : { type: 'unknown', name: kind ?? 'unspecified' };
}

async function findHook(call: Call, hook: WantedHook): Promise<FoundHook> {
	const webhooks = await listHooks(call);
	const ours = webhooks.filter(({ url }) => url === hook.url);
	return {
		ours: ours.map((found) => ({
			id: found.id,
			// The secret is shown on creation only: without it nothing could be verified.
			current: found.isActive !== false && isSameSet(found.events, eventsFor(hook)) && hook.knownSecret !== undefined,
		})),
	};
}

async function listHooks(call: Call) {
	const answer = await call({ method: 'GET', path: HOOKS_PATH, repeat: 'harmless' });
	const schema = z.object({ webhooks: z.array(z.unknown()).pipe(listOf(hookSchema)) });
	return readAs(schema, answer.json, () => badAnswer('Tuco', 'webhooks')).webhooks;
}

async function createHook(call: Call, hook: WantedHook) {
	const answer = await call({
		method: 'POST',
		path: HOOKS_PATH,
		body: { url: hook.url, events: eventsFor(hook), name: HOOK_NAME },
		repeat: 'harmful',
	});
	const schema = z.object({ id: z.string().min(1), secret: z.string().min(1) });
	return readAs(schema, answer.json, () => badAnswer('Tuco', 'the new webhook with its secret'));
}

async function removeHook(call: Call, _hook: WantedHook, id: string): Promise<void> {
	await call({ method: 'DELETE', path: `${HOOKS_PATH}/${encodeURIComponent(id)}`, repeat: 'harmless' });
}

function eventsFor({ wantsMessages }: WantedHook): string[] {
	return wantsMessages ? [MESSAGE_EVENT, EVENT] : [EVENT];
}
