import { z } from 'zod';

import type { ApiClient } from '../../../core/http/types.ts';
import { isClassicReaction } from '../../../core/model/reaction.ts';
import { defineProvider } from '../../../core/providers/define-provider.ts';
import * as signature from '../../../core/webhook/signature.ts';
import { LIVE } from './made-up-event.mts';

const eventSchema = z.object({ id: z.string(), type: z.literal('reaction'), kind: z.string(), message: z.string(), by: z.string() });
const webhooksSchema = z.array(z.object({ id: z.string(), url: z.string() }));

async function listLofts() {
	return [{ value: 'north', label: 'North' }];
}

async function readPerches(call: ApiClient) {
	const { json } = await call({ method: 'GET', path: '/perches', idempotent: true });
	return webhooksSchema.parse(json);
}

/** A vendor with limits, words and fields that no other has. */
export const pigeon = defineProvider({
	id: 'pigeon',
	name: 'Pigeon Post',
	defaultBaseUrl: 'https://api.pigeon.example',
	credential: {
		fields: [{ name: 'ringNumber', displayName: 'Ring Number', description: 'The pigeon’s', placeholder: 'e.g. it\'s on the "ring"' }],
		headers: { 'X-Ring': 'ring {ringNumber}' },
		test: { path: '/loft', expects: 'pigeons' },
		webhookSecretHint: "It's in the loft \\ on a note",
	},
	capabilities: { sendEmoji: { level: 'no', reason: 'Pigeons carry no emoji.' } },
	messageId: { pattern: /^note-\d+$/, description: 'a note has a number', placeholder: 'e.g. note-1' },
	fields: [
		{
			name: 'loft',
			usedBy: ['send'],
			is: 'line',
			displayName: 'Loft',
			description: 'Where it starts',
			placeholder: 'e.g. north',
			required: true,
			choices: listLofts,
		},
		{
			name: 'roof',
			usedBy: ['get'],
			displayName: 'Roof',
			description: 'Where it sits',
			placeholder: 'e.g. red',
		},
		{
			name: 'lofts',
			usedBy: ['inbound'],
			is: 'line',
			displayName: 'Lofts',
			description: 'Where it lands',
			placeholder: 'e.g. south',
			choices: listLofts,
			many: true,
		},
	],
	limits: { concurrent: 1, timeoutMs: 5000, attempts: 2, firstDelayMs: 10, longestDelayMs: 10 },
	errors: { read: () => undefined, rules: [{ status: 418, code: 'TARGET_NOT_READY', hint: 'It is still in the air.' }] },
	send: {
		build: ({ action, messageId, reaction, fields }) => ({
			method: 'PUT',
			path: `/notes/${messageId}`,
			body: { action, kind: reaction.type, loft: fields.loft },
			idempotent: true,
		}),
		parse: () => ({ outcome: 'accepted', traceId: 'feather' }),
	},
	async read(call, { messageId }) {
		const { json } = await call({ method: 'GET', path: `/notes/${messageId}`, idempotent: true });
		const { kinds } = z.object({ kinds: z.array(z.string()) }).parse(json);
		const tapbacks = kinds.filter(isClassicReaction).map((type) => ({
			...LIVE,
			...{ reaction: { type }, messageId, actor: null, isFromMe: true },
		}));
		return { tapbacks };
	},
	webhook: {
		verify(delivery, { secret }) {
			const expected = signature.hmacSha256(signature.keyOfText(secret), signature.requireRawBody(delivery));
			if (!signature.matchesHex(expected, signature.requireHeader(delivery.headers, 'x-seal')))
				throw signature.notVerified('The seal is broken.');
		},
		parse(payload) {
			const { data } = eventSchema.safeParse(payload);
			return (
				data && {
					eventId: data.id,
					action: 'added',
					reaction: isClassicReaction(data.kind) ? { type: data.kind } : { type: 'unknown', name: data.kind },
					messageId: data.message,
					partIndex: null,
					actor: data.by,
					isFromMe: false,
					conversationId: null,
					service: null,
					line: null,
					occurredAt: null,
					provenance: 'structured',
					target: null,
				}
			);
		},
		textFallback: { byDefault: true },
	},
	registration: {
		async find(call, { url }) {
			const perches = await readPerches(call);
			return { own: perches.filter((perch) => perch.url === url).map(({ id }) => ({ id, current: true })) };
		},
		list: readPerches,
		async create(call, { url, newSecret }) {
			const secret = newSecret();
			const { json } = await call({ method: 'POST', path: '/perches', body: { url, secret }, idempotent: false });
			return { id: z.object({ id: z.string() }).parse(json).id, secret };
		},
		remove: async (call, _spec, id) => void (await call({ method: 'DELETE', path: `/perches/${id}`, idempotent: true })),
	},
	messages: {
		addressedBy: 'recipient',
		mostMedia: 0,
		errorRules: [],
		build: ({ text, to }) => ({ method: 'POST', path: '/notes', body: { text, to }, idempotent: false }),
		parse: ({ json }) => ({ outcome: 'accepted', messageId: z.object({ id: z.string() }).parse(json).id, conversationId: null }),
		parseMessage: () => undefined,
	},
});
