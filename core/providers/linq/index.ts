import { PHONE_NUMBER, UUID } from '../../model/formats';
import type { Provider } from '../provider';
import { linqConversations } from './conversations';
import { ERROR_RULES, readError } from './errors';
import { linqMessages } from './messages';
import { ROOT, buildReaction, readLive, readMessage, receiptSchema } from './reactions';
import { VERSION, createHook, findHook, listHooks, listLines, removeHook } from './registration';
import { parse, verify } from './webhook';

/*
 * Linq Partner API v3. Sources: the vendor's API reference v3 and guides (docs.linqapp.com),
 * npm @linqapp/sdk 0.28.2. Details and open questions: docs/research/linq.md.
 */

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
	errors: { read: readError, rules: ERROR_RULES },
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
	conversations: linqConversations,
};
