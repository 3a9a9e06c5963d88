import { z } from 'zod';

import { emojiOrUnknown } from '../../model/emoji';
import { TapbackError, badAnswer } from '../../model/errors';
import type { LiveTapback, ParsedTapback } from '../../model/tapback-event';
import { isSameSet, listField } from '../fields';
import { PHONE_NUMBER, UUID } from '../../model/formats';
import { headerOf } from '../../http/types';
import { isoTime } from '../../model/time';
import type { MessageContent } from '../../model/message';
import { MESSAGE_EVENT, linqMessages } from './messages';
import { fieldsOf, flagOf, indexOf, textOf } from '../../webhook/payload';
import type {
	Call,
	Choice,
	Delivery,
	FaultRule,
	FoundHook,
	Provider,
	ReadQuery,
	SendCommand,
	StandingHook,
	TextOptions,
	WantedHook,
} from '../provider';
import { lazily, listOf, optionalFlag, optionalText, readAs } from '../schema';
import * as signature from '../../webhook/signature';
import { isSameMessageId } from '../../model/target';
import { isClassicReaction, type EventAction, type InboundReaction, type Reaction } from '../../model/reaction';
import { parseFallbackText } from '../../webhook/fallback-texts/parse-fallback-text';

/*
 * Linq Partner API v3. Sources: the vendor's API reference v3 and guides (docs.linqapp.com),
 * npm @linqapp/sdk 0.28.2. Details and open questions: docs/research/linq.md.
 */

const ROOT = '/api/partner/v3';
const TOLERANCE_SECONDS = 300;

/** The payload shape is pinned in the URL; without it, it depends on the age of the subscription. */
const VERSION = '2026-02-03';
const VERSION_QUERY = `version=${VERSION}`;

const EVENT_ACTIONS = new Map<unknown, EventAction>([
	['reaction.added', 'added'],
	['reaction.removed', 'removed'],
]);
const EVENTS = [...EVENT_ACTIONS.keys()].map(String);

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
		receiveMessage: { level: 'yes' },
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
		ask: [
			{
				name: 'fromNumber',
				displayName: 'From Number',
				description: 'The line that asks; empty means that Linq chooses, first the line that has the conversation',
				placeholder: 'e.g. +12025550123',
				required: false,
				choices: 'lines',
				emptyChoice: 'None: Linq Chooses',
				format: PHONE_NUMBER,
			},
		],
		wait: [],
	},
	limits: { concurrent: 10, timeoutMs: 60_000, attempts: 4, firstDelayMs: 1000, longestDelayMs: 30_000 },
	faults: { read: readFault, rules: FAULT_RULES },
	send: {
		build: buildReaction,
		// "accepted" is all it ever says; the effect comes back as an event with is_from_me.
		parse: ({ json }) => ({ outcome: 'accepted', traceId: receiptSchema.safeParse(json).data?.trace_id }),
	},
	read: readLive,
	readMessage,
	lists: { lines: listLines },
	webhook: { verify, parse, textFallback: { byDefault: false, needsMessages: true } },
	registration: { query: { version: VERSION }, find: findHook, list: listHooks, create: createHook, remove: removeHook },
	messages: linqMessages,
};

const faultSchema = lazily(() =>
	z.object({
		success: z.literal(false).optional(),
		error: z.object({
			code: z.union([z.number(), z.string()]).optional().catch(undefined),
			message: optionalText,
			retry_after: z.number().optional().catch(undefined),
		}),
		trace_id: optionalText,
	}),
);

const receiptSchema = lazily(() => z.object({ trace_id: optionalText }).catch({}));

const handleSchema = lazily(() => z.object({ handle: optionalText }).optional().catch(undefined));

const messageSchema = lazily(() =>
	z.object({
		id: z.string(),
		chat_id: optionalText,
		service: optionalText,
		is_from_me: optionalFlag,
		sent_at: optionalText,
		created_at: optionalText,
		// One that is left out would move the index of those behind it.
		parts: z.array(
			z.object({
				type: optionalText,
				value: optionalText,
				reactions: listOf(z.object({ type: z.string(), custom_emoji: optionalText, is_me: optionalFlag, handle: handleSchema })),
			}),
		),
	}),
);

const subscriptionSchema = lazily(() =>
	z.object({
		id: z.string(),
		target_url: z.string(),
		is_active: optionalFlag,
		subscribed_events: listOf(z.string()),
		phone_numbers: listOf(z.string()),
		signing_secret: optionalText,
	}),
);

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
	if (type === 'custom' && customEmoji !== undefined) return emojiOrUnknown(customEmoji);
	return type === 'sticker' ? { type } : { type: 'unknown', name: type };
}

async function readLive(call: Call, { messageId }: ReadQuery): Promise<LiveTapback[]> {
	const message = await getMessage(call, messageId);
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

async function readMessage(call: Call, { messageId }: ReadQuery): Promise<MessageContent> {
	const message = await getMessage(call, messageId);
	const parts = message.parts.map(({ type, value }) => (type === 'media' ? null : (value ?? null)));
	const texts = parts.filter((text) => text !== null);
	return {
		id: message.id,
		text: texts.length === 0 ? null : texts.join('\n'),
		isFromMe: message.is_from_me ?? null,
		sentAt: isoTime(message.sent_at ?? message.created_at),
		parts,
	};
}

async function getMessage(call: Call, messageId: string) {
	const answer = await call({ method: 'GET', path: `${ROOT}/messages/${encodeURIComponent(messageId)}`, repeat: 'harmless' });
	const message = readAs(messageSchema, answer.json, () => badAnswer('Linq', 'a message'));
	if (!isSameMessageId(message.id, messageId)) throw badAnswer('Linq', 'the message that was asked for');
	return message;
}

async function listLines(call: Call): Promise<Choice[]> {
	const answer = await call({ method: 'GET', path: `${ROOT}/phone_numbers`, repeat: 'harmless' });
	const schema = z.object({ phone_numbers: listOf(z.object({ phone_number: z.string() })) });
	const { phone_numbers: numbers } = readAs(schema, answer.json, () => badAnswer('Linq', 'phone numbers'));
	return numbers.map(({ phone_number: value }) => ({ value, label: value }));
}

function verify(delivery: Delivery, { secret, now }: { secret: string; now: number }): void {
	const body = signature.requireRawBody(delivery);
	const key = standardKey(secret);
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
	const expected = signature.hmacSha256(signature.keyOfText(options.secret), `${timestamp}.`, options.body);
	if (!signature.matchesHex(expected, received)) throw signature.notVerified('The legacy signature does not fit.');
}

const standardKey = signature.signingKeys((secret) => {
	const encoded = signature.requireSecret(secret).replace(/^whsec_/, '');
	if (encoded !== '' && signature.isBase64(encoded)) return Buffer.from(encoded, 'base64');
	throw new TapbackError(
		'SECRET_MISSING',
		'Webhook Signing Secret in the credential is not one of Linq’s: it must be whsec_ and base64 after it. Copy it again.',
		{ field: 'webhookSecret' },
	);
});

function parse(payload: unknown, delivery: Delivery, options: TextOptions): ParsedTapback | undefined {
	const { headers } = delivery;
	const event = fieldsOf(payload);
	const action = EVENT_ACTIONS.get(event.event_type);
	if (action === undefined) return options.textFallback ? parseText(payload, delivery, options) : undefined;
	const data = fieldsOf(event.data);
	const { reaction_type: type } = data;
	const isFromMe = flagOf(data.is_from_me);
	// Without the standard signature beside it, webhook-id is not signed.
	const signedId = headerOf(headers, 'webhook-signature') === undefined ? undefined : headerOf(headers, 'webhook-id');
	const eventId = textOf(event.event_id) ?? signedId;
	if (typeof type !== 'string' || isFromMe === undefined || eventId === undefined) return undefined;
	return {
		eventId,
		action,
		reaction: reactionOf(type, textOf(data.custom_emoji)),
		messageId: textOf(data.message_id) ?? null,
		partIndex: indexOf(data.part_index) ?? null,
		actor: textOf(fieldsOf(data.from_handle).handle) ?? textOf(data.from) ?? null,
		isFromMe,
		conversationId: textOf(data.chat_id) ?? null,
		service: textOf(data.service) ?? null,
		line: textOf(fieldsOf(data.line).phone_number) ?? null,
		occurredAt: isoTime(textOf(data.reacted_at) ?? textOf(event.created_at)),
		provenance: 'structured',
		target: null,
	};
}

/** A tapback by SMS is an ordinary message, and never one with media; by iMessage it has an event of its own. */
function parseText(payload: unknown, delivery: Delivery, options: TextOptions): ParsedTapback | undefined {
	const message = linqMessages.parseMessage(payload, delivery);
	const isText =
		message !== undefined && !message.isFromMe && message.media.length === 0 && /^(?:sms|mms|rcs)$/i.test(message.service ?? '');
	const tapback = isText ? parseFallbackText(message.text, options) : undefined;
	if (message === undefined || tapback === undefined) return undefined;
	const { actor, isFromMe, conversationId, service, line, occurredAt } = message;
	return { ...tapback, eventId: `text|${message.eventId}`, actor, isFromMe, conversationId, service, line, occurredAt };
}

async function findHook(call: Call, hook: WantedHook): Promise<FoundHook> {
	const subscriptions = await readSubscriptions(call);
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

async function listHooks(call: Call): Promise<StandingHook[]> {
	const subscriptions = await readSubscriptions(call);
	return subscriptions.map(({ id, target_url: url }) => ({ id, url: givenUrl(url) }));
}

async function readSubscriptions(call: Call) {
	const answer = await call({ method: 'GET', path: `${ROOT}/webhook-subscriptions`, repeat: 'harmless' });
	const schema = z.object({ subscriptions: listOf(subscriptionSchema) });
	return readAs(schema, answer.json, () => badAnswer('Linq', 'webhook subscriptions')).subscriptions;
}

async function createHook(call: Call, hook: WantedHook) {
	const lines = listField(hook.fields, 'lines');
	const answer = await call({
		method: 'POST',
		path: `${ROOT}/webhook-subscriptions`,
		body: { target_url: targetUrl(hook.url), subscribed_events: eventsFor(hook), ...(lines.length === 0 ? {} : { phone_numbers: lines }) },
		repeat: 'harmful',
	});
	const schema = z.object({ id: z.string(), signing_secret: z.string().min(1) });
	const created = readAs(schema, answer.json, () => badAnswer('Linq', 'the new subscription with its signing secret'));
	return { id: created.id, secret: created.signing_secret };
}

async function removeHook(call: Call, _hook: WantedHook, id: string): Promise<void> {
	await call({ method: 'DELETE', path: `${ROOT}/webhook-subscriptions/${encodeURIComponent(id)}`, repeat: 'harmless' });
}

function eventsFor({ wantsMessages }: WantedHook): string[] {
	return wantsMessages ? [MESSAGE_EVENT, ...EVENTS] : EVENTS;
}

/** A URL that names the version already stays as it is. */
function targetUrl(url: string): string {
	if (url.split(/[?&]/).slice(1).includes(VERSION_QUERY)) return url;
	return `${url}${url.includes('?') ? '&' : '?'}${VERSION_QUERY}`;
}

/** What `targetUrl` made it of. */
function givenUrl(url: string): string {
	const before = url.slice(0, -VERSION_QUERY.length - 1);
	return targetUrl(before) === url ? before : url;
}
