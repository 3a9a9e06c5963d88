import { ONE_WORD } from '../../model/formats';
import { defineProvider } from '../define-provider';
import { tucoConversations } from './conversations';
import { ERROR_RULES, readError } from './errors';
import { tucoMessages } from './messages';
import { buildReaction, parseReceipt } from './reactions';
import { LINES_PATH, createWebhook, findWebhook, listWebhooks, listLines, removeWebhook } from './registration';
import { parse, verify } from './webhook';

/*
 * Tuco. Sources: the vendor's Send Reaction, message webhooks and errors pages (docs.tuco.ai), goforbg/tuco-docs (April 2026).
 * The payload of message.reaction is documented nowhere. Details and open questions: docs/research/tuco.md.
 */

export const tuco = defineProvider({
	id: 'tuco',
	name: 'Tuco',
	defaultBaseUrl: 'https://app.tuco.ai',
	credential: {
		fields: [
			{
				name: 'apiKey',
				displayName: 'API Key',
				description: 'The key of the workspace that has the messages',
				placeholder: 'e.g. the key from the Tuco dashboard',
			},
		],
		headers: { Authorization: 'Bearer {apiKey}' },
		test: { path: LINES_PATH, expects: 'lines' },
		webhookSecretHint: 'Tuco shows it once, as secret, when a webhook is created',
	},
	capabilities: {
		sendEmoji: { level: 'no', reason: 'Tuco’s API sends the six classic tapbacks only.' },
		sendPart: { level: 'no', reason: 'Tuco’s API always reacts to the first part of a message.' },
		remove: { level: 'partly', reason: 'Tuco removes a tapback when the same one is sent again, so the current tapback must be known.' },
		readLive: { level: 'no', reason: 'Tuco’s API doesn’t show the tapbacks on a message.' },
		receiveAdded: {
			level: 'partly',
			reason: 'Tuco mentions an event for tapbacks, but doesn’t document its content, so the raw payload is always included.',
		},
		receiveRemoved: {
			level: 'partly',
			reason: 'Tuco doesn’t document the event of a removal. An event that isn’t marked as one counts as added.',
		},
		receiveEmoji: { level: 'partly', reason: 'Emoji are recognized, but Tuco doesn’t document which field has them.' },
		receiveSticker: { level: 'no', reason: 'Tuco doesn’t mention stickers.' },
		receivePart: { level: 'no', reason: 'Tuco doesn’t say which part of a message was tapped.' },
		receiveTarget: { level: 'partly', reason: 'Tuco doesn’t document which field has the id of the message.' },
		receiveMessage: { level: 'no', reason: 'Tuco’s events have no text of the message, and its API has no request for one message.' },
	},
	removal: 'toggle',
	messageId: {
		pattern: /^[0-9a-f]{24}$/i,
		description: 'a Tuco message id has 24 hexadecimal digits',
		placeholder: 'e.g. 6a0000000000000000000001',
	},
	fields: [
		{
			name: 'fromLine',
			usedBy: ['ask'],
			is: 'line',
			displayName: 'From Line',
			description: 'The line that asks; empty means that Tuco takes its next line in turn, whose number the person may not know',
			placeholder: 'e.g. 6a0000000000000000000010',
			choices: listLines,
			emptyChoice: 'None: Tuco’s Next in Turn',
			format: ONE_WORD,
		},
	],
	// Tuco's relay responds only when the tapback is visible, after up to 60 s.
	limits: { concurrent: 4, timeoutMs: 100_000, longestDelayMs: 10_000 },
	errors: { read: readError, rules: ERROR_RULES },
	send: { build: buildReaction, parse: parseReceipt },
	webhook: { verify, parse, alwaysRaw: true },
	registration: { find: findWebhook, list: listWebhooks, create: createWebhook, remove: removeWebhook },
	messages: tucoMessages,
	conversations: tucoConversations,
});
