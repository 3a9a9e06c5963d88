import { ONE_WORD } from '../../model/formats';
import { defineProvider } from '../define-provider';
import { agentphoneConversations } from './conversations';
import { ERROR_RULES, readError } from './errors';
import { agentphoneMessages } from './messages';
import { buildReaction, parseReceipt, readLive } from './reactions';
import { createWebhook, findWebhook, listAgents, listLines, removeWebhook } from './registration';
import { parse, verify } from './webhook';

/*
 * AgentPhone REST v1. Sources: the vendor's API reference and guides (docs.agentphone.ai), its OpenAPI
 * document, npm agentphone 1.0.17. Details and open questions: docs/research/agentphone.md.
 */

export const agentphone = defineProvider({
	id: 'agentphone',
	name: 'AgentPhone',
	defaultBaseUrl: 'https://api.agentphone.ai',
	credential: {
		typeName: 'agentPhoneTapbackApi',
		fields: [
			{
				name: 'apiKey',
				displayName: 'API Key',
				description: 'The API key of your AgentPhone account',
				placeholder: 'e.g. the key from the AgentPhone dashboard',
			},
		],
		headers: { Authorization: 'Bearer {apiKey}' },
		test: { path: '/v1/agents?limit=1', expects: 'data' },
		webhookSecretHint: 'AgentPhone shows it when a webhook is saved, and creates a new one each time; it starts with whsec_',
	},
	capabilities: {
		sendEmoji: { level: 'partly', reason: 'AgentPhone sends emoji on its newer lines only, and the recipient needs macOS 14 or iOS 17.' },
		sendPart: {
			level: 'no',
			reason: 'AgentPhone has no parts: each image of a carousel is a message with its own id, so react to that message.',
		},
		remove: { level: 'no', reason: 'AgentPhone’s API has no request for removing a tapback, but another tapback replaces it.' },
		readLive: {
			level: 'partly',
			reason: 'AgentPhone lists tapbacks by conversation, so Conversation ID is needed. It may still list removed tapbacks.',
		},
		receiveRemoved: { level: 'no', reason: 'AgentPhone sends no event when a tapback is removed.' },
		receiveEmoji: {
			level: 'partly',
			reason: 'AgentPhone documents events for the six only. If it sends one for an emoji, it is received.',
		},
		receiveSticker: { level: 'no', reason: 'AgentPhone sends no event for a sticker.' },
		receivePart: { level: 'no', reason: 'AgentPhone doesn’t say which part of a message was tapped.' },
		receiveMessage: { level: 'partly', reason: 'AgentPhone’s event has the text of the message, but not its author or time.' },
	},
	messageId: { pattern: ONE_WORD.pattern, description: 'an AgentPhone message id is one word', placeholder: 'e.g. msg_0000000001' },
	fields: [
		{
			name: 'conversationId',
			usedBy: ['get'],
			displayName: 'Conversation ID',
			description: 'The conversation that has the message, because AgentPhone can’t read a message by its id alone',
			placeholder: 'e.g. conv_0000000001',
			required: true,
			format: ONE_WORD,
		},
		{
			name: 'agentId',
			usedBy: ['inbound'],
			displayName: 'Agent',
			description:
				'The agent whose events are received; all of them are then sent here, and none to the account’s webhook; empty means the account’s webhook',
			placeholder: 'e.g. agt_0000000001',
			choices: listAgents,
			emptyChoice: 'None: The Account’s Webhook',
			format: ONE_WORD,
		},
		{
			name: 'fromNumber',
			usedBy: ['ask'],
			is: 'line',
			displayName: 'From Number',
			description: 'The line that has the conversation, by its number or its ID',
			placeholder: 'e.g. +12025550199',
			required: true,
			choices: listLines,
			format: ONE_WORD,
		},
	],
	limits: { concurrent: 5, attempts: 3 },
	errors: { read: readError, rules: ERROR_RULES },
	send: { build: buildReaction, parse: parseReceipt },
	read: readLive,
	webhook: { verify, parse, textFallback: { byDefault: false } },
	registration: { find: findWebhook, create: createWebhook, remove: removeWebhook },
	messages: agentphoneMessages,
	conversations: agentphoneConversations,
});
