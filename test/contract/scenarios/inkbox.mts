import type { ProviderOverview } from '../../../sandbox/src/index.mts';
import { isFresh } from '../../harness/contract/claim.mts';
import { hmac } from '../../harness/contract/hmac.mts';
import type { DocumentedError, Scenario } from './scenario.mts';

function row(status: number, words: string, means: DocumentedError['means'], advice: RegExp): DocumentedError {
	return { when: `${status} “${words}”`, status, body: { detail: words }, means, words, advice };
}

/** Each line has an identity. */
function identityOf({ identities }: ProviderOverview, line: number): string {
	const identity: unknown = Array.isArray(identities) ? identities[line] : undefined;
	if (typeof identity === 'object' && identity !== null && 'id' in identity) return String(identity.id);
	throw new Error('The sandbox shows no identity of Inkbox.');
}

const CONTACT_RULE = /contact rule/;

export const inkbox: Scenario = {
	quirks: {},
	sendFields: () => ({}),
	getFields: () => ({}),
	send: {
		outcome: 'applied',
		again: 'applied',
		goneAlready: 'unchanged',
		knowsPrevious: ['removed'],
		ids: ['reactionId'],
		emoji: { sendable: ['👀'], refused: ['🔥', '❤️', '👍🏽', '👁️'] },
		path: '/imessage/reactions',
	},
	isIdempotent: true,
	concurrentRequests: 5,
	// 1, 2 and 4 s of waiting: a message that fell back to SMS gets the same answer, and is never ready.
	notReadyAttempts: 4,
	emptyAnswer: 'BAD_ANSWER',
	unknownMessageId: '11111111-2222-4333-8444-555555555599',
	// The vendor says “yet”: it is the same answer as right after a send.
	smsMeans: 'TARGET_NOT_READY',
	errors: [
		row(400, 'This identity is not enabled for iMessage', 'NOT_ALLOWED', /Enable iMessage/),
		row(400, 'The target message cannot accept reactions yet', 'TARGET_NOT_READY', /few seconds/),
		row(401, 'Invalid or missing API key', 'AUTH_FAILED', /API Key in the credential/),
		{
			when: '403 with the contact rule',
			status: 403,
			body: { detail: { error: 'recipient_blocked', matched_rule_id: null, address: '+12025550123', reason: 'Blocked by a contact rule' } },
			means: 'NOT_ALLOWED',
			words: 'Blocked by a contact rule',
			providerCode: 'recipient_blocked',
			advice: CONTACT_RULE,
		},
		row(403, 'Recipient blocked by a contact rule', 'NOT_ALLOWED', CONTACT_RULE),
		row(403, 'Scope mismatch', 'NOT_ALLOWED', /admin key/),
		row(404, 'Message not found', 'TARGET_NOT_FOUND', /Check Message ID/),
		{
			when: '422 for a customer with an e-mail address',
			status: 422,
			body: { detail: 'recipient_not_e164' },
			means: 'TARGET_UNSUPPORTED',
			words: 'recipient_not_e164',
			providerCode: 'recipient_not_e164',
			advice: /e-mail address/,
		},
		row(409, 'The recipient is disconnected and must reconnect through the router', 'NOT_ALLOWED', /connect again/),
		{
			when: '422 with the list of a validation',
			status: 422,
			body: { detail: [{ loc: ['body', 'reaction'], msg: "Input should be 'love'", type: 'enum' }] },
			means: 'TARGET_UNSUPPORTED',
			words: "body.reaction: Input should be 'love'",
			advice: /one of the six/,
		},
		row(422, 'reaction: unknown value', 'TARGET_UNSUPPORTED', /one of the six/),
		row(422, 'part_index: the message has no such part', 'REFUSED', /the part index/),
		{
			when: '422 with an object',
			status: 422,
			body: { detail: { error: 'validation_error', field: 'message_id', message: 'Input should be a valid UUID' } },
			means: 'REFUSED',
			words: 'message_id: Input should be a valid UUID',
			providerCode: 'validation_error',
			advice: /parameters/,
		},
		{ ...row(429, 'Rate limit exceeded', 'RATE_LIMITED', /fewer at a time.*5 s/), headers: { 'Retry-After': '5' } },
		row(500, 'Internal Server Error', 'PROVIDER_FAILED', /try again later/),
		row(502, 'Upstream delivery failure', 'PROVIDER_FAILED', /safe/),
		{ ...row(200, 'Message not found', 'REFUSED', /nothing was done/), when: 'a 200 with an error inside' },
	],
	provoked: [
		{ title: 'an identity without iMessage', quirks: { imessageEnabled: false }, means: 'NOT_ALLOWED' },
		{ title: 'a contact rule', quirks: { contactRule: 'blocked' }, means: 'NOT_ALLOWED' },
		{ title: 'a customer with an e-mail address', quirks: { customer: 'email' }, means: 'TARGET_UNSUPPORTED' },
		{
			title: 'a customer with an e-mail address, as an object',
			quirks: { customer: 'email', detailShape: 'object' },
			means: 'TARGET_UNSUPPORTED',
		},
		{ title: 'a released assignment', quirks: { assignment: 'released' }, means: 'NOT_ALLOWED' },
		{ title: 'an SMS', quirks: {}, text: 'Is parking free?', means: 'TARGET_NOT_READY' },
		{
			title: 'the agent’s own message on a strict backend',
			quirks: { ownTargets: false },
			text: 'Yes, see you at seven.',
			means: 'TARGET_UNSUPPORTED',
		},
		{ title: 'a message another identity has', quirks: { keyScope: 'claimed' }, text: 'Hello, second line!', means: 'TARGET_NOT_FOUND' },
	],
	errorBody: (words) => ({ detail: words }),
	olderRefusals: [
		{
			title: 'a removal on an older backend',
			quirks: { removal: 'missing' },
			command: { action: 'remove', reaction: 'like' },
		},
		{ title: '👀 on an older backend', quirks: { eyes: false }, command: { reaction: 'emoji', emoji: '👀' } },
		{
			title: '👀 on an older backend that answers with a text',
			quirks: { eyes: false, detailShape: 'string' },
			command: { reaction: 'emoji', emoji: '👀' },
		},
		{
			title: '👀 on an older backend that answers with an object',
			quirks: { eyes: false, detailShape: 'object' },
			command: { reaction: 'emoji', emoji: '👀' },
		},
	],
	receive: {
		event: ({ id, conversationId }) => ({ messageId: id, partIndex: 0, conversationId, service: null, provenance: 'structured' }),
		variants: [],
		swaps: [{ title: 'added alone', quirks: {}, tells: [['added', 'like']] }],
		echo: {},
		isRetried: false,
		everyEvent: (overview) => ({ options: { agent_identity_id: identityOf(overview, 0) }, secretAt: 'signing_key' }),
	},
	signing: [
		{
			title: 'sha256=',
			headers: ['x-inkbox-request-id', 'x-inkbox-timestamp', 'x-inkbox-signature'],
			signsBody: true,
			signsTime: true,
			idHeader: 'x-inkbox-request-id',
			signs: ['x-inkbox-request-id', '.', 'x-inkbox-timestamp', '.', 'body'],
			sign: (body, { secret, seconds, id }) => ({
				'x-inkbox-request-id': id,
				'x-inkbox-timestamp': seconds,
				'x-inkbox-signature': `sha256=${hmac(secret.replace(/^whsec_/, ''), `${id}.${seconds}.`, body).toString('hex')}`,
			}),
			secondsOf: (headers) => Number(headers['x-inkbox-timestamp']),
			cannotTell: [],
		},
	],
	panel: { send: [], get: [], inbound: ['identityId'], ask: ['identityId'], wait: ['identityId'] },
	registration: {
		room: 'many',
		fields: (overview) => ({ identityId: identityOf(overview, 0) }),
		storedUrl: (url) => url,
		disturb: (call, { id }) =>
			call({
				method: 'PATCH',
				path: `/api/v1/webhooks/subscriptions/${id}`,
				body: { event_types: ['imessage.received'] },
				idempotent: true,
			}),
		secret: 'first time only',
		isOfOneLine: true,
		elsewhere: (overview) => ({ agent_identity_id: identityOf(overview, 1) }),
	},
	ask: {
		fields: (overview, line) => ({ identityId: identityOf(overview, line) }),
		lineIn: ({ query }) => query.agent_identity_id,
	},
	messages: {
		comeWithTapbacks: false,
		areKeyed: true,
		lineOf: ({ number }) => number,
		reachGroups: true,
		areListedBare: true,
		strangerMeans: { code: 'TARGET_NOT_FOUND', words: 'must text “connect”' },
	},
	played: {
		heart: ({ id }) => ['/api/v1/imessage/reactions', { message_id: id, reaction: 'love' }],
		rateLimited: () => ({ detail: 'Rate limit exceeded' }),
		errorIn200: { detail: 'Upstream delivery failure' },
		webhooks: '/api/v1/webhooks/subscriptions',
		registration: (url, overview) => ({
			agent_identity_id: identityOf(overview, 0),
			url,
			event_types: ['imessage.reaction_received'],
			context_config: { depth: 3 },
		}),
		secretIn: (answer) => String(Object(answer).signing_key),
		quirk: { detailShape: 'string' },
		traffic: ({ conversations }) => ({
			send: (text) => ({
				path: '/api/v1/imessage/messages',
				body: { conversation_id: conversations[0]?.id, text },
				deliveries: 1,
			}),
			use: () => ({ method: 'GET', path: '/api/v1/imessage/conversations' }),
			list: '/api/v1/imessage/messages',
		}),
	},
	documented: {
		payloads: [
			{
				id: 'evt_01',
				event_type: 'imessage.reaction_received',
				timestamp: '2026-07-04T00:07:00Z',
				data: {
					message: null,
					reaction: {
						id: '11111111-2222-4333-8444-555555555601',
						conversation_id: '11111111-2222-4333-8444-555555555502',
						assignment_id: null,
						target_message_id: '11111111-2222-4333-8444-555555555504',
						direction: 'inbound',
						reaction: 'custom',
						custom_emoji: '🌴',
						remote_number: '+12025550123',
						part_index: 0,
						created_at: '2026-07-04T00:05:00Z',
						updated_at: '2026-07-04T00:06:00Z',
					},
					contacts: [],
					agent_identities: [],
				},
			},
			{
				id: 'evt_02',
				event_type: 'imessage.received',
				timestamp: '2026-07-04T00:07:00Z',
				data: {
					message: {
						id: '11111111-2222-4333-8444-555555555504',
						conversation_id: '11111111-2222-4333-8444-555555555502',
						direction: 'inbound',
						remote_number: '+12025550123',
						sender_number: null,
						is_group: false,
						content: 'Is there parking?',
						service: 'imessage',
						media: [{ url: 'https://media.example.com/1.png', content_type: 'image/png' }],
						reply_to_message_id: '11111111-2222-4333-8444-555555555503',
						created_at: '2026-07-04T00:05:00Z',
					},
				},
			},
		],
		target: { messageId: '11111111-2222-4333-8444-555555555504', conversationId: '11111111-2222-4333-8444-555555555502' },
		places: { target: ['data.reaction.target_message_id'], reaction: ['data.reaction.reaction'], message: ['data.message.id'] },
		secretOf: (key) => `whsec_${key}`,
		isProven({ body, secret, header, now }) {
			const key = secret.replace(/^whsec_/, '');
			const [id, time] = [header('x-inkbox-request-id'), header('x-inkbox-timestamp')];
			if (key.trim() === '' || id === undefined || !isFresh(time, now)) return false;
			return header('x-inkbox-signature') === `sha256=${hmac(key, `${id}.${time}.`, body).toString('hex')}`;
		},
	},
};
