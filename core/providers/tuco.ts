import { createHash } from 'node:crypto';
import { z } from 'zod';

import { isSingleEmoji } from '../emoji';
import { TapbackError, badAnswer } from '../errors';
import type { ParsedTapback } from '../event';
import { isSameSet } from '../fields';
import type { HttpRequest } from '../http';
import { addressMissing, messageFaultRules, noMessageId, outcomeOfStatus, type MessageReceipt, type ParsedMessage } from '../message';
import type {
	Answer,
	Call,
	Delivery,
	FaultRule,
	FoundHook,
	MessageCommand,
	Provider,
	SendCommand,
	SendReceipt,
	WantedHook,
} from '../provider';
import { isoTime, listOf, optionalFlag, optionalText, readAs } from '../schema';
import * as signature from '../signature';
import { isClassicReaction, type EventAction, type InboundReaction } from '../vocabulary';

/*
 * Tuco. Sources: the vendor's Send Reaction, message webhooks and errors pages (docs.tuco.ai), goforbg/tuco-docs (April 2026).
 * The payload of message.reaction is documented nowhere. Details and open questions: docs/providers/tuco.md.
 */

const HOOKS_PATH = '/api/webhooks';
const EVENTS = ['message.reaction'];
const MESSAGE_EVENT = 'message.reply';
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

const MESSAGE_FAULT_RULES: FaultRule[] = [
	{ status: 400, says: /no active lines/i, means: 'NOT_ALLOWED', advice: 'Add and activate a line in the Tuco dashboard.' },
	{
		status: 400,
		says: /recipient/i,
		means: 'REFUSED',
		advice: 'Check the recipient: a phone number with + and country code, or an e-mail address.',
	},
	{ status: 400, means: 'REFUSED', advice: 'Check the text, the media and the line.' },
	{ status: 402, means: 'PAYMENT_REQUIRED', advice: 'The workspace is read-only until its bill is settled at Tuco.' },
	...messageFaultRules('the API Key'),
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
		test: { path: '/api/lines/by-user', expects: 'lines' },
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
	},
	removal: 'toggle',
	messageId: {
		pattern: /^[0-9a-f]{24}$/i,
		says: 'a Tuco message id has 24 hexadecimal digits',
		placeholder: 'e.g. 6a0000000000000000000001',
	},
	fields: { send: [], get: [], inbound: [] },
	// The relay waits up to 60 s for the tapback to appear.
	limits: { concurrent: 4, timeoutMs: 100_000, attempts: 4, firstDelayMs: 1000, longestDelayMs: 10_000 },
	faults: { read: readFault, rules: FAULT_RULES },
	send: { build: buildReaction, parse: parseReceipt },
	lists: {},
	webhook: { verify, parse, alwaysRaw: true },
	registration: { find: findHook, create: createHook, remove: removeHook },
	messages: { mostMedia: 2, faultRules: MESSAGE_FAULT_RULES, build: buildMessage, parse: parseSent, parseMessage },
};

const faultSchema = z.object({ error: z.string().min(1), code: optionalText, reason: optionalText });

const receiptSchema = z.object({ ok: z.literal(true) });

const partSchema = z.record(z.string(), z.unknown());

const leadSchema = z.object({ phone: optionalText, email: optionalText });

const sentSchema = z
	.object({
		message: z.object({ _id: optionalText, status: optionalText }).optional().catch(undefined),
		messageId: optionalText,
		status: optionalText,
		skipped: optionalFlag,
		reason: optionalText,
		originalMessageId: optionalText,
	})
	.catch({});

const hookSchema = z.object({
	id: z.string().min(1),
	url: z.string(),
	events: listOf(z.string()),
	isActive: optionalFlag,
});

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

/** The time in the headers isn't signed, so it proves nothing. */
function verify(delivery: Delivery, { secret }: { secret: string }): void {
	const body = signature.requireRawBody(delivery);
	const key = signature.requireSecret(secret);
	const received = signature.requireHeader(delivery.headers, 'x-tuco-signature');
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

function parse(payload: unknown): ParsedTapback | undefined {
	const event = partSchema.safeParse(payload).data;
	if (event?.event !== 'message.reaction') return undefined;
	const { text, flag, phoneOf } = searchIn([event, partSchema.catch({}).parse(event.data)]);
	const eventId = eventIdOf(payload);
	if (eventId === undefined || flag('test') || flag('testMode')) return undefined;

	const emoji = text('emoji') ?? text('customEmoji');
	const kind = text('reaction') ?? text('reactionType') ?? typeOf(text('type'), emoji);
	const isFromMe = flag('isFromMe') ?? text('direction') === 'outbound';
	const isMinus = kind?.startsWith('-') ?? false;
	const isRemoval = flag('isRemoval') ?? flag('removed') ?? isMinus;
	return {
		eventId,
		action: EVENT_ACTIONS.get(text('action') ?? '') ?? (isRemoval ? 'removed' : 'added'),
		reaction: reactionOf(isMinus ? kind?.slice(1) : kind, emoji),
		messageId: text('targetMessageId') ?? text('originalMessageId') ?? text('messageId') ?? null,
		partIndex: null,
		// What names a person names the contact.
		actor: isFromMe ? null : (text('recipientPhone') ?? text('phone') ?? phoneOf('lead') ?? null),
		isFromMe,
		conversationId: null,
		service: null,
		line: null,
		occurredAt: isoTime(text('timestamp')),
		provenance: 'structured',
		target: null,
	};
}

/** There is no delivery id. The written-again form is what both ways of signing have in common. */
function eventIdOf(payload: unknown): string | undefined {
	try {
		return `tuco_${createHash('sha256').update(JSON.stringify(payload)).digest('hex')}`;
	} catch {
		// Nested too deep to be written.
		return undefined;
	}
}

/** Reads by name, from the first part that has it in the right type. */
function searchIn(parts: ReadonlyArray<Record<string, unknown>>) {
	const find = <T>(name: string, read: (value: unknown) => T | undefined) =>
		parts.map((part) => read(part[name])).find((value) => value !== undefined);
	return {
		text: (name: string) => find(name, (value) => optionalText.parse(value)),
		flag: (name: string) => find(name, (value) => optionalFlag.parse(value)),
		phoneOf: (name: string) =>
			find(name, (value) => {
				const lead = leadSchema.safeParse(value).data;
				return lead?.phone ?? lead?.email ?? optionalText.parse(value);
			}),
	};
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
	const answer = await call({ method: 'GET', path: HOOKS_PATH, repeat: 'harmless' });
	const schema = z.object({ webhooks: z.array(z.unknown()).pipe(listOf(hookSchema)) });
	const { webhooks } = readAs(schema, answer.json, () => badAnswer('Tuco', 'webhooks'));
	const ours = webhooks.filter(({ url }) => url === hook.url);
	return {
		ours: ours.map((found) => ({
			id: found.id,
			// The secret is shown on creation only: without it nothing could be verified.
			current: found.isActive !== false && isSameSet(found.events, eventsFor(hook)) && hook.knownSecret !== undefined,
		})),
	};
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
	return wantsMessages ? [MESSAGE_EVENT, ...EVENTS] : EVENTS;
}

/** One call for everybody. Without a line Tuco takes its next one in turn, and the person would see another number. */
function buildMessage({ text, mediaUrls, to, line }: MessageCommand): HttpRequest {
	if (to === undefined) throw addressMissing('Tuco', 'to', 'Give a phone number or an e-mail address.');
	if (text.includes('{{')) {
		throw new TapbackError(
			'UNSUPPORTED',
			'Tuco can’t send {{ in a text as it stands: it puts a placeholder’s value there. Nothing was sent.',
			{
				field: 'text',
			},
		);
	}
	const recipient = to.includes('@') ? { recipientEmail: to } : { recipientPhone: to };
	const content = { ...(text === '' ? {} : { message: text }), ...(mediaUrls.length === 0 ? {} : { attachmentUrls: mediaUrls }) };
	const body = { ...content, ...recipient, ...(line === undefined ? {} : { fromLineId: line }) };
	return { method: 'POST', path: '/api/messages', body, repeat: 'harmful' };
}

function parseSent({ json }: Answer): MessageReceipt {
	const { message, messageId, status, skipped, reason = 'duplicate', originalMessageId } = sentSchema.parse(json);
	if (skipped) {
		return {
			outcome: 'unchanged',
			messageId: originalMessageId ?? null,
			conversationId: null,
			reason: `Tuco takes it for a copy of what it sent just before, and sent nothing (${reason}).`,
		};
	}
	const outcome = outcomeOfStatus('Tuco', message?.status ?? status);
	const id = message?._id ?? messageId;
	if (id === undefined) throw noMessageId('Tuco');
	return { outcome, messageId: id, conversationId: null };
}

/** Three shapes are documented, so each fact is looked for wherever one of them has it. */
function parseMessage(payload: unknown): ParsedMessage | undefined {
	const event = partSchema.safeParse(payload).data;
	if (event?.event !== MESSAGE_EVENT) return undefined;
	const data = partSchema.catch({}).parse(event.data);
	const nested = partSchema.catch({}).parse(event.message);
	const { text, flag, phoneOf } = searchIn([event, data, partSchema.catch({}).parse(data.reply), nested]);
	const messageId = text('messageId');
	if (messageId === undefined || flag('test') || flag('testMode')) return undefined;
	const urls = listOf(z.string().min(1)).parse(data.attachmentUrls);
	const content = text('message') ?? '';
	if (content === '' && urls.length === 0) return undefined;
	const sender = text('phone') ?? text('recipientPhone') ?? phoneOf('lead') ?? text('recipientEmail') ?? null;
	return {
		eventId: `message|${messageId}`,
		messageId,
		text: content,
		media: urls.map((url) => ({ url, contentType: null })),
		actor: sender,
		isFromMe: false,
		conversationId: null,
		isGroup: false,
		returnAddress: sender,
		service: null,
		line: text('fromLineId') ?? text('lineId') ?? null,
		// originalMessageId is Tuco's own matching to a campaign, no answer inline.
		replyTo: null,
		occurredAt: isoTime(text('repliedAtUtc') ?? text('respondedAtUtc') ?? text('timestamp')),
	};
}
