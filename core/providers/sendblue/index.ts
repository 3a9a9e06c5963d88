import { ONE_WORD, PHONE_NUMBER } from '../../model/formats';
import { defineProvider } from '../define-provider';
import { sendblueConversations } from './conversations';
import { ERROR_RULES, readError } from './errors';
import { sendblueMessages } from './messages';
import { buildReaction, parseReceipt, readConversation } from './reactions';
import { WEBHOOKS_PATH, createWebhook, findWebhook, listWebhooks, listLines, removeWebhook } from './registration';
import { parse, verify } from './webhook';

/*
 * Sendblue. Sources: the vendor's Reactions API page (docs.sendblue.com), npm sendblue 3.17.0,
 * sendblue-api/chat-adapter-sendblue, live captures of AmirAlsad/sendblue-ai-agent (May 2026).
 * Details and open questions: docs/research/sendblue.md.
 */

export const sendblue = defineProvider({
	id: 'sendblue',
	name: 'Sendblue',
	defaultBaseUrl: 'https://api.sendblue.co',
	credential: {
		fields: [
			{
				name: 'apiKeyId',
				displayName: 'API Key ID',
				description: 'The ID of the key pair, sent as sb-api-key-id',
				placeholder: 'e.g. the API key from the Sendblue dashboard',
			},
			{
				name: 'apiSecretKey',
				displayName: 'API Secret Key',
				description: 'The secret of the key pair, sent as sb-api-secret-key',
				placeholder: 'e.g. the API secret from the Sendblue dashboard',
			},
		],
		headers: { 'sb-api-key-id': '{apiKeyId}', 'sb-api-secret-key': '{apiSecretKey}' },
		test: { path: WEBHOOKS_PATH, expects: 'webhooks' },
		webhookSecretHint: 'You choose it yourself when you register a webhook at Sendblue: its secret, or the account’s globalSecret',
	},
	capabilities: {
		sendEmoji: { level: 'partly', reason: 'Newer accounts and lines send any emoji, others refuse it.' },
		remove: { level: 'partly', reason: 'Newer accounts and lines can remove a tapback, others refuse it.' },
		readLive: { level: 'no', reason: 'Sendblue’s API doesn’t show the tapbacks on a message.' },
		receiveAdded: {
			level: 'partly',
			reason:
				'Tapbacks arrive as text messages like Loved “See you”, in the language of the sender’s phone. Rarer languages are not recognized.',
		},
		receiveRemoved: {
			level: 'partly',
			reason: 'Recognized in text, like Removed a heart from “See you”. Sendblue doesn’t promise to deliver such a text.',
		},
		receiveEmoji: { level: 'partly', reason: 'Recognized in text, like Reacted 🔥 to “See you”.' },
		receiveSticker: {
			level: 'partly',
			reason: 'Recognized in English text, which doesn’t say which sticker it was. Sendblue doesn’t promise to deliver such a text.',
		},
		receivePart: { level: 'no', reason: 'The text doesn’t say which part of a message was tapped.' },
		receiveTarget: { level: 'no', reason: 'The text quotes the message, but doesn’t contain its id. The id is looked up where possible.' },
		receiveMessage: {
			level: 'partly',
			reason:
				'Found by its quote among the last 100 messages of the conversation. If several messages fit, all are listed. A picture is not found.',
		},
	},
	messageId: {
		pattern: ONE_WORD.pattern,
		description: 'a Sendblue message id is the message_handle of a received message',
		placeholder: 'e.g. 5D1F6C0A-0000-4000-8000-0000000000AA',
	},
	fields: [
		{
			name: 'fromNumber',
			usedBy: ['send', 'ask'],
			is: 'line',
			displayName: 'From Number',
			description: 'The line of the account that has the conversation',
			placeholder: 'e.g. +12025550199',
			required: true,
			choices: listLines,
			format: PHONE_NUMBER,
		},
		{
			name: 'lines',
			usedBy: ['inbound'],
			is: 'line',
			displayName: 'Lines',
			description: 'Only tapbacks on these phone numbers of the account; none means all',
			placeholder: 'e.g. +12025550199',
			choices: listLines,
			many: true,
			format: PHONE_NUMBER,
		},
	],
	limits: { concurrent: 4 },
	errors: { read: readError, rules: ERROR_RULES },
	send: { build: buildReaction, parse: parseReceipt },
	readConversation,
	webhook: { verify, parse, textFallback: { byDefault: true } },
	registration: { find: findWebhook, list: listWebhooks, create: createWebhook, remove: removeWebhook },
	messages: sendblueMessages,
	conversations: sendblueConversations,
});
