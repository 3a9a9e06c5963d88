import { isFresh } from '../../harness/contract/claim.mts';
import { hmac } from '../../harness/contract/hmac.mts';
import type { DocumentedError, Scenario } from './scenario.mts';

const PERSON = '+12025550123';

const detail = (words: string): unknown => ({ detail: words });

const error = (code: string, message: string): unknown => ({ error: { message, code, type: 'api_error', details: [] } });

/** The same refusal in the two envelopes a text may come in. */
function inBothEnvelopes(
	status: number,
	words: string,
	{ means, advice, code }: Pick<DocumentedError, 'means' | 'advice'> & { code: string },
): DocumentedError[] {
	return [
		{ when: `${status} “${words}” as detail`, status, body: detail(words), means, words, advice },
		{ when: `${status} “${words}” as error`, status, body: error(code, words), means, words, providerCode: code, advice },
	];
}

const TOO_MANY = {
	status: 429,
	body: error('RATE_LIMIT_EXCEEDED', 'Rate limit exceeded'),
	words: 'Rate limit exceeded',
	providerCode: 'RATE_LIMIT_EXCEEDED',
};

export const agentphone: Scenario = {
	quirks: {},
	sendFields: () => ({}),
	getFields: ({ conversationId }) => ({ conversationId }),
	send: {
		outcome: 'applied',
		again: 'applied',
		knowsPrevious: [],
		ids: ['reactionId'],
		emoji: { sendable: ['🔥', '👍🏽', '👨‍👩‍👧', '❤️'], refused: [] },
		path: '/reactions',
	},
	isIdempotent: true,
	concurrentRequests: 5,
	emptyAnswer: 'BAD_ANSWER',
	unknownMessageId: 'msg_9999999999',
	smsMeans: 'TARGET_UNSUPPORTED',
	errors: [
		...inBothEnvelopes(400, 'Reactions are only supported on iMessage messages.', {
			means: 'TARGET_UNSUPPORTED',
			advice: /Only iMessages take tapbacks/,
			code: 'VALIDATION_ERROR',
		}),
		...inBothEnvelopes(400, 'This line does not support custom emoji reactions. Upgrade the line, or use one of the six tapbacks.', {
			means: 'TARGET_UNSUPPORTED',
			advice: /newer line/,
			code: 'VALIDATION_ERROR',
		}),
		...inBothEnvelopes(401, 'Invalid or missing API key', {
			means: 'AUTH_FAILED',
			advice: /API Key in the credential/,
			code: 'UNAUTHORIZED',
		}),
		...inBothEnvelopes(402, 'Insufficient balance', { means: 'PAYMENT_REQUIRED', advice: /top it up/, code: 'INSUFFICIENT_BALANCE' }),
		...inBothEnvelopes(404, 'Message not found', { means: 'TARGET_NOT_FOUND', advice: /Check Message ID/, code: 'NOT_FOUND' }),
		{
			when: '422 with the list of a validation',
			status: 422,
			body: { detail: [{ loc: ['body', 'reaction'], msg: 'Field required', type: 'missing' }] },
			means: 'REFUSED',
			words: 'body.reaction: Field required',
			advice: /parameters/,
		},
		{ ...TOO_MANY, when: '429 with Retry-After', headers: { 'Retry-After': '3' }, means: 'RATE_LIMITED', advice: /fewer at a time.*3 s/ },
		{ ...TOO_MANY, when: '429 without Retry-After', means: 'RATE_LIMITED', advice: /fewer at a time/ },
		...inBothEnvelopes(500, 'Internal Server Error', { means: 'PROVIDER_FAILED', advice: /try again later/, code: 'INTERNAL_ERROR' }),
		...inBothEnvelopes(502, 'Carrier did not accept the message', { means: 'PROVIDER_FAILED', advice: /carrier/, code: 'CARRIER_ERROR' }),
		{
			when: '503 in plain text',
			status: 503,
			headers: { 'content-type': 'text/plain' },
			body: 'no healthy upstream',
			means: 'PROVIDER_FAILED',
			words: 'no healthy upstream',
			advice: /try again later/,
		},
		{
			when: '504 as a web page',
			status: 504,
			headers: { 'content-type': 'text/html' },
			body: '<html><h1>504</h1></html>',
			means: 'PROVIDER_FAILED',
			advice: /try again later/,
		},
		{
			when: 'a 200 with an error inside',
			status: 200,
			body: error('CARRIER_ERROR', 'Not sent'),
			means: 'REFUSED',
			words: 'Not sent',
			providerCode: 'CARRIER_ERROR',
			advice: /nothing was done/,
		},
		{
			when: 'a 200 with a detail inside',
			status: 200,
			body: detail('Not sent'),
			means: 'REFUSED',
			words: 'Not sent',
			advice: /nothing was done/,
		},
	],
	provoked: [
		{ title: 'an SMS', quirks: {}, text: 'Is parking free?', means: 'TARGET_UNSUPPORTED' },
		{ title: 'an SMS, in the other envelope', quirks: { errorEnvelope: 'error' }, text: 'Is parking free?', means: 'TARGET_UNSUPPORTED' },
	],
	errorBody: detail,
	olderRefusals: [{ title: 'an emoji on an older line', quirks: { customEmoji: false }, command: { reaction: 'emoji', emoji: '🔥' } }],
	receive: {
		event: ({ id, conversationId }) => ({ messageId: id, partIndex: null, conversationId, service: 'iMessage', provenance: 'structured' }),
		variants: [],
		swaps: [{ title: 'added alone', quirks: {}, tells: [['added', 'like']] }],
		echo: { echo: true },
		isRetried: true,
		everyEvent: () => ({ options: {}, secretAt: 'secret' }),
		alsoSends: (call) => call({ method: 'POST', path: '/v1/webhooks/test', idempotent: false }),
		textIn: 'SMS',
	},
	signing: [
		{
			title: 'sha256=',
			headers: ['x-webhook-timestamp', 'x-webhook-signature'],
			signsBody: true,
			signsTime: true,
			signs: ['x-webhook-timestamp', '.', 'body'],
			sign: (body, { secret, seconds, id }) => ({
				'x-webhook-id': id,
				'x-webhook-timestamp': seconds,
				'x-webhook-signature': `sha256=${hmac(secret, `${seconds}.`, body).toString('hex')}`,
			}),
			secondsOf: (headers) => Number(headers['x-webhook-timestamp']),
			cannotTell: [],
		},
	],
	panel: { send: [], get: ['conversationId'], inbound: ['agentId'], ask: ['fromNumber'], wait: [] },
	registration: {
		room: 'one',
		fields: () => ({}),
		storedUrl: (url) => url,
		disturb: (call, { url }) => call({ method: 'POST', path: '/v1/webhooks', body: { url }, idempotent: false }),
		secret: 'each time',
	},
	ask: {
		fields: ({ lines }, line) => ({ fromNumber: lines[line]?.number }),
		lineIn: ({ body }) => Object(body).from_number,
		withoutLine: 'INVALID_INPUT',
	},
	messages: {
		comeWithTapbacks: true,
		areKeyed: false,
		lineOf: ({ number }) => number,
		reachGroups: true,
		groupAddress: (id) => id.replace(/^conv_/, 'grp_'),
	},
	played: {
		heart: ({ id }) => [`/v1/messages/${id}/reactions`, { reaction: 'love' }],
		rateLimited: () => ({
			error: { message: 'Rate limit exceeded', code: 'RATE_LIMIT_EXCEEDED', type: 'rate_limit_error', details: [] },
		}),
		errorIn200: detail('The request could not be completed'),
		webhooks: '/v1/webhooks',
		registration: (url) => ({ url }),
		secretIn: (answer) => String(Object(answer).secret),
		quirk: { customEmoji: false },
		traffic: ({ conversations }) => ({
			send: (text) => ({ path: '/v1/messages', body: { to_number: PERSON, body: text } }),
			use: (id, reaction) => ({ method: 'POST', path: `/v1/messages/${id}/reactions`, body: { reaction } }),
			list: `/v1/conversations/${conversations[0]?.id}/messages`,
		}),
	},
	documented: {
		payloads: [
			{
				event: 'agent.reaction',
				channel: 'imessage',
				timestamp: '2026-01-01T10:05:00Z',
				agentId: null,
				data: {
					conversationId: 'conv_1',
					numberId: 'num_1',
					reactionType: 'love',
					fromNumber: '+12025550123',
					direction: 'inbound',
					messageId: 'msg_1',
					messageBody: 'See you',
					messageMediaUrl: null,
					messageMediaUrls: [],
					createdAt: '2026-01-01T10:04:00Z',
				},
			},
			{
				event: 'agent.message',
				channel: 'sms',
				timestamp: '2026-01-01T10:05:00Z',
				agentId: 'agt_1',
				data: {
					messageId: 'msg_9',
					conversationId: 'conv_1',
					numberId: 'num_1',
					from: '+12025550123',
					to: '+12025550199',
					contact: null,
					message: 'Loved “See you”',
					mediaUrl: null,
					mediaUrls: [],
					direction: 'inbound',
					receivedAt: '2026-01-01T10:06:00Z',
				},
			},
			{
				event: 'agent.message',
				channel: 'imessage',
				timestamp: '2026-01-01T10:05:00Z',
				data: {
					conversationId: 'conv_1',
					numberId: 'num_1',
					from: '+12025550123',
					to: 'grp_1',
					group: { id: 'grp_1' },
					message: 'Is there parking?',
					mediaUrls: ['https://media.example.com/1.png'],
					direction: 'inbound',
				},
			},
		],
		target: { messageId: 'msg_1', conversationId: 'conv_1' },
		places: { target: ['data.messageId'], reaction: ['data.reactionType'], message: ['data.messageId'] },
		secretOf: (key) => `whsec_${key}`,
		isProven({ body, secret, header, now }) {
			const time = header('x-webhook-timestamp');
			return isFresh(time, now) && header('x-webhook-signature') === `sha256=${hmac(secret, `${time}.`, body).toString('hex')}`;
		},
	},
};
