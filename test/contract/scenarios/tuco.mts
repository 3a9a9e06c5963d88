import { rewritten } from '../../harness/contract/claim.mts';
import { hmac } from '../../harness/contract/hmac.mts';
import type { DocumentedError, Scenario } from './scenario.mts';

const PERSON = '+12025550123';
const PARTS = ['', 'data.'];

function row(status: number, words: string, means: DocumentedError['means'], advice: RegExp): DocumentedError {
	return { when: `${status} “${words}”`, status, body: { error: words }, means, words, advice };
}

const MAY_BE_SENT = /so it was not repeated/;

export const tuco: Scenario = {
	quirks: { recipientPhone: true },
	sendFields: () => ({}),
	getFields: () => ({}),
	send: {
		outcome: 'applied',
		again: 'unchanged',
		goneAlready: 'unchanged',
		knowsPrevious: ['replaced', 'removed'],
		ids: [],
		path: '/api/messages/react',
	},
	isIdempotent: false,
	concurrentRequests: 4,
	emptyAnswer: 'unknown',
	unknownMessageId: '6a0000000000000000000099',
	smsMeans: 'TARGET_UNSUPPORTED',
	errors: [
		row(400, 'messageId and reaction required', 'REFUSED', /Message ID and Reaction/),
		row(400, 'Invalid reaction type', 'TARGET_UNSUPPORTED', /one of the six/),
		row(400, 'Invalid messageId', 'REFUSED', /24 hexadecimal/),
		row(400, 'Cannot determine contact phone for reaction', 'TARGET_UNSUPPORTED', /iMessage conversation/),
		row(400, 'Message has no BlueBubbles ID — cannot react', 'TARGET_NOT_READY', /try again when it is delivered/),
		row(400, 'Line not found or missing credentials', 'REFUSED', /dashboard/),
		row(400, 'No active workspace', 'NOT_ALLOWED', /workspace key/),
		row(401, 'Unauthorized', 'AUTH_FAILED', /API Key in the credential/),
		{
			when: '402 READ_ONLY',
			status: 402,
			body: { error: 'READ_ONLY', code: 'READ_ONLY', reason: 'past_due' },
			means: 'PAYMENT_REQUIRED',
			words: 'READ_ONLY: past_due',
			providerCode: 'READ_ONLY',
			advice: /bill/,
		},
		row(404, 'Message not found', 'TARGET_NOT_FOUND', /Check Message ID/),
		{ ...row(429, 'Rate limit exceeded', 'RATE_LIMITED', /fewer at a time.*2 s/), headers: { 'Retry-After': '2' } },
		row(500, 'Internal server error', 'unknown', MAY_BE_SENT),
		row(502, 'BlueBubbles error: Message send timeout', 'unknown', MAY_BE_SENT),
		{ ...row(200, 'Invalid reaction type', 'REFUSED', /nothing was done/), when: 'a 200 with an error inside' },
	],
	provoked: [
		{ title: 'a message that is still queued', quirks: { relay: 'queued' }, means: 'TARGET_NOT_READY' },
		{ title: 'a line without credentials', quirks: { relay: 'no-credentials' }, means: 'REFUSED' },
		{ title: 'a workspace that has not paid', quirks: { workspace: 'read-only' }, means: 'PAYMENT_REQUIRED' },
		{ title: 'an SMS', quirks: {}, text: 'Is parking free?', means: 'TARGET_UNSUPPORTED' },
		{ title: 'a relay that fails', quirks: { relay: 'fails' }, means: 'unknown' },
		{ title: 'a relay that sends it and fails then', quirks: { relay: 'fails-after-sending' }, means: 'unknown', stands: true },
	],
	errorBody: (words) => ({ error: words }),
	olderRefusals: [],
	receive: {
		event: ({ id }) => ({ messageId: id, partIndex: null, conversationId: null, service: null, provenance: 'structured' }),
		isAlwaysRaw: true,
		hidesActor: true,
		variants: [
			{ title: 'a flat payload', quirks: { payload: 'flat' } },
			{ title: 'isRemoval', quirks: { actionField: 'isRemoval' } },
			{ title: 'a removal by prefix', quirks: { actionField: 'prefix' } },
			{ title: 'a flat payload with a removal by prefix', quirks: { payload: 'flat', actionField: 'prefix' } },
			{ title: 'no word about removals', quirks: { actionField: 'absent' }, removedLooks: 'added' },
		],
		swaps: [{ title: 'added alone', quirks: {}, tells: [['added', 'like']] }],
		echo: { echo: true },
		isRetried: false,
		everyEvent: () => ({ options: {}, secretAt: 'secret' }),
		alsoSends: (call, id) => call({ method: 'POST', path: `/api/webhooks/${id}/health-check`, idempotent: false }),
	},
	signing: [
		{
			title: 'the body alone',
			headers: ['x-tuco-signature'],
			signsBody: true,
			signsTime: false,
			signs: ['body'],
			sign: (body, { secret, seconds }) => ({ 'x-tuco-timestamp': seconds, 'x-tuco-signature': hmac(secret, '', body).toString('hex') }),
			cannotTell: ['stale', 'future'],
		},
	],
	panel: { send: [], get: [], inbound: [], ask: ['fromLine'], wait: [] },
	registration: {
		room: 'many',
		fields: () => ({}),
		storedUrl: (url) => url,
		disturb: (call, { id }) => call({ method: 'PATCH', path: `/api/webhooks/${id}`, body: { isActive: false }, idempotent: true }),
		secret: 'each time',
	},
	ask: { fields: ({ lines }, line) => ({ fromLine: lines[line]?.id }), lineIn: ({ body }) => Object(body).fromLineId },
	messages: {
		comeWithTapbacks: false,
		areKeyed: false,
		lineOf: ({ id }) => id,
		reachGroups: false,
	},
	played: {
		heart: ({ id }) => ['/api/messages/react', { messageId: id, reaction: 'love' }],
		rateLimited: () => ({ error: 'Rate limit exceeded' }),
		errorIn200: { error: 'BlueBubbles error: connect ETIMEDOUT' },
		webhooks: '/api/webhooks',
		registration: (url) => ({ url, events: ['message.reaction'], name: 'Mine' }),
		secretIn: (answer) => String(Object(answer).secret),
		quirk: { payload: 'flat' },
		traffic: () => ({
			send: (text) => ({ path: '/api/messages', body: { recipientPhone: PERSON, message: text }, deliveries: 1 }),
			use: () => ({ method: 'GET', path: '/api/webhooks' }),
			list: '/api/lines/by-user',
		}),
	},
	documented: {
		payloads: [
			{
				event: 'message.reaction',
				timestamp: '2026-01-01T00:00:00.000Z',
				workspaceId: 'ws_1',
				messageId: '6a0000000000000000000001',
				leadId: 'lead_1',
				data: {
					reaction: 'love',
					emoji: null,
					action: 'added',
					messageId: '6a0000000000000000000002',
					direction: 'inbound',
					recipientPhone: '+12025550123',
				},
			},
			{
				event: 'message.reply',
				timestamp: '2026-01-01T00:00:00.000Z',
				messageId: '6a0000000000000000000003',
				message: 'Is there parking?',
				phone: '+12025550123',
				fromLineId: 'line_1',
				repliedAtUtc: '2026-01-01T00:00:00.000Z',
				data: {
					reply: { messageId: '6a0000000000000000000003', recipientPhone: '+12025550123', recipientEmail: null },
					attachmentUrls: ['https://media.example.com/1.png'],
				},
				lead: { email: null, phone: '+12025550123' },
			},
		],
		target: { messageId: '6a0000000000000000000002' },
		places: {
			target: PARTS.flatMap((part) => ['targetMessageId', 'originalMessageId', 'messageId'].map((name) => part + name)),
			reaction: PARTS.flatMap((part) => ['reaction', 'reactionType', 'type'].map((name) => part + name)),
			message: ['messageId', 'data.messageId', 'data.reply.messageId', 'message.messageId'],
		},
		secretOf: (key) => key,
		isProven({ body, secret, header }) {
			const received = header('x-tuco-signature');
			return [Buffer.from(body), rewritten(body)].some(
				(text) => text !== undefined && received === hmac(secret, '', Buffer.from(text)).toString('hex'),
			);
		},
	},
};
