import { z } from 'zod';

import { isOutbound } from '../direction';
import { emojiOrUnknown, isSameEmoji } from '../../model/emoji';
import { TapbackError, badAnswer, otherTapback } from '../../model/errors';
import type { LiveTapback, ParsedTapback } from '../../model/tapback-event';
import { parseFallbackText } from '../../webhook/fallback-texts/parse-fallback-text';
import { textField } from '../fields';
import { ONE_WORD } from '../../model/formats';
import { headerOf } from '../../http/types';
import { isoTime } from '../../model/time';
import { agentphoneMessages } from './messages';
import { fieldsOf, textOf, type Fields } from '../../webhook/payload';
import type {
	Answer,
	Call,
	Choice,
	Delivery,
	FaultRule,
	FieldValues,
	FoundHook,
	Provider,
	ReadQuery,
	SendCommand,
	SendReceipt,
	TextOptions,
	WantedHook,
} from '../provider';
import { lazily, listOf, optionalFlag, optionalIndex, optionalText, readAs, validationDetail } from '../schema';
import * as signature from '../../webhook/signature';
import { isClassicReaction, type InboundReaction, type Reaction } from '../../model/reaction';

/*
 * AgentPhone REST v1. Sources: the vendor's API reference and guides (docs.agentphone.ai), its OpenAPI
 * document, npm agentphone 1.0.17. Details and open questions: docs/research/agentphone.md.
 */

const TOLERANCE_SECONDS = 300;
const PAGE_SIZE = 100;
const MOST_PAGES = 20;

const ONLY_IMESSAGES = 'Only iMessages take tapbacks: SMS, MMS and calls take none.';

const FAULT_RULES: FaultRule[] = [
	{
		status: 400,
		says: /emoji|upgrade/i,
		means: 'TARGET_UNSUPPORTED',
		advice:
			'Emoji tapbacks need a newer line and a recipient with macOS 14 or iOS 17: send one of the six, or upgrade the line as AgentPhone says.',
	},
	{ status: 400, says: /\bimessages?\b|\b[sm]ms\b/i, means: 'TARGET_UNSUPPORTED', advice: ONLY_IMESSAGES },
	{ status: 400, code: 'VALIDATION_ERROR', means: 'REFUSED', advice: 'Check the parameters.' },
	{ status: 400, says: /react|tapback|message|channel|\b[sm]ms\b|voice|support/i, means: 'TARGET_UNSUPPORTED', advice: ONLY_IMESSAGES },
	{ status: 401, means: 'AUTH_FAILED', advice: 'Check the API Key in the credential.' },
	{ status: 402, means: 'PAYMENT_REQUIRED', advice: 'The balance is used up: top it up at AgentPhone.' },
	{
		status: 404,
		says: /^(?:no such )?agent\b/i,
		means: 'REFUSED',
		advice: 'In Agent, choose an agent of this account, or none for the account’s webhook.',
	},
	{
		status: 404,
		says: /conversation/i,
		means: 'TARGET_NOT_FOUND',
		advice: 'Check Conversation ID, and that it belongs to this account.',
	},
	{ status: 404, means: 'TARGET_NOT_FOUND', advice: 'Check Message ID, and that it belongs to this account.' },
	{ status: 422, means: 'REFUSED', advice: 'Check the parameters. A tapback is one of the six or a single emoji.' },
	{ status: 502, means: 'PROVIDER_FAILED', advice: 'The carrier behind AgentPhone failed: try again later.' },
];

export const agentphone: Provider = {
	id: 'agentphone',
	name: 'AgentPhone',
	defaultBaseUrl: 'https://api.agentphone.ai',
	credential: {
		typeName: 'agentPhoneTapbackApi',
		displayName: 'AgentPhone Tapback API',
		fields: [
			{
				name: 'apiKey',
				displayName: 'API Key',
				description: 'The API key of your AgentPhone account',
				placeholder: 'e.g. the key from the AgentPhone dashboard',
			},
		],
		headers: { Authorization: 'Bearer {apiKey}' },
		test: { path: '/v1/agents?limit=1', expects: 'data' },
		webhookSecretHint: 'AgentPhone shows it when a webhook is saved, and makes a new one each time; it starts with whsec_',
	},
	capabilities: {
		sendClassic: { level: 'yes' },
		sendEmoji: { level: 'partly', reason: 'AgentPhone sends emoji on its newer lines only, and the recipient needs macOS 14 or iOS 17.' },
		sendPart: {
			level: 'no',
			reason: 'AgentPhone knows no parts: each image of a carousel is a message with its own id, so react to that.',
		},
		remove: { level: 'no', reason: 'AgentPhone’s API has no request for removing, but another tapback takes the place of the first.' },
		readLive: {
			level: 'partly',
			reason: 'AgentPhone lists tapbacks by conversation, so Conversation ID is needed; it may still list removed ones.',
		},
		receiveAdded: { level: 'yes' },
		receiveRemoved: { level: 'no', reason: 'AgentPhone sends no event when a tapback is taken away.' },
		receiveEmoji: { level: 'partly', reason: 'AgentPhone documents events for the six only; an emoji is passed on if it sends one.' },
		receiveSticker: { level: 'no', reason: 'AgentPhone sends no event for a sticker.' },
		receivePart: { level: 'no', reason: 'AgentPhone doesn’t say which part of a message was tapped.' },
		receiveTarget: { level: 'yes' },
		receiveMessage: { level: 'partly', reason: 'AgentPhone tells the text along with the tapback, but not who wrote it or when.' },
	},
	removal: 'none',
	messageId: { pattern: ONE_WORD.pattern, says: 'an AgentPhone message id is one word', placeholder: 'e.g. msg_0000000001' },
	fields: {
		send: [],
		get: [
			{
				name: 'conversationId',
				displayName: 'Conversation ID',
				placeholder: 'e.g. conv_0000000001',
				required: true,
				format: ONE_WORD,
				description: 'The conversation that holds the message, because AgentPhone can’t read a message by its id alone',
			},
		],
		inbound: [
			{
				name: 'agentId',
				displayName: 'Agent',
				placeholder: 'e.g. agt_0000000001',
				required: false,
				choices: 'agents',
				emptyChoice: 'None: The Account’s Webhook',
				format: ONE_WORD,
				description:
					'The agent to listen to, which then sends all its events here and none to the account’s webhook; empty means the account’s webhook',
			},
		],
		ask: [
			{
				name: 'fromNumber',
				displayName: 'From Number',
				placeholder: 'e.g. +12025550199',
				required: true,
				choices: 'lines',
				format: ONE_WORD,
				description: 'The line that has the conversation, by its number or its ID',
			},
		],
		wait: [],
	},
	limits: { concurrent: 5, timeoutMs: 60_000, attempts: 3, firstDelayMs: 1000, longestDelayMs: 30_000 },
	faults: { read: readFault, rules: FAULT_RULES },
	send: { build: buildReaction, parse: parseReceipt },
	read: readLive,
	lists: { agents: listAgents, lines: listLines },
	webhook: { verify, parse, textFallback: { byDefault: false } },
	registration: { find: findHook, create: createHook, remove: removeHook },
	messages: agentphoneMessages,
};

/** Three envelopes are in use: a text, the list of a validation, and an object `error`. */
const faultSchema = lazily(() =>
	z.union([
		z.object({ error: z.object({ message: optionalText, code: optionalText }) }),
		z.object({ detail: z.union([z.string(), validationDetail]) }),
	]),
);

const ENTRY = { id: optionalText, fromNumber: optionalText, direction: optionalText };
const reactionSchema = lazily(() => z.object({ ...ENTRY, reactionType: z.string(), createdAt: optionalText }));
const messageSchema = lazily(() =>
	z.object({
		...ENTRY,
		toNumber: optionalText,
		channel: optionalText,
		receivedAt: optionalText,
		reactions: listOf(reactionSchema),
	}),
);
const entrySchema = lazily(() => z.object({ id: z.string(), name: optionalText, phoneNumber: optionalText }));
const pageSchema = lazily(() => z.object({ data: z.array(entrySchema), total: optionalIndex }));
const hookSchema = lazily(() => z.object({ id: z.string(), url: z.string(), secret: optionalText, status: optionalText }));

function readFault(json: unknown) {
	const { data } = faultSchema.safeParse(json);
	if (data === undefined) return undefined;
	return 'error' in data ? data.error : { message: data.detail };
}

function buildReaction({ messageId, reaction }: SendCommand) {
	const path = `/v1/messages/${encodeURIComponent(messageId)}/reactions`;
	// The same one again takes its own place on the phone.
	return { method: 'POST', path, body: { reaction: wireValue(reaction) }, repeat: 'harmless' } as const;
}

function parseReceipt({ json }: Answer, { reaction }: SendCommand): SendReceipt {
	const receipt = readAs(z.object({ id: optionalText, reaction_type: z.string() }), json, () => badAnswer('AgentPhone', 'the tapback'));
	if (!isSameEmoji(receipt.reaction_type, wireValue(reaction))) throw otherTapback('AgentPhone');
	return { outcome: 'applied', reactionId: receipt.id };
}

function wireValue(reaction: Reaction): string {
	return reaction.type === 'emoji' ? reaction.emoji : reaction.type;
}

function reactionOf(name: string): InboundReaction {
	if (isClassicReaction(name)) return { type: name };
	return emojiOrUnknown(name);
}

async function readLive(call: Call, { messageId, fields }: ReadQuery): Promise<LiveTapback[]> {
	const conversationId = textField(fields, 'conversationId') ?? '';
	const path = `/v1/conversations/${encodeURIComponent(conversationId)}/messages`;
	const query: Record<string, string> = { limit: `${PAGE_SIZE}` };
	const seen = new Set<string | undefined>();
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const answer = await call({ method: 'GET', path, query: { ...query }, repeat: 'harmless' });
		const { data, hasMore } = readAs(z.object({ data: listOf(messageSchema), hasMore: optionalFlag }), answer.json, () =>
			badAnswer('AgentPhone', 'messages'),
		);
		const message = data.find(({ id }) => id === messageId);
		if (message) return liveOf(message, messageId, conversationId);
		for (const { id } of data) seen.add(id);
		const oldest = data.flatMap(({ receivedAt }) => isoTime(receivedAt) ?? []).sort()[0];
		// The images of a carousel arrive in the same instant, and a page may end between them.
		const before = oldest && new Date(Date.parse(oldest) + 1).toISOString();
		if (!(hasMore ?? data.length >= PAGE_SIZE) || !before || before === query.before) break;
		query.before = before;
	}
	throw new TapbackError(
		'TARGET_NOT_FOUND',
		`AgentPhone has no message ${messageId} among the newest of conversation ${conversationId} (${seen.size} looked at). Check Message ID and Conversation ID.`,
	);
}

function liveOf(message: z.output<typeof messageSchema>, messageId: string, conversationId: string): LiveTapback[] {
	return message.reactions.map((live) => ({
		reaction: reactionOf(live.reactionType),
		messageId,
		partIndex: null,
		actor: live.fromNumber ?? null,
		isFromMe: isOutbound(live.direction),
		conversationId,
		service: message.channel ?? null,
		line: (isOutbound(message.direction) ? message.fromNumber : message.toNumber) ?? null,
		occurredAt: isoTime(live.createdAt),
		reactionId: live.id ?? null,
	}));
}

async function listAgents(call: Call): Promise<Choice[]> {
	const agents = await listAll(call, 'agents');
	return agents.map(({ id, name }) => ({ value: id, label: name ?? id }));
}

async function listLines(call: Call): Promise<Choice[]> {
	const numbers = await listAll(call, 'numbers');
	return numbers.map(({ id, phoneNumber = id }) => ({ value: phoneNumber, label: phoneNumber }));
}

async function listAll(call: Call, what: 'agents' | 'numbers') {
	const all: Array<z.output<typeof entrySchema>> = [];
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const query = { limit: `${PAGE_SIZE}`, offset: `${all.length}` };
		const answer = await call({ method: 'GET', path: `/v1/${what}`, query, repeat: 'harmless' });
		const { data, total } = readAs(pageSchema, answer.json, () => badAnswer('AgentPhone', what));
		all.push(...data);
		if (data.length === 0 || all.length >= (total ?? 0)) break;
	}
	return all;
}

function verify(delivery: Delivery, { secret, now }: { secret: string; now: number }): void {
	const body = signature.requireRawBody(delivery);
	const key = signature.keyOfText(secret);
	const timestamp = signature.requireHeader(delivery.headers, 'x-webhook-timestamp');
	const received = signature.requireHeader(delivery.headers, 'x-webhook-signature');
	signature.requireFresh(timestamp, { now, toleranceSeconds: TOLERANCE_SECONDS });
	// The whole secret is the key, with its whsec_.
	const expected = signature.hmacSha256(key, `${timestamp}.`, body);
	signature.requireSha256(expected, received);
}

function parse(payload: unknown, { headers }: Delivery, { textFallback, readsOrdinary }: TextOptions): ParsedTapback | undefined {
	const event = fieldsOf(payload);
	const data = fieldsOf(event.data);
	const { reactionType } = data;
	if (event.event !== 'agent.reaction' || typeof reactionType !== 'string')
		return textFallback ? parseText(event, data, readsOrdinary) : undefined;
	const [messageId, conversationId, actor] = [textOf(data.messageId), textOf(data.conversationId), textOf(data.fromNumber)];
	const [direction, createdAt] = [textOf(data.direction), textOf(data.createdAt)];
	// X-Webhook-ID is not signed: who caught a delivery could send it again under another id.
	const signed = `${conversationId ?? ''}|${messageId ?? ''}|${actor ?? ''}|${reactionType}|${direction ?? ''}|${createdAt}`;
	const eventId = createdAt === undefined ? headerOf(headers, 'x-webhook-id') : signed;
	if (eventId === undefined) return undefined;
	return {
		eventId,
		action: 'added',
		reaction: reactionOf(reactionType),
		messageId: messageId ?? null,
		partIndex: null,
		actor: actor ?? null,
		isFromMe: isOutbound(direction),
		conversationId: conversationId ?? null,
		service: textOf(event.channel) ?? null,
		line: null,
		occurredAt: isoTime(createdAt ?? textOf(event.timestamp)),
		provenance: 'structured',
		target: null,
		// Empty for a picture. Who wrote it isn't said, and its time isn't either.
		message: { id: messageId ?? null, text: textOf(data.messageBody) ?? null, isFromMe: null, sentAt: null, candidates: [] },
	};
}

/** A tapback by SMS is an ordinary message, and never one with media. */
function parseText(event: Fields, data: Fields, readsOrdinary = false): ParsedTapback | undefined {
	const isText = event.event === 'agent.message' && (event.channel === 'sms' || event.channel === 'mms') && data.direction === 'inbound';
	const messageId = textOf(data.messageId);
	if (!isText || messageId === undefined || !isEmpty(data.mediaUrl) || !isEmpty(data.mediaUrls)) return undefined;
	const tapback = parseFallbackText(textOf(data.message) ?? '', { readsOrdinary });
	return (
		tapback && {
			...tapback,
			eventId: `text|${messageId}`,
			actor: textOf(data.from) ?? null,
			isFromMe: false,
			conversationId: textOf(data.conversationId) ?? null,
			service: textOf(event.channel) ?? null,
			line: textOf(data.to) ?? null,
			occurredAt: isoTime(textOf(data.receivedAt) ?? textOf(event.timestamp)),
		}
	);
}

function isEmpty(media: unknown): boolean {
	return media === undefined || media === null || media === '' || (Array.isArray(media) && media.length === 0);
}

async function findHook(call: Call, hook: WantedHook): Promise<FoundHook> {
	const answer = await call({ method: 'GET', path: hookPath(hook.fields), repeat: 'harmless' });
	const found = readAs(hookSchema.nullish(), answer.json, () => badAnswer('AgentPhone', 'a webhook'));
	if (!found) return { ours: [] };
	if (found.url !== hook.url) return { ours: [], foreign: found.url };
	// Every save makes a new secret, so the known one may be outdated; a masked one tells nothing.
	const isReadable = found.secret !== undefined && !/[*•…]|\.{3}/.test(found.secret);
	const isSecretKnown = hook.knownSecret !== undefined && (!isReadable || found.secret === hook.knownSecret);
	const isActive = /^(?:active|enabled)$/i.test(found.status ?? 'active');
	return { ours: [{ id: found.id, current: isActive && isSecretKnown }] };
}

async function createHook(call: Call, hook: WantedHook) {
	const answer = await call({ method: 'POST', path: hookPath(hook.fields), body: { url: hook.url, contextLimit: 0 }, repeat: 'harmful' });
	const schema = z.object({ id: z.string(), secret: z.string().min(1) });
	return readAs(schema, answer.json, () => badAnswer('AgentPhone', 'the new webhook with its secret'));
}

/** There is one place for a webhook, so it is looked at once more: it may be another's by now. */
async function removeHook(call: Call, hook: WantedHook): Promise<void> {
	const { ours } = await findHook(call, hook);
	if (ours.length > 0) await call({ method: 'DELETE', path: hookPath(hook.fields), repeat: 'harmless' });
}

function hookPath(fields: FieldValues): string {
	const agentId = textField(fields, 'agentId');
	return agentId === undefined ? '/v1/webhooks' : `/v1/agents/${encodeURIComponent(agentId)}/webhook`;
}
