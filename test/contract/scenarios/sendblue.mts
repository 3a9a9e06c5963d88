import type { Message } from '../../../sandbox/src/index.mts';
import { isFresh } from '../../harness/contract/claim.mts';
import { hmac } from '../../harness/contract/hmac.mts';
import type { DocumentedError, Scenario } from './scenario.mts';

const PERSON = '+12025550123';

function row(status: number, words: string, means: DocumentedError['means'], advice: RegExp): DocumentedError {
	return { when: `${status} “${words}”`, status, body: { status: 'ERROR', message: words }, means, words, advice };
}

function quoteOf({ parts }: Message): string {
	const [part] = parts;
	return part?.type === 'text' ? part.text : 'an image';
}

const GLOBAL_SECRET = 'the global secret';
const TRY_LATER = /try again later/;

export const sendblue: Scenario = {
	quirks: { mode: 'v2' },
	sendFields: ({ line }) => ({ fromNumber: line }),
	getFields: () => ({}),
	send: {
		outcome: 'accepted',
		again: 'accepted',
		goneAlready: 'accepted',
		knowsPrevious: [],
		ids: [],
		emoji: { sendable: ['🔥', '👍🏽', '👨‍👩‍👧', '🇩🇪', '❤️'], refused: [] },
		ownMessageMeans: 'TARGET_UNSUPPORTED',
		path: '/api/send-reaction',
	},
	isIdempotent: true,
	concurrentRequests: 4,
	emptyAnswer: 'BAD_ANSWER',
	unknownMessageId: '5D1F6C0A-0000-4000-8000-0000000000FF',
	smsMeans: 'TARGET_UNSUPPORTED',
	errors: [
		row(400, 'You must specify a valid `from_number` in the request body.', 'REFUSED', /From Number/),
		row(400, 'You must specify `message_handle` in the request body.', 'REFUSED', /Message ID/),
		row(400, 'Invalid reaction. Must be one of: love, like, dislike, laugh, emphasize, question', 'TARGET_UNSUPPORTED', /not available/),
		row(400, '`part_index` must be a non-negative integer.', 'REFUSED', /the part index/),
		row(404, 'The from_number is not registered', 'REFUSED', /From Number/),
		row(
			400,
			'Invalid reaction. Must be one of love, like, dislike, laugh, emphasize, question, or exactly one emoji',
			'TARGET_UNSUPPORTED',
			/not available/,
		),
		row(404, 'The message to react to was not found for this account', 'TARGET_NOT_FOUND', /Check Message ID/),
		{
			when: '422 unsupported_target with a detail',
			status: 422,
			body: { status: 'ERROR', message: 'unsupported_target', detail: 'Reactions need an iMessage conversation.' },
			means: 'TARGET_UNSUPPORTED',
			words: 'unsupported_target: Reactions need an iMessage conversation.',
			advice: /over iMessage/,
		},
		row(401, 'Unauthorized', 'AUTH_FAILED', /API Key ID and API Secret Key/),
		{ when: '401 without a body', status: 401, body: undefined, means: 'AUTH_FAILED', advice: /API Key ID and API Secret Key/ },
		{ ...row(429, 'Too many requests', 'RATE_LIMITED', /fewer at a time.*9 s/), headers: { 'Retry-After': '9' } },
		row(500, 'Internal server error', 'PROVIDER_FAILED', TRY_LATER),
		{ ...row(200, 'Failed to send reaction', 'REFUSED', /nothing was done/), when: 'a 200 with status ERROR' },
		{
			when: 'error_message, error_code and error_reason',
			status: 503,
			body: { error_code: 5000, error_message: 'Carrier unavailable', error_reason: 'maintenance' },
			means: 'PROVIDER_FAILED',
			words: 'Carrier unavailable: maintenance',
			providerCode: '5000',
			advice: TRY_LATER,
		},
		{
			when: 'error as a text, with a text code',
			status: 403,
			body: { error: 'Forbidden', error_code: 'PLAN' },
			means: 'NOT_ALLOWED',
			words: 'Forbidden',
			providerCode: 'PLAN',
			advice: /plan/,
		},
	],
	provoked: [
		{ title: 'a 200 with status ERROR', quirks: { statusErrorOn200: true }, means: 'REFUSED' },
		{ title: 'an SMS', quirks: {}, text: 'Is parking free?', means: 'TARGET_UNSUPPORTED' },
		{ title: 'a message of the line’s own', quirks: {}, text: 'Yes, see you at seven.', means: 'TARGET_UNSUPPORTED' },
		{ title: 'a conversation of the other line', quirks: {}, text: 'Hello, second line!', means: 'TARGET_NOT_FOUND' },
	],
	errorBody: (words) => ({ status: 'ERROR', message: words }),
	olderRefusals: [
		{ title: 'an emoji on a classic line', quirks: { mode: 'classic' }, command: { reaction: 'emoji', emoji: '🔥' } },
		{ title: 'a removal on a classic line', quirks: { mode: 'classic' }, command: { action: 'remove' } },
	],
	receive: {
		event: (message) => ({
			...{ messageId: null, partIndex: null, conversationId: null, service: 'iMessage', line: message.line },
			...{ provenance: 'text', target: { text: quoteOf(message), candidates: [] } },
		}),
		variants: [{ title: 'an HMAC beside the secret', quirks: { hmac: true } }],
		swaps: [{ title: 'added alone', quirks: {}, tells: [['added', 'like']] }],
		echo: 'never',
		isRetried: true,
		everyEvent: () => ({ options: { secret: 'secret-of-every-event' }, secretAt: 'secret' }),
		textIn: 'iMessage',
	},
	signing: [
		{
			title: 'the secret itself',
			headers: ['sb-signing-secret'],
			signsBody: false,
			signsTime: false,
			signs: [],
			sign: (_body, { secret }) => ({ 'sb-signing-secret': secret }),
			cannotTell: ['body', 'stale', 'future'],
		},
		{
			title: 'an HMAC',
			quirks: { hmac: true },
			headers: ['x-sendblue-signature'],
			without: ['sb-signing-secret'],
			signsBody: true,
			signsTime: true,
			// The time stands within the header.
			signs: ['x-sendblue-signature', '.', 'body'],
			sign: (body, { secret, seconds }) => ({
				'sb-signing-secret': secret,
				'x-sendblue-signature': `t=${seconds},v1=${hmac(secret, `${seconds}.`, body).toString('hex')}`,
			}),
			secondsOf: (headers) => Number(/^t=(\d+),/.exec(String(headers['x-sendblue-signature']))?.[1]),
			cannotTell: [],
		},
	],
	panel: { send: ['fromNumber'], get: [], inbound: ['lines'], ask: ['fromNumber'], wait: [] },
	registration: {
		room: 'many',
		fields: () => ({}),
		storedUrl: (url) => url,
		changedFields: { lines: ['+12025550101'] },
		disturb: (call, { url }) =>
			call({ method: 'POST', path: '/api/account/webhooks', body: { type: 'receive', webhooks: [url] }, idempotent: false }),
		secret: 'each time',
		elsewhere: () => ({ type: 'outbound' }),
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
	},
	played: {
		heart: ({ id, line }) => ['/api/send-reaction', { from_number: line, message_handle: id, reaction: 'love' }],
		rateLimited: () => ({ status: 'ERROR', message: 'Too many requests' }),
		errorIn200: { status: 'ERROR', message: 'The request failed' },
		webhooks: '/api/account/webhooks',
		registration: (url) => ({ webhooks: [url], globalSecret: GLOBAL_SECRET }),
		// The client chooses it.
		secretIn: () => GLOBAL_SECRET,
		quirk: { mode: 'v2' },
		traffic: ({ lines }) => ({
			send: (text) => ({ path: '/api/send-message', body: { from_number: lines[0]?.number, number: PERSON, content: text } }),
			use: (id, reaction) => ({
				method: 'POST',
				path: '/api/send-reaction',
				body: { from_number: lines[0]?.number, message_handle: id, reaction },
			}),
			list: '/api/v2/messages',
		}),
	},
	documented: {
		payloads: [
			{
				accountEmail: 'owner@example.com',
				content: 'Loved “See you at noon”',
				is_outbound: false,
				status: 'RECEIVED',
				error_code: null,
				error_message: null,
				message_handle: '5D1F6C0A-0000-4000-8000-0000000000AA',
				date_sent: '2026-05-06T04:00:00.000Z',
				from_number: '+12025550123',
				number: '+12025550123',
				to_number: '+12025550199',
				sendblue_number: '+12025550199',
				was_downgraded: null,
				plan: 'dedicated',
				media_url: '',
				message_type: 'message',
				group_id: '',
				participants: [],
				opted_out: false,
				service: 'iMessage',
			},
			{
				content: 'Is there parking?',
				is_outbound: false,
				status: 'RECEIVED',
				message_handle: '5D1F6C0A-0000-4000-8000-0000000000AB',
				date_sent: '2026-05-06T04:00:00.000Z',
				number: '+12025550123',
				sendblue_number: '+12025550199',
				media_url: 'https://media.example.com/1.png',
				message_type: 'group',
				group_id: 'group_1',
				reply_to: { message_handle: '5D1F6C0A-0000-4000-8000-0000000000AC', part_index: 0 },
				service: 'iMessage',
			},
		],
		target: { text: 'See you at noon' },
		places: { target: [], reaction: [], message: ['message_handle'] },
		secretOf: (key) => key,
		isProven({ body, secret, header, has, now }) {
			if (!has('x-sendblue-signature')) return header('sb-signing-secret') === secret;
			const entries = (header('x-sendblue-signature') ?? '').split(',').map((entry) => entry.trim());
			const [time, ...others] = entries.filter((entry) => entry.startsWith('t='));
			const seconds = time?.slice(2);
			if (others.length > 0 || !isFresh(seconds, now)) return false;
			return entries.includes(`v1=${hmac(secret, `${seconds}.`, body).toString('hex')}`);
		},
	},
};
