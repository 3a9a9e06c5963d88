import { PHONE_NUMBER, UUID } from '../../model/formats';
import { defineProvider } from '../define-provider';
import { linqConversations } from './conversations';
import { ERROR_RULES, readError } from './errors';
import { linqMessages } from './messages';
import { ROOT, buildReaction, parseReceipt, readLive, readMessage } from './reactions';
import { VERSION, createWebhook, findWebhook, listWebhooks, listLines, removeWebhook } from './registration';
import { parse, verify } from './webhook';

/*
 * Linq Partner API v3. Sources: the vendor's API reference v3 and guides (docs.linqapp.com),
 * npm @linqapp/sdk 0.28.2. Details and open questions: docs/research/linq.md.
 */

export const linq = defineProvider({
	id: 'linq',
	name: 'Linq',
	defaultBaseUrl: 'https://api.linqapp.com',
	credential: {
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
	capabilities: {},
	// Linq also accepts the removal of a tapback that isn't there.
	removal: 'read-first',
	messageId: {
		pattern: UUID.pattern,
		description: 'a Linq message id is a UUID',
		placeholder: 'e.g. 0f8fad5b-d9cb-469f-a165-70867728950e',
	},
	fields: [
		{
			name: 'lines',
			usedBy: ['inbound'],
			is: 'line',
			displayName: 'Lines',
			description: 'Only tapbacks on these phone numbers of the account; none means all',
			placeholder: 'e.g. +12025550123',
			choices: listLines,
			many: true,
			format: PHONE_NUMBER,
		},
		{
			name: 'fromNumber',
			usedBy: ['ask'],
			is: 'line',
			displayName: 'From Number',
			description: 'The line that asks; empty means that Linq chooses, first the line that has the conversation',
			placeholder: 'e.g. +12025550123',
			choices: listLines,
			emptyChoice: 'None: Linq Chooses',
			format: PHONE_NUMBER,
		},
	],
	limits: { concurrent: 10 },
	errors: { read: readError, rules: ERROR_RULES },
	send: { build: buildReaction, parse: parseReceipt },
	read: readLive,
	readMessage,
	webhook: { verify, parse, textFallback: { byDefault: false, needsMessages: true } },
	registration: { query: { version: VERSION }, find: findWebhook, list: listWebhooks, create: createWebhook, remove: removeWebhook },
	messages: linqMessages,
	conversations: linqConversations,
});
