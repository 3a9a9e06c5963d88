import { z } from 'zod';

import { TapbackError, badAnswer } from '../errors';
import type { LiveTapback, ParsedTapback } from '../event';
import { isSameSet, listField } from '../fields';
import { PHONE_NUMBER, UUID } from '../formats';
import { headerOf, type HttpRequest } from '../http';
import { addressMissing, messageFaultRules, noMessageId, outcomeOfStatus, type MessageReceipt, type ParsedMessage } from '../message';
import type {
	Answer,
	Call,
	Choice,
	Delivery,
	FaultRule,
	FoundHook,
	MessageCommand,
	Provider,
	ReadQuery,
	SendCommand,
	WantedHook,
} from '../provider';
import { isoTime, listOf, optionalFlag, optionalIndex, optionalText, readAs } from '../schema';
import * as signature from '../signature';
import { isClassicReaction, type InboundReaction, type Reaction } from '../vocabulary';

/*
 * Linq Partner API v3. Sources: the vendor's API reference v3 and guides (docs.linqapp.com),
 * npm @linqapp/sdk 0.28.2. Details and open questions: docs/providers/linq.md.
 */

const ROOT = '/api/partner/v3';
const TOLERANCE_SECONDS = 300;

/** The payload shape is pinned in the URL; without it, it depends on the age of the subscription. */
const VERSION_QUERY = 'version=2026-02-03';

const EVENT_ACTIONS = { 'reaction.added': 'added', 'reaction.removed': 'removed' } as const;
const EVENTS = Object.keys(EVENT_ACTIONS);
const MESSAGE_EVENT = 'message.received';

const NO_TAPBACKS_HERE = 'Tapbacks need an iMessage or RCS conversation: this one, or its recipient, takes none.';

const FAULT_RULES: FaultRule[] = [
	{
		status: 400,
		code: '1005',
		means: 'REFUSED',
		advice:
			'For a tapback, check the part index: the message may not have that many parts, and the first one is 0. For a webhook, its address must start with https://.',
	},
	{ status: 401, means: 'AUTH_FAILED', advice: 'Check the API Token in the credential.' },
	{ status: 403, code: '2008', means: 'NOT_ALLOWED', advice: 'In a sandbox account the recipient must write to you first.' },
	{ status: 403, code: '2024', means: 'NOT_ALLOWED', advice: 'The recipient has opted out, so nothing can be sent to them.' },
	{ status: 403, code: '2011', means: 'NOT_ALLOWED', advice: 'The plan of the account lacks this feature: ask Linq for it.' },
	{
		status: 404,
		code: '2002',
		means: 'TARGET_NOT_FOUND',
		advice: 'Check Message ID. An account with ephemeral messages forgets them after 24 hours.',
	},
	{
		status: 404,
		code: '2001',
		means: 'TARGET_NOT_FOUND',
		advice: 'The conversation of this message is gone, so nothing in it can take a tapback.',
	},
	{ status: 409, code: '2009', means: 'TARGET_NOT_READY', advice: 'The conversation is still being created: try again in a few seconds.' },
	{
		status: 409,
		code: '2013',
		means: 'REFUSED',
		advice: 'The conversation is not available any more, so nothing in it can take a tapback.',
	},
	{
		status: 409,
		code: '2015',
		means: 'REFUSED',
		advice: 'It conflicts with what is there already. For a webhook, its address was taken at the same moment: publish again.',
	},
	{ status: 409, code: '2016', means: 'TARGET_UNSUPPORTED', advice: 'Linq can’t do this in a group.' },
	{ status: 409, code: '2017', means: 'TARGET_UNSUPPORTED', advice: NO_TAPBACKS_HERE },
	{ status: 422, code: '4005', means: 'TARGET_UNSUPPORTED', advice: NO_TAPBACKS_HERE },
];

const MESSAGE_FAULT_RULES: FaultRule[] = [
	{
		status: 400,
		code: '1002',
		means: 'REFUSED',
		advice: 'Check the recipient: a phone number with + and country code, or an e-mail address.',
	},
	{
		status: 400,
		code: '1004',
		means: 'REFUSED',
		advice: 'Linq doesn’t take this text or one of the media: their addresses must start with https://.',
	},
	{ status: 403, code: '2008', means: 'NOT_ALLOWED', advice: 'In a sandbox account the recipient must write to you first.' },
	{ status: 403, code: '2024', means: 'NOT_ALLOWED', advice: 'The recipient has opted out, so nothing can be sent to them.' },
	{ status: 409, code: '2009', means: 'TARGET_NOT_READY', advice: 'The conversation is still being created: try again in a few seconds.' },
	{ status: 409, means: 'REFUSED', advice: 'The conversation takes no more messages: the line may have left the group.' },
	...messageFaultRules('the API Token'),
];

export const linq: Provider = {
	id: 'linq',
	name: 'Linq',
	defaultBaseUrl: 'https://api.linqapp.com',
	credential: {
		typeName: 'linqTapbackApi',
		displayName: 'Linq Tapback API',
		fields: [
			{
				name: 'apiKey',
				displayName: 'API Token',
				description: 'The token of your Linq partner account',
				placeholder: 'e.g. the token from the Linq dashboard',
			},
		],
		headers: { Authorization: 'Bearer {apiKey}' },
		test: { path: `${ROOT}/phone_numbers`, expects: 'phone_numbers' },
		webhookSecretHint: 'Linq shows it once, as signing_secret, when a webhook subscription is created; it starts with whsec_',
	},
	capabilities: {
		sendClassic: { level: 'yes' },
		sendEmoji: { level: 'yes' },
		sendPart: { level: 'yes' },
		remove: { level: 'yes' },
		readLive: { level: 'yes' },
		receiveAdded: { level: 'yes' },
		receiveRemoved: { level: 'yes' },
		receiveEmoji: { level: 'yes' },
		receiveSticker: { level: 'yes' },
		receivePart: { level: 'yes' },
		receiveTarget: { level: 'yes' },
	},
	// A removal of what doesn't stand is accepted like any other.
	removal: 'read-first',
	messageId: { pattern: UUID.pattern, says: 'a Linq message id is a UUID', placeholder: 'e.g. 0f8fad5b-d9cb-469f-a165-70867728950e' },
	fields: {
		send: [],
		get: [],
		inbound: [
			{
				name: 'lines',
				displayName: 'Lines',
				description: 'Only tapbacks on these phone numbers of the account; none means all',
				placeholder: 'e.g. +12025550123',
				required: false,
				choices: 'lines',
				many: true,
				format: PHONE_NUMBER,
			},
		],
	},
	limits: { concurrent: 10, timeoutMs: 60_000, attempts: 4, firstDelayMs: 1000, longestDelayMs: 30_000 },
	faults: { read: readFault, rules: FAULT_RULES },
	send: {
		build: buildReaction,
		// "accepted" is all it ever says; the effect comes back as an event with is_from_me.
		parse: ({ json }) => ({ outcome: 'accepted', traceId: receiptSchema.safeParse(json).data?.trace_id }),
	},
	read: readLive,
	lists: { lines: listLines },
	webhook: { verify, parse },
	registration: { find: findHook, create: createHook, remove: removeHook },
	messages: { longestText: 10_000, mostMedia: 40, faultRules: MESSAGE_FAULT_RULES, build: buildMessage, parse: parseSent, parseMessage },
};

const faultSchema = z.object({
	success: z.literal(false).optional(),
	error: z.object({
		code: z.union([z.number(), z.string()]).optional().catch(undefined),
		message: optionalText,
		retry_after: z.number().optional().catch(undefined),
	}),
	trace_id: optionalText,
});

const receiptSchema = z.object({ trace_id: optionalText }).catch({});

const handleSchema = z.object({ handle: optionalText }).optional().catch(undefined);

const messageSchema = z.object({
	id: z.string(),
	chat_id: optionalText,
	service: optionalText,
	parts: listOf(
		z.object({
			reactions: listOf(z.object({ type: z.string(), custom_emoji: optionalText, is_me: optionalFlag, handle: handleSchema })),
		}),
	),
});

const eventSchema = z.object({
	event_type: z.enum(['reaction.added', 'reaction.removed']),
	event_id: optionalText,
	created_at: optionalText,
	data: z.object({
		reaction_type: z.string(),
		is_from_me: z.boolean(),
		custom_emoji: optionalText,
		chat_id: optionalText,
		message_id: optionalText,
		part_index: optionalIndex,
		reacted_at: optionalText,
		service: optionalText,
		from: optionalText,
		from_handle: handleSchema,
		line: z.object({ phone_number: optionalText }).optional().catch(undefined),
	}),
});

const sentSchema = z.object({ id: optionalText, delivery_status: optionalText }).optional().catch(undefined);

const messageAnswerSchema = z
	.object({
		chat_id: optionalText,
		message: sentSchema,
		chat: z.object({ id: optionalText, message: sentSchema }).optional().catch(undefined),
		trace_id: optionalText,
	})
	.catch({});

const messageEventSchema = z.object({
	event_type: z.enum([MESSAGE_EVENT, 'message.sent']),
	event_id: optionalText,
	created_at: optionalText,
	data: z.object({
		id: z.string().min(1),
		direction: optionalText,
		service: optionalText,
		sent_at: optionalText,
		chat: z.object({ id: optionalText, is_group: optionalFlag, owner_handle: handleSchema }).optional().catch(undefined),
		sender_handle: z.object({ handle: optionalText, is_me: optionalFlag }).optional().catch(undefined),
		parts: listOf(z.object({ type: z.string(), value: optionalText, url: optionalText, mime_type: optionalText })),
		reply_to: z
			.object({ message_id: z.string().min(1), part_index: optionalIndex })
			.optional()
			.catch(undefined),
	}),
});

const subscriptionSchema = z.object({
	id: z.string(),
	target_url: z.string(),
	is_active: optionalFlag,
	subscribed_events: listOf(z.string()),
	phone_numbers: listOf(z.string()),
	signing_secret: optionalText,
});

function readFault(json: unknown) {
	const { data } = faultSchema.safeParse(json);
	return (
		data && {
			message: data.error.message,
			code: data.error.code?.toString(),
			traceId: data.trace_id,
			retryAfterSeconds: data.error.retry_after,
		}
	);
}

function buildReaction({ action, messageId, partIndex, reaction }: SendCommand) {
	return {
		method: 'POST',
		path: `${ROOT}/messages/${encodeURIComponent(messageId)}/reactions`,
		body: { operation: action, ...reactionFields(reaction), ...(partIndex === undefined ? {} : { part_index: partIndex }) },
		// The operation is explicit, so the same request twice is the same state.
		repeat: 'harmless',
	} as const;
}

function reactionFields(reaction: Reaction) {
	return reaction.type === 'emoji' ? { type: 'custom', custom_emoji: reaction.emoji } : { type: reaction.type };
}

function reactionOf(type: string, customEmoji: string | undefined): InboundReaction {
	if (isClassicReaction(type)) return { type };
	if (type === 'custom' && customEmoji !== undefined) return { type: 'emoji', emoji: customEmoji };
	return type === 'sticker' ? { type } : { type: 'unknown', name: type };
}

async function readLive(call: Call, { messageId }: ReadQuery): Promise<LiveTapback[]> {
	const answer = await call({ method: 'GET', path: `${ROOT}/messages/${encodeURIComponent(messageId)}`, repeat: 'harmless' });
	const message = readAs(messageSchema, answer.json, () => badAnswer('Linq', 'a message'));
	return message.parts.flatMap(({ reactions }, partIndex) =>
		reactions.map((live) => ({
			reaction: reactionOf(live.type, live.custom_emoji),
			messageId: message.id,
			partIndex,
			actor: live.handle?.handle ?? null,
			isFromMe: live.is_me ?? false,
			conversationId: message.chat_id ?? null,
			service: message.service ?? null,
			line: null,
			occurredAt: null,
			reactionId: null,
		})),
	);
}

async function listLines(call: Call): Promise<Choice[]> {
	const answer = await call({ method: 'GET', path: `${ROOT}/phone_numbers`, repeat: 'harmless' });
	const schema = z.object({ phone_numbers: listOf(z.object({ phone_number: z.string() })) });
	const { phone_numbers: numbers } = readAs(schema, answer.json, () => badAnswer('Linq', 'phone numbers'));
	return numbers.map(({ phone_number: value }) => ({ value, label: value }));
}

function verify(delivery: Delivery, { secret, now }: { secret: string; now: number }): void {
	const body = signature.requireRawBody(delivery);
	const key = standardKey(signature.requireSecret(secret));
	if (headerOf(delivery.headers, 'webhook-signature') === undefined) return verifyLegacy(delivery, { body, secret, now });

	const id = signature.requireHeader(delivery.headers, 'webhook-id');
	const timestamp = signature.requireHeader(delivery.headers, 'webhook-timestamp');
	signature.requireFresh(timestamp, { now, toleranceSeconds: TOLERANCE_SECONDS });
	const expected = signature.hmacSha256(key, `${id}.${timestamp}.`, body);
	const received = signature.requireHeader(delivery.headers, 'webhook-signature').split(' ');
	const fits = received.some((entry) => entry.startsWith('v1,') && signature.matchesBase64(expected, entry.slice(3)));
	if (!fits) throw signature.notVerified('No signature fits.');
}

/** Deprecated by Linq, still sent: the whole secret string is the key. */
function verifyLegacy({ headers }: Delivery, options: { body: Uint8Array; secret: string; now: number }): void {
	const timestamp = signature.requireHeader(headers, 'x-webhook-timestamp');
	const received = signature.requireHeader(headers, 'x-webhook-signature').replace(/^sha256=/, '');
	signature.requireFresh(timestamp, { now: options.now, toleranceSeconds: TOLERANCE_SECONDS });
	const expected = signature.hmacSha256(options.secret, `${timestamp}.`, options.body);
	if (!signature.matchesHex(expected, received)) throw signature.notVerified('The legacy signature does not fit.');
}

function standardKey(secret: string): Uint8Array {
	const encoded = secret.replace(/^whsec_/, '');
	if (encoded !== '' && signature.isBase64(encoded)) return Buffer.from(encoded, 'base64');
	throw new TapbackError(
		'SECRET_MISSING',
		'Webhook Signing Secret in the credential is not one of Linq’s: it must be whsec_ and base64 after it. Copy it again.',
		{ field: 'webhookSecret' },
	);
}

function parse(payload: unknown, { headers }: Delivery): ParsedTapback | undefined {
	const event = eventSchema.safeParse(payload).data;
	// Without the standard signature beside it, webhook-id is not signed.
	const signedId = headerOf(headers, 'webhook-signature') === undefined ? undefined : headerOf(headers, 'webhook-id');
	const eventId = event?.event_id ?? signedId;
	if (event === undefined || eventId === undefined) return undefined;
	const { data } = event;
	return {
		eventId,
		action: EVENT_ACTIONS[event.event_type],
		reaction: reactionOf(data.reaction_type, data.custom_emoji),
		messageId: data.message_id ?? null,
		partIndex: data.part_index ?? null,
		actor: data.from_handle?.handle ?? data.from ?? null,
		isFromMe: data.is_from_me,
		conversationId: data.chat_id ?? null,
		service: data.service ?? null,
		line: data.line?.phone_number ?? null,
		occurredAt: isoTime(data.reacted_at ?? event.created_at),
		provenance: 'structured',
		target: null,
	};
}

async function findHook(call: Call, hook: WantedHook): Promise<FoundHook> {
	const answer = await call({ method: 'GET', path: `${ROOT}/webhook-subscriptions`, repeat: 'harmless' });
	const schema = z.object({ subscriptions: listOf(subscriptionSchema) });
	const { subscriptions } = readAs(schema, answer.json, () => badAnswer('Linq', 'webhook subscriptions'));
	const target = targetUrl(hook.url);
	const ours = subscriptions.filter(({ target_url: url }) => url === target || url === hook.url);
	return {
		ours: ours.map((found) => ({
			id: found.id,
			current:
				found.target_url === target &&
				found.is_active !== false &&
				isSameSet(found.subscribed_events, eventsFor(hook)) &&
				isSameSet(found.phone_numbers, listField(hook.fields, 'lines')),
		})),
	};
}

async function createHook(call: Call, hook: WantedHook) {
	const lines = listField(hook.fields, 'lines');
	const answer = await call({
		method: 'POST',
		path: `${ROOT}/webhook-subscriptions`,
		body: { target_url: targetUrl(hook.url), subscribed_events: eventsFor(hook), ...(lines.length === 0 ? {} : { phone_numbers: lines }) },
		repeat: 'harmful',
	});
	const schema = subscriptionSchema.extend({ signing_secret: z.string().min(1) });
	const created = readAs(schema, answer.json, () => badAnswer('Linq', 'the new subscription with its signing secret'));
	return { id: created.id, secret: created.signing_secret };
}

async function removeHook(call: Call, _hook: WantedHook, id: string): Promise<void> {
	await call({ method: 'DELETE', path: `${ROOT}/webhook-subscriptions/${encodeURIComponent(id)}`, repeat: 'harmless' });
}

function eventsFor({ wantsMessages }: WantedHook): string[] {
	return wantsMessages ? [MESSAGE_EVENT, ...EVENTS] : EVENTS;
}

function targetUrl(url: string): string {
	return `${url}${url.includes('?') ? '&' : '?'}${VERSION_QUERY}`;
}

/** With a key a repeat sends nothing twice, as the SDK says of all three calls. */
function buildMessage(command: MessageCommand): HttpRequest {
	const { text, mediaUrls, conversationId, to, line, key } = command;
	const texts = text === '' ? [] : [{ type: 'text', value: text }];
	const message = {
		parts: [...texts, ...mediaUrls.map((url) => ({ type: 'media', url }))],
		...(key === undefined ? {} : { idempotency_key: key }),
	};
	const request = { method: 'POST', repeat: key === undefined ? 'harmful' : 'harmless' } as const;
	if (conversationId !== undefined && UUID.pattern.test(conversationId)) {
		return { ...request, path: `${ROOT}/chats/${encodeURIComponent(conversationId)}/messages`, body: { message } };
	}
	if (to === undefined) throw addressMissing('Linq', 'to', 'Give the id of the conversation, which is a UUID, or a phone number.');
	// Without a line Linq chooses one, the one that has the conversation first.
	if (line === undefined) return { ...request, path: `${ROOT}/messages`, body: { to: [to], message } };
	return { ...request, path: `${ROOT}/chats`, body: { from: line, to: [to], message } };
}

function parseSent({ json }: Answer): MessageReceipt {
	const { chat_id: chatId, message, chat, trace_id: traceId } = messageAnswerSchema.parse(json);
	const sent = message ?? chat?.message;
	if (sent?.id === undefined) throw noMessageId('Linq');
	return {
		outcome: outcomeOfStatus('Linq', sent.delivery_status),
		messageId: sent.id,
		conversationId: chatId ?? chat?.id ?? null,
		traceId,
	};
}

function parseMessage(payload: unknown): ParsedMessage | undefined {
	const event = messageEventSchema.safeParse(payload).data;
	if (event === undefined) return undefined;
	const { data } = event;
	const { chat, sender_handle: sender, parts } = data;
	const media = parts.flatMap(({ type, url, mime_type: contentType }) =>
		type === 'media' && url !== undefined ? [{ url, contentType: contentType ?? null }] : [],
	);
	const text = parts.flatMap(({ type, value }) => (type === 'media' || value === undefined ? [] : [value])).join('\n');
	if (text === '' && media.length === 0) return undefined;
	const isFromMe = sender?.is_me ?? data.direction === 'outbound';
	return {
		eventId: event.event_id ?? data.id,
		messageId: data.id,
		text,
		media,
		actor: sender?.handle ?? null,
		isFromMe,
		conversationId: chat?.id ?? null,
		isGroup: chat?.is_group ?? false,
		// A group has no address but its id; where it isn't said whether it is one, only the id is sure.
		returnAddress: chat?.is_group === false && !isFromMe ? (sender?.handle ?? null) : null,
		service: data.service ?? null,
		line: chat?.owner_handle?.handle ?? null,
		replyTo: data.reply_to ? { messageId: data.reply_to.message_id, partIndex: data.reply_to.part_index ?? null } : null,
		occurredAt: isoTime(data.sent_at ?? event.created_at),
	};
}
