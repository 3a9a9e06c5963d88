import { z } from 'zod';

import { isSameAddress } from '../../model/address';
import { isSameEmoji } from '../../model/emoji';
import { badAnswer, otherTapback } from '../../model/errors';
import type { ParsedTapback } from '../../model/tapback-event';
import { parseFallbackText } from '../../webhook/fallback-texts/parse-fallback-text';
import { isSameSet, listField, textField } from '../fields';
import { ONE_WORD, PHONE_NUMBER } from '../../model/formats';
import { hasHeader } from '../../http/types';
import { isoTime } from '../../model/time';
import { sendblueMessages } from './messages';
import { fieldsOf, textOf } from '../../webhook/payload';
import type {
	Answer,
	Call,
	Choice,
	ConversationQuery,
	Delivery,
	FaultRule,
	FoundHook,
	Provider,
	ProviderField,
	RecentMessage,
	SendCommand,
	SendReceipt,
	StandingHook,
	TextOptions,
	WantedHook,
} from '../provider';
import { lazily, listOf, optionalText, readAs } from '../schema';
import * as signature from '../../webhook/signature';

/*
 * Sendblue. Sources: the vendor's Reactions API page (docs.sendblue.com), npm sendblue 3.17.0,
 * sendblue-api/chat-adapter-sendblue, live captures of AmirAlsad/sendblue-ai-agent (May 2026).
 * Details and open questions: docs/research/sendblue.md.
 */

const HOOKS_PATH = '/api/account/webhooks';
const HMAC_HEADER = 'x-sendblue-signature';
const TOLERANCE_SECONDS = 300;

/** Messages that a quote is looked for in. */
const MOST_RECENT = 100;

/** Of the webhook types the only one that carries tapbacks: as the text of a received message. */
const HOOK_TYPE = 'receive';

const FAULT_RULES: FaultRule[] = [
	{
		status: 400,
		says: /from_number/i,
		means: 'REFUSED',
		advice: 'Check From Number: it must be one of the account’s lines, with + and country code.',
	},
	{
		status: 400,
		says: /message_handle/i,
		means: 'REFUSED',
		advice: 'Check Message ID: it must be the message_handle of a received message.',
	},
	{
		status: 400,
		says: /part_index/i,
		means: 'REFUSED',
		advice: 'Check the part index: it must be a whole number, and the first part is 0.',
	},
	{
		status: 400,
		says: [/invalid reaction/i, /one emoji/i],
		means: 'TARGET_UNSUPPORTED',
		advice: 'Removing is not available on this account or line, or the emoji is not one that Sendblue knows.',
	},
	{
		status: 400,
		says: /invalid reaction/i,
		means: 'TARGET_UNSUPPORTED',
		advice: 'On this account or line only the six classic tapbacks can be added; emoji and removing are not available.',
	},
	{ status: 401, means: 'AUTH_FAILED', advice: 'Check API Key ID and API Secret Key in the credential.' },
	{ status: 404, says: /from_number/i, means: 'REFUSED', advice: 'From Number is not a line of this account: choose one that is.' },
	{
		status: 404,
		says: [/message/i, /not found/i],
		means: 'TARGET_NOT_FOUND',
		advice: 'Check Message ID, and that From Number has the conversation. Very old messages are forgotten.',
	},
	{
		status: 422,
		says: /unsupported|target|reaction/i,
		means: 'TARGET_UNSUPPORTED',
		advice:
			'A tapback needs a message that was received over iMessage, on a line that can send tapbacks. SMS, RCS and your own messages take none.',
	},
];

const FROM_NUMBER: ProviderField = {
	name: 'fromNumber',
	displayName: 'From Number',
	description: 'The line of the account that has the conversation',
	placeholder: 'e.g. +12025550199',
	required: true,
	choices: 'lines',
	format: PHONE_NUMBER,
};

export const sendblue: Provider = {
	id: 'sendblue',
	name: 'Sendblue',
	defaultBaseUrl: 'https://api.sendblue.co',
	credential: {
		typeName: 'sendblueTapbackApi',
		displayName: 'Sendblue Tapback API',
		fields: [
			{
				name: 'apiKeyId',
				displayName: 'API Key ID',
				description: 'The ID of the key pair, sent as sb-api-key-id',
				placeholder: 'e.g. the API key from the Sendblue dashboard',
			},
			{
				name: 'apiSecretKey',
				displayName: 'API Secret Key',
				description: 'The secret of the key pair, sent as sb-api-secret-key',
				placeholder: 'e.g. the API secret from the Sendblue dashboard',
			},
		],
		headers: { 'sb-api-key-id': '{apiKeyId}', 'sb-api-secret-key': '{apiSecretKey}' },
		test: { path: HOOKS_PATH, expects: 'webhooks' },
		webhookSecretHint: 'You choose it yourself when you register a webhook at Sendblue: its secret, or the account’s globalSecret',
	},
	capabilities: {
		sendClassic: { level: 'yes' },
		sendEmoji: { level: 'partly', reason: 'Newer accounts and lines take any emoji, others refuse it.' },
		sendPart: { level: 'yes' },
		remove: { level: 'partly', reason: 'Newer accounts and lines can remove a tapback, others refuse it.' },
		readLive: { level: 'no', reason: 'Sendblue’s API doesn’t show what stands on a message.' },
		receiveAdded: {
			level: 'partly',
			reason:
				'Tapbacks arrive as text messages like Loved “See you”, in the language of the sender’s phone; one in a rarer language is not recognized.',
		},
		receiveRemoved: {
			level: 'partly',
			reason: 'Recognized in text, like Removed a heart from “See you”; Sendblue doesn’t promise to pass it on.',
		},
		receiveEmoji: { level: 'partly', reason: 'Recognized in text, like Reacted 🔥 to “See you”.' },
		receiveSticker: {
			level: 'partly',
			reason: 'Recognized in English text; which sticker it was is not said, and Sendblue doesn’t promise to pass it on.',
		},
		receivePart: { level: 'no', reason: 'The text doesn’t say which part of a message was tapped.' },
		receiveTarget: { level: 'no', reason: 'The text quotes the message, but doesn’t hold its id. It is looked up where that is possible.' },
		receiveMessage: {
			level: 'partly',
			reason:
				'Looked for by its quote among the last 100 messages of the conversation; several that read the same are all named, and a picture is not found.',
		},
	},
	removal: 'request',
	messageId: {
		pattern: ONE_WORD.pattern,
		says: 'a Sendblue message id is the message_handle of a received message',
		placeholder: 'e.g. 5D1F6C0A-0000-4000-8000-0000000000AA',
	},
	fields: {
		send: [FROM_NUMBER],
		get: [],
		inbound: [
			{
				name: 'lines',
				displayName: 'Lines',
				description: 'Only tapbacks on these phone numbers of the account; none means all',
				placeholder: 'e.g. +12025550199',
				required: false,
				choices: 'lines',
				many: true,
				format: PHONE_NUMBER,
			},
		],
		ask: [FROM_NUMBER],
		wait: [],
	},
	limits: { concurrent: 4, timeoutMs: 60_000, attempts: 4, firstDelayMs: 1000, longestDelayMs: 30_000 },
	faults: { read: readFault, rules: FAULT_RULES },
	send: { build: buildReaction, parse: parseReceipt },
	readConversation,
	lists: { lines: listLines },
	webhook: { verify, parse, textFallback: { byDefault: true } },
	registration: { find: findHook, list: listHooks, create: createHook, remove: removeHook },
	messages: sendblueMessages,
};

const faultSchema = lazily(() =>
	z.object({
		status: optionalText,
		message: optionalText,
		error_message: optionalText,
		error: optionalText,
		error_code: z
			.union([z.number(), z.string().min(1)])
			.optional()
			.catch(undefined),
		detail: optionalText,
		error_detail: optionalText,
		error_reason: optionalText,
	}),
);

const receiptSchema = lazily(() => z.object({ status: z.string().regex(/^ok$/i), reaction: optionalText }));

const lineSchema = lazily(() =>
	z.union([
		z.string(),
		z
			.object({ number: optionalText, phone_number: optionalText, phoneNumber: optionalText })
			.transform((line) => line.number ?? line.phone_number ?? line.phoneNumber),
	]),
);

const rowSchema = lazily(() =>
	z.object({
		message_handle: z.string().min(1),
		is_outbound: z.boolean(),
		content: optionalText,
		media_url: optionalText,
		group_id: optionalText,
		from_number: optionalText,
		to_number: optionalText,
		sendblue_number: optionalText,
		date_sent: optionalText,
	}),
);

const hookSchema = lazily(() =>
	z.union([
		z.string().transform((url) => ({ url, isBare: true, secret: undefined, sendblue_numbers: [] })),
		z
			.object({ url: z.string(), secret: optionalText, sendblue_numbers: listOf(z.string()) })
			.transform((hook) => ({ ...hook, isBare: false })),
	]),
);

function readFault(json: unknown) {
	const { data } = faultSchema.safeParse(json);
	const status = data?.status?.toUpperCase();
	const isFault = status === 'ERROR' || (status !== 'OK' && (data?.error_message ?? data?.error ?? data?.error_code) !== undefined);
	if (data === undefined || !isFault) return undefined;
	const words = [data.message, data.error_message, data.error, data.detail, data.error_detail, data.error_reason];
	const said = words.filter((text) => text !== undefined);
	const message = [...new Set(said)].join(': ').replace(/([.!?]): /g, '$1 ');
	return { message: message || undefined, code: data.error_code?.toString() };
}

function buildReaction(command: SendCommand) {
	const { messageId, partIndex, fields } = command;
	return {
		method: 'POST',
		path: '/api/send-reaction',
		body: {
			from_number: textField(fields, 'fromNumber'),
			message_handle: messageId,
			reaction: wireReaction(command),
			...(partIndex === undefined ? {} : { part_index: partIndex }),
		},
		// A repeated reaction replaces itself, and a removal names what it removes.
		repeat: 'harmless',
	} as const;
}

/** The removal prefix is known from two other implementations of autumn 2026; the vendor's page has none. */
function wireReaction({ action, reaction }: SendCommand): string {
	const value = reaction.type === 'emoji' ? reaction.emoji : reaction.type;
	return action === 'remove' ? `-${value}` : value;
}

/** `OK` means "request sent", and nothing more is ever said about it. */
function parseReceipt({ json }: Answer, command: SendCommand): SendReceipt {
	const sent = wireReaction(command);
	const { reaction = sent } = readAs(receiptSchema, json, () => badAnswer('Sendblue', 'the status OK'));
	if (!isSameEmoji(reaction, sent)) throw otherTapback('Sendblue');
	return { outcome: 'accepted' };
}

/**
 * The newest messages between a person and a line, or of a group. `limit` is said to be 1000 or 100 at most. Rows of another
 * conversation, which a filter that isn't known to the vendor would let in, are left out.
 */
async function readConversation(call: Call, place: ConversationQuery): Promise<RecentMessage[] | undefined> {
	const where = whereOf(place);
	if (where === undefined) return undefined;
	const query = { ...where, order_by: 'sentAt', order_direction: 'desc', limit: `${MOST_RECENT}` };
	const answer = await call({ method: 'GET', path: '/api/v2/messages', query, repeat: 'harmless' });
	const schema = z.object({ data: z.array(z.unknown()).pipe(listOf(rowSchema)) });
	const rows = readAs(schema, answer.json, () => badAnswer('Sendblue', 'messages')).data;
	const found = rows.filter((row) => isOf(row, place)).map(recentMessage);
	return found.sort((one, other) => (other.sentAt ?? '').localeCompare(one.sentAt ?? ''));
}

function whereOf({ conversationId, actor, line }: ConversationQuery): Record<string, string> | undefined {
	if (conversationId !== null) return { group_id: conversationId, message_type: 'group' };
	return actor === null || line === null ? undefined : { number: actor, sendblue_number: line, message_type: 'message' };
}

function isOf(row: z.output<typeof rowSchema>, { conversationId, actor, line }: ConversationQuery): boolean {
	if (conversationId !== null) return row.group_id === conversationId;
	const isBetween = (one: string | null, other: string | null) =>
		isSameAddress(row.from_number ?? '', one ?? '') && isSameAddress(row.to_number ?? '', other ?? '');
	return row.group_id === undefined && (isBetween(actor, line) || isBetween(line, actor));
}

function recentMessage({
	message_handle: id,
	content,
	is_outbound: isOutbound,
	date_sent: sent,
	from_number: from,
	media_url: media,
}: z.output<typeof rowSchema>): RecentMessage {
	return { id, text: content || null, isFromMe: isOutbound, sentAt: isoTime(sent), author: from ?? null, hasMedia: Boolean(media) };
}

async function listLines(call: Call): Promise<Choice[]> {
	const answer = await call({ method: 'GET', path: '/api/lines', repeat: 'harmless' });
	const schema = z.union([
		z.object({ lines: z.array(z.unknown()).pipe(listOf(lineSchema)) }).transform(({ lines }) => lines),
		z.object({ data: z.array(z.unknown()).pipe(listOf(lineSchema)) }).transform(({ data }) => data),
	]);
	const lines = readAs(schema, answer.json, () => badAnswer('Sendblue', 'lines'));
	return [...new Set(lines)].flatMap((value) => (value ? [{ value, label: value }] : []));
}

function verify(delivery: Delivery, { secret, now }: { secret: string; now: number }): void {
	const body = signature.requireRawBody(delivery);
	const known = signature.requireSecret(secret);
	const isSigned = hasHeader(delivery.headers, HMAC_HEADER);
	if (isSigned) return verifyHmac(delivery, { body, secret, now });
	const received = signature.requireHeader(delivery.headers, 'sb-signing-secret');
	if (!signature.matchesText(known, received)) throw signature.notVerified('The signing secret does not fit.');
}

/** `t=<unix s>,v1=<hex>`, with one v1 per secret in use. */
function verifyHmac({ headers }: Delivery, { body, secret, now }: { body: Uint8Array; secret: string; now: number }): void {
	const entries = signature
		.requireHeader(headers, HMAC_HEADER)
		.split(',')
		.map((entry) => entry.trim());
	const [timestamp, ...others] = entries.filter((entry) => entry.startsWith('t=')).map((entry) => entry.slice(2));
	if (timestamp === undefined || others.length > 0) throw signature.notVerified('The signature has no timestamp, or several.');
	signature.requireFresh(timestamp, { now, toleranceSeconds: TOLERANCE_SECONDS });
	const expected = signature.hmacSha256(signature.keyOfText(secret), `${timestamp}.`, body);
	const fits = entries.some((entry) => entry.startsWith('v1=') && signature.matchesHex(expected, entry.slice(3)));
	if (!fits) throw signature.notVerified('No signature fits.');
}

function parse(payload: unknown, _delivery: Delivery, options: TextOptions): ParsedTapback | undefined {
	const row = fieldsOf(payload);
	const eventId = textOf(row.message_handle);
	if (!options.textFallback || row.is_outbound !== false || row.status !== 'RECEIVED' || eventId === undefined) return undefined;
	// A message that brings a picture of its own is no tapback, whatever its caption says.
	const hasPicture = row.media_url !== undefined && row.media_url !== null && row.media_url !== '';
	const tapback = hasPicture ? undefined : parseFallbackText(textOf(row.content) ?? '', options);
	return (
		tapback && {
			...tapback,
			eventId,
			actor: textOf(row.number) ?? textOf(row.from_number) ?? null,
			isFromMe: false,
			conversationId: textOf(row.group_id) ?? null,
			service: textOf(row.service) ?? null,
			line: textOf(row.sendblue_number) ?? textOf(row.to_number) ?? null,
			occurredAt: isoTime(textOf(row.date_sent)),
		}
	);
}

/** A webhook has no id but its URL. */
async function findHook(call: Call, hook: WantedHook): Promise<FoundHook> {
	const ours = await registeredHooks(call, hook);
	return {
		ours: ours.map((found) => ({
			id: hook.url,
			current:
				ours.length === 1 &&
				!found.isBare &&
				hook.knownSecret !== undefined &&
				(found.secret ?? hook.knownSecret) === hook.knownSecret &&
				isSameSet(found.sendblue_numbers, listField(hook.fields, 'lines')),
		})),
	};
}

async function listHooks(call: Call): Promise<StandingHook[]> {
	const webhooks = await readHooks(call);
	return webhooks.map(({ url }) => ({ id: url, url }));
}

/** Sendblue is said to write http as https. */
async function registeredHooks(call: Call, { url }: WantedHook) {
	const webhooks = await readHooks(call);
	return webhooks.filter((found) => found.url === url || found.url === url.replace(/^http:/, 'https:'));
}

async function readHooks(call: Call) {
	const answer = await call({ method: 'GET', path: HOOKS_PATH, repeat: 'harmless' });
	const schema = z.object({ webhooks: z.object({ [HOOK_TYPE]: listOf(hookSchema) }) });
	return readAs(schema, answer.json, () => badAnswer('Sendblue', 'webhooks')).webhooks[HOOK_TYPE];
}

/** POST appends; PUT would replace everybody's webhooks. */
async function createHook(call: Call, hook: WantedHook) {
	const lines = listField(hook.fields, 'lines');
	const secret = hook.newSecret();
	const entry = { url: hook.url, secret, ...(lines.length === 0 ? {} : { sendblue_numbers: lines }) };
	await call({ method: 'POST', path: HOOKS_PATH, body: { type: HOOK_TYPE, webhooks: [entry] }, repeat: 'harmful' });
	return { id: hook.url, secret };
}

/** A URL registered twice may go with one request or need two, so it is looked for before each. */
async function removeHook(call: Call, hook: WantedHook): Promise<void> {
	const urls = new Set((await registeredHooks(call, hook)).map(({ url }) => url));
	if (urls.size === 0) return;
	await call({ method: 'DELETE', path: HOOKS_PATH, body: { webhooks: [...urls], type: HOOK_TYPE }, repeat: 'harmless' });
}
