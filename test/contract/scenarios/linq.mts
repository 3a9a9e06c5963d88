import { isFresh } from '../../harness/contract/claim.mts';
import { hmac } from '../../harness/contract/hmac.mts';
import type { DocumentedError, Scenario } from './scenario.mts';

const ROOT = '/api/partner/v3';
const TRACE_ID = '0123456789abcdef0123456789abcdef';
const PINNED = 'version=2026-02-03';

function envelope(status: number, code: number, message: string, more: Record<string, unknown> = {}): unknown {
	const doc_url = `https://docs.linqapp.com/error/codes/${String(code)[0]}xxx/${code}/`;
	return { success: false, error: { status, code, message, doc_url, ...more }, trace_id: TRACE_ID };
}

/** As the sandbox answers: with a trace id of its own. */
function played(status: number, code: number, message: string, more: Record<string, unknown> = {}): unknown {
	return { ...Object(envelope(status, code, message, more)), trace_id: /^[0-9a-f]{32}$/ };
}

const standardKey = (secret: string) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

function row([status, code, words]: readonly [number, number, string], means: DocumentedError['means'], advice: RegExp): DocumentedError {
	return { when: `${status}/${code}`, status, body: envelope(status, code, words), means, words, providerCode: String(code), advice };
}

const TRY_LATER = /try again later/;
const NO_TAPBACKS = /iMessage or RCS/;

export const linq: Scenario = {
	quirks: {},
	sendFields: () => ({}),
	getFields: () => ({}),
	send: {
		outcome: 'accepted',
		again: 'accepted',
		goneAlready: 'unchanged',
		knowsPrevious: ['removed'],
		ids: ['traceId'],
		emoji: { sendable: ['🔥', '👍🏽', '👨‍👩‍👧', '🇩🇪', '❤️'], refused: [] },
		path: '/reactions',
	},
	isIdempotent: true,
	concurrentRequests: 10,
	emptyAnswer: 'accepted',
	unknownMessageId: '11111111-2222-4333-8444-555555555599',
	smsMeans: 'TARGET_UNSUPPORTED',
	errors: [
		row([400, 1001, 'Missing required field'], 'REFUSED', /parameters/),
		row([400, 1002, 'Phone number must be in E.164 format'], 'REFUSED', /parameters/),
		row([400, 1003, 'Invalid request body'], 'REFUSED', /parameters/),
		row([400, 1005, 'Invalid parameter value'], 'REFUSED', /check the part index: .*first one is 0/),
		row([401, 2004, 'Unauthorized - missing or invalid authentication token'], 'AUTH_FAILED', /API Token in the credential/),
		row([403, 2005, 'Access denied'], 'NOT_ALLOWED', /permissions/),
		row([403, 2006, 'Phone number permission denied'], 'NOT_ALLOWED', /permissions/),
		row([403, 2011, 'Feature not available'], 'NOT_ALLOWED', /plan/),
		row([403, 2008, 'Recipient not allowed'], 'NOT_ALLOWED', /write to you first/),
		row([403, 2024, 'Recipient opted out'], 'NOT_ALLOWED', /opted out/),
		row([404, 2002, 'Message not found'], 'TARGET_NOT_FOUND', /Check Message ID/),
		row([404, 2001, 'Chat not found'], 'TARGET_NOT_FOUND', /conversation/),
		row([404, 2010, 'Webhook subscription not found'], 'REFUSED', /check the ids/),
		row([409, 2009, 'Chat is still being created'], 'TARGET_NOT_READY', /few seconds/),
		row([409, 2013, 'Chat unavailable'], 'REFUSED', /no longer available/),
		row([409, 2015, 'Request conflicts with current state'], 'REFUSED', /conflicts/),
		row([409, 2016, 'Operation not supported in groups'], 'TARGET_UNSUPPORTED', /group/),
		row([409, 2017, 'Operation not supported on this service type'], 'TARGET_UNSUPPORTED', NO_TAPBACKS),
		row([422, 4005, 'Recipient does not support this message type'], 'TARGET_UNSUPPORTED', NO_TAPBACKS),
		{
			...row([429, 1007, 'Rate limited. Try again in 45 seconds.'], 'RATE_LIMITED', /fewer at a time.*45 s/),
			body: envelope(429, 1007, 'Rate limited. Try again in 45 seconds.', { retry_after: 45 }),
		},
		row([429, 1007, 'Rate limit exceeded'], 'RATE_LIMITED', /fewer at a time/),
		row([500, 3006, 'Internal server error'], 'PROVIDER_FAILED', TRY_LATER),
		row([500, 3001, 'Database error'], 'PROVIDER_FAILED', TRY_LATER),
		row([500, 4001, 'Upstream error'], 'PROVIDER_FAILED', TRY_LATER),
		row([503, 4004, 'Service unavailable'], 'PROVIDER_FAILED', TRY_LATER),
		row([504, 3005, 'Network timeout'], 'PROVIDER_FAILED', TRY_LATER),
		{
			...row([404, 2002, 'Message not found'], 'TARGET_NOT_FOUND', /Check Message ID/),
			when: '404/2002 without doc_url and trace_id, as on the endpoint page',
			body: { success: false, error: { status: 404, code: 2002, message: 'Message not found' } },
		},
		{ ...row([200, 1005, 'Invalid parameter value'], 'REFUSED', /nothing was done/), when: 'a 200 with an error inside' },
	],
	provoked: [
		{
			title: 'an SMS, in the words of the channel',
			quirks: { unsupportedService: 2017 },
			text: 'Is parking free?',
			means: 'TARGET_UNSUPPORTED',
		},
		{
			title: 'an SMS, in the words of the recipient',
			quirks: { unsupportedService: 4005 },
			text: 'Is parking free?',
			means: 'TARGET_UNSUPPORTED',
		},
	],
	errorBody: (words) => envelope(400, 1005, words),
	olderRefusals: [],
	receive: {
		event: ({ id, conversationId, line }) => ({
			...{ messageId: id, partIndex: 0, conversationId, line, service: 'iMessage', provenance: 'structured' },
		}),
		variants: [],
		swaps: [
			{ title: 'added alone', quirks: {}, tells: [['added', 'like']] },
			{
				title: 'removed, then added',
				quirks: { swap: 'removed-then-added' },
				tells: [
					['removed', 'love'],
					['added', 'like'],
				],
			},
			{
				title: 'added, then removed',
				quirks: { swap: 'added-then-removed' },
				tells: [
					['added', 'like'],
					['removed', 'love'],
				],
			},
		],
		echo: {},
		isRetried: true,
		textIn: 'SMS',
		everyEvent: () => ({ options: {}, secretAt: 'signing_secret' }),
	},
	signing: [
		{
			title: 'Standard Webhooks',
			headers: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
			without: ['x-webhook-signature', 'x-webhook-timestamp'],
			signsBody: true,
			signsTime: true,
			idHeader: 'webhook-id',
			signs: ['webhook-id', '.', 'webhook-timestamp', '.', 'body'],
			sign: (body, { secret, seconds, id }) => ({
				'webhook-id': id,
				'webhook-timestamp': seconds,
				'webhook-signature': `v1,${hmac(standardKey(secret), `${id}.${seconds}.`, body).toString('base64')}`,
			}),
			secondsOf: (headers) => Number(headers['webhook-timestamp']),
			cannotTell: [],
		},
		{
			title: 'the legacy headers',
			headers: ['x-webhook-timestamp', 'x-webhook-signature'],
			without: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
			signsBody: true,
			signsTime: true,
			signs: ['x-webhook-timestamp', '.', 'body'],
			sign: (body, { secret, seconds }) => ({
				'x-webhook-timestamp': seconds,
				'x-webhook-signature': hmac(secret, `${seconds}.`, body).toString('hex'),
			}),
			secondsOf: (headers) => Number(headers['x-webhook-timestamp']),
			cannotTell: [],
		},
	],
	panel: { send: [], get: [], inbound: ['lines'], ask: ['fromNumber'], wait: [] },
	registration: {
		room: 'many',
		fields: () => ({}),
		storedUrl: (url) => `${url}${url.includes('?') ? '&' : '?'}${PINNED}`,
		changedFields: { lines: ['+12025550101'] },
		disturb: (call, { id }) =>
			call({ method: 'PUT', path: `${ROOT}/webhook-subscriptions/${id}`, body: { is_active: false }, idempotent: true }),
		secret: 'each time',
	},
	ask: { fields: ({ lines }, line) => ({ fromNumber: lines[line]?.number }), lineIn: ({ body }) => Object(body).from },
	messages: {
		comeWithTapbacks: false,
		areKeyed: true,
		lineOf: ({ number }) => number,
		reachGroups: true,
	},
	played: {
		heart: ({ id }) => [`${ROOT}/messages/${id}/reactions`, { operation: 'add', type: 'love' }],
		rateLimited: (seconds) => played(429, 1007, `Rate limited. Try again in ${seconds} seconds.`, { retry_after: seconds }),
		errorIn200: played(500, 3006, 'Internal server error'),
		webhooks: `${ROOT}/webhook-subscriptions`,
		registration: (url, { lines }) => ({
			target_url: url,
			subscribed_events: ['reaction.added', 'reaction.removed'],
			phone_numbers: [lines[0]?.number],
		}),
		secretIn: (answer) => String(Object(answer).signing_secret),
		quirk: { sendStatus: 200 },
		traffic: ({ conversations }) => ({
			send: (text) => ({
				path: `${ROOT}/chats/${conversations[0]?.id}/messages`,
				body: { message: { parts: [{ type: 'text', value: text }] } },
				deliveries: 1,
			}),
			use: (id) => ({ method: 'GET', path: `${ROOT}/messages/${id}` }),
			list: `${ROOT}/chats/${conversations[0]?.id}/messages`,
		}),
	},
	documented: {
		payloads: [
			{
				api_version: 'v3',
				webhook_version: '2026-02-03',
				event_type: 'reaction.added',
				event_id: '11111111-2222-4333-8444-555555555555',
				created_at: '2026-05-08T16:25:00.000000000Z',
				trace_id: '0123456789abcdef0123456789abcdef',
				partner_id: 'partner_1',
				data: {
					is_from_me: false,
					reaction_type: 'custom',
					custom_emoji: '🎉',
					chat_id: '11111111-2222-4333-8444-555555555501',
					message_id: '11111111-2222-4333-8444-555555555504',
					part_index: 1,
					reacted_at: '2026-05-08T16:24:59.123Z',
					service: 'iMessage',
					from: '+12025550123',
					from_handle: { id: 'h_1', handle: '+12025550123', is_me: false },
					line: { phone_number: '+12025550199' },
				},
			},
			{
				event_type: 'message.received',
				event_id: '11111111-2222-4333-8444-555555555556',
				created_at: '2026-05-08T16:25:00Z',
				data: {
					id: '11111111-2222-4333-8444-555555555504',
					chat: { id: '11111111-2222-4333-8444-555555555501', is_group: false, owner_handle: { handle: '+12025550199', is_me: true } },
					direction: 'inbound',
					parts: [
						{ type: 'text', value: 'Is there parking?', reactions: null },
						{ type: 'media', url: 'https://media.example.com/1.png', mime_type: 'image/png' },
					],
					sender_handle: { handle: '+12025550123', is_me: false },
					service: 'iMessage',
					sent_at: '2026-05-08T16:24:59Z',
					reply_to: { message_id: '11111111-2222-4333-8444-555555555503', part_index: 0 },
				},
			},
		],
		target: { messageId: '11111111-2222-4333-8444-555555555504', conversationId: '11111111-2222-4333-8444-555555555501' },
		places: { target: ['data.message_id'], reaction: ['data.reaction_type'], message: ['data.id'] },
		secretOf: (key) => `whsec_${Buffer.from(key).toString('base64')}`,
		isProven({ body, secret, header, now }) {
			const encoded = secret.replace(/^whsec_/, '');
			const key = Buffer.from(encoded, 'base64');
			if (key.length === 0 || key.toString('base64') !== encoded) return false;
			if (header('webhook-signature') !== undefined) {
				const [id, time] = [header('webhook-id'), header('webhook-timestamp')];
				if (id === undefined || !isFresh(time, now)) return false;
				const expected = `v1,${hmac(key, `${id}.${time}.`, body).toString('base64')}`;
				return header('webhook-signature')?.split(' ').includes(expected) ?? false;
			}
			const time = header('x-webhook-timestamp');
			const expected = hmac(secret, `${time}.`, body).toString('hex');
			return isFresh(time, now) && [expected, `sha256=${expected}`].includes(header('x-webhook-signature') ?? '');
		},
	},
};
