import { UUID } from '../../model/formats';
import { defineProvider } from '../define-provider';
import { inkboxConversations } from './conversations';
import { ERROR_RULES, readError } from './errors';
import { inkboxMessages } from './messages';
import { EYES, buildReaction, parseReceipt, readLive, readMessage, readRecent } from './reactions';
import { createWebhook, findWebhook, listWebhooks, listIdentities, removeWebhook } from './registration';
import { parse, verify } from './webhook';

/*
 * Inkbox iMessage API. Sources: the vendor's Tapbacks, webhook and signing-key pages (inkbox.ai docs),
 * inkbox-ai/inkbox SDK 0.5.14 and files of 0.6.2 to 0.7. Details and open questions: docs/research/inkbox.md.
 */

export const inkbox = defineProvider({
	id: 'inkbox',
	name: 'Inkbox',
	defaultBaseUrl: 'https://inkbox.ai',
	credential: {
		fields: [
			{
				name: 'apiKey',
				displayName: 'API Key',
				description: 'An admin key, or the key of one agent identity',
				placeholder: 'e.g. ApiKey_...',
			},
		],
		headers: { 'X-API-Key': '{apiKey}' },
		test: { path: '/api/whoami', expects: 'auth_type' },
		webhookSecretHint:
			'The signing key of the agent identity, which Inkbox shows only once, when it creates the key; enter it with or without whsec_ in front',
	},
	capabilities: {
		sendEmoji: { level: 'partly', reason: 'The only emoji that Inkbox sends is 👀.' },
		receiveRemoved: { level: 'no', reason: 'Inkbox sends no event when a tapback is removed.' },
		receiveSticker: { level: 'no', reason: 'Inkbox sends no event for a sticker.' },
		receiveMessage: { level: 'partly', reason: 'Read from Inkbox by the message’s id: always the whole text, whichever part was tapped.' },
	},
	sendableEmoji: [EYES],
	removal: 'by-reaction-id',
	messageId: {
		pattern: UUID.pattern,
		description: 'an Inkbox message id is a UUID',
		placeholder: 'e.g. 11111111-2222-4333-8444-555555555504',
	},
	fields: [
		{
			name: 'identityId',
			usedBy: ['inbound', 'ask', 'wait'],
			// Each identity has one line.
			is: 'line',
			displayName: 'Agent Identity',
			description: 'The agent identity that has the conversations; empty means the only one that the key can see',
			placeholder: 'e.g. 11111111-2222-4333-8444-555555555510',
			choices: listIdentities,
			emptyChoice: 'None: The Key’s Only Identity',
			format: UUID,
		},
	],
	// 4 attempts take about 7 s. More would delay the refusal for a message that fell back to SMS: it is refused like one that
	// is too new, but never becomes ready.
	limits: { concurrent: 5, timeoutMs: 30_000, longestDelayMs: 8000, notReadyAttempts: 4 },
	errors: { read: readError, rules: ERROR_RULES },
	send: { build: buildReaction, parse: parseReceipt },
	read: readLive,
	readMessage,
	readRecent,
	webhook: { verify, parse },
	registration: { find: findWebhook, list: listWebhooks, create: createWebhook, remove: removeWebhook },
	messages: inkboxMessages,
	conversations: inkboxConversations,
});
