import { createHmac } from 'node:crypto';

import type { Connection } from '../../../core/http/client.ts';
import { TapbackError } from '../../../core/model/errors.ts';
import {
	type ProviderResponse,
	type ApiClient,
	type HttpRequest,
	type HttpResponse,
	TransportError,
	type TransportRequest,
} from '../../../core/http/types.ts';
import { createPacer } from '../../../core/http/pacer.ts';
import { WHOLLY } from '../../../core/providers/capability.ts';
import type { Provider } from '../../../core/providers/provider.ts';

export const NOW = Date.UTC(2026, 0, 1);

/** A vendor that exists in these tests only; it can do everything. */
export function madeUp(changes: Partial<Provider> = {}): Provider {
	return {
		id: 'madeup',
		name: 'Madeup',
		defaultBaseUrl: 'https://api.madeup.example',
		credential: {
			typeName: 'madeUpTapbackApi',
			displayName: 'Madeup Tapback API',
			fields: [{ name: 'apiKey', displayName: 'API Key', description: 'The key', placeholder: 'e.g. the key' }],
			headers: { Authorization: 'Bearer {apiKey}' },
			test: { path: '/me', expects: 'id' },
			webhookSecretHint: 'Madeup shows it once',
		},
		capabilities: WHOLLY,
		removal: 'request',
		messageId: { pattern: /^m\d+$/, description: 'a Madeup message id is an m and a number', placeholder: 'e.g. m1' },
		fields: { send: [], get: [], inbound: [], ask: [], wait: [] },
		limits: { concurrent: 4, timeoutMs: 5000, attempts: 3, firstDelayMs: 1000, longestDelayMs: 8000 },
		errors: { read: () => undefined, rules: [] },
		send: {
			build: ({ action, messageId, reaction }) => ({
				method: 'POST',
				path: `/messages/${messageId}/tapback`,
				body: { action, reaction: reaction.type },
				idempotent: true,
			}),
			parse: () => ({ outcome: 'applied' }),
		},
		read: async () => ({ tapbacks: [] }),
		webhook: {
			verify({ rawBody, headers }, { secret }) {
				const expected = createHmac('sha256', secret)
					.update(rawBody ?? '')
					.digest('hex');
				if (headers.signature !== expected) throw new TapbackError('NOT_VERIFIED', 'The signature does not fit.');
			},
			parse: () => undefined,
		},
		registration: { find: async () => ({ own: [] }), create: async () => ({ id: 'h1', secret: 's1' }), remove: async () => {} },
		messages: {
			addressedBy: 'either',
			mostMedia: 1,
			errorRules: [],
			build: ({ text, to }) => ({ method: 'POST', path: '/messages', body: { text, to }, idempotent: false }),
			parse: () => ({ outcome: 'accepted', messageId: 'm1', conversationId: null }),
			parseMessage: () => undefined,
		},
		...changes,
	};
}

/** The result of one attempt: a response, or a break before or after the request arrived. */
export type Reply = Partial<HttpResponse> | TransportError;

export const ok = (json: unknown = {}): Reply => ({ body: JSON.stringify(json) });
export const refusedConnection = () => new TransportError('the connection was refused', 'no');
export const lostAnswer = () => new TransportError('nothing came within 5 s', 'maybe');

/** A connection that plays its replies in order, then succeeds; its clock moves only by its pauses. */
export function scriptedConnection(replies: Reply[] = [], changes: Partial<Connection> = {}) {
	const sent: TransportRequest[] = [];
	const pauses: number[] = [];
	let skippedMs = 0;
	const io = {
		now: () => NOW + skippedMs,
		async sleep(ms: number) {
			pauses.push(ms);
			skippedMs += ms;
		},
		random: () => 0.5,
	};
	const connection: Connection = {
		...io,
		baseUrl: 'https://api.madeup.example',
		secrets: ['key-12345'],
		pacer: createPacer({ concurrent: 4, ...io, sleep: async (ms) => void (skippedMs += ms) }),
		async transport(request) {
			sent.push(request);
			const reply = replies[sent.length - 1] ?? ok();
			if (reply instanceof TransportError) throw reply;
			return { status: 200, headers: {}, body: '{}', ...reply };
		},
		...changes,
	};
	return { connection, sent, pauses };
}

/** A provider's API that gives its answers in order, and keeps what it was asked. */
export function scriptedCall(...answers: Array<Partial<ProviderResponse> | TapbackError>): { call: ApiClient; requests: HttpRequest[] } {
	const requests: HttpRequest[] = [];
	return {
		requests,
		async call(request) {
			const answer = answers[requests.push(request) - 1] ?? {};
			if (answer instanceof TapbackError) throw answer;
			return { status: 200, headers: {}, json: {}, ...answer };
		},
	};
}
