import type { Context, Hono } from 'hono';
import { findConversation, messageImages, messageText } from '../../model/account.mts';
import { queryInteger } from '../../model/json.mts';
import type { Conversation, Message, Tapback } from '../../model/message.mts';
import { agentPhoneError, invalid } from './errors.mts';
import { agentOfLine, isoNow, type AgentPhoneState } from './state.mts';
import { addressees, channelOf, groupId } from './wire.mts';

const CREATED_AT = '2026-01-01T00:00:00.000Z';
const MAX_LIMIT = 200;

/** Agents, numbers, usage, and conversations with their messages, newest first. */
export function addReadRoutes(app: Hono, state: AgentPhoneState): void {
	const { account } = state;
	app.get('/v1/agents', (c) =>
		page(
			c,
			state.agents.map((agent) => wireAgent(state, agent.id)),
		),
	);
	app.get('/v1/agents/:id', (c) => {
		const agent = wireAgent(state, c.req.param('id'));
		return agent ? c.json(agent) : agentPhoneError(c, state, 404, 'Agent not found');
	});
	app.get('/v1/numbers', (c) =>
		page(
			c,
			account.lines.map(({ id, number }) => ({
				id,
				phoneNumber: number,
				country: 'US',
				status: 'active',
				type: 'imessage',
				agentId: agentOfLine(state, number)?.id ?? null,
				createdAt: CREATED_AT,
			})),
		),
	);
	app.get('/v1/numbers/:id/messages', (c) => {
		const line = account.lines.find(({ id }) => id === c.req.param('id'));
		if (!line) return agentPhoneError(c, state, 404, 'Number not found');
		return messagePage(
			c,
			account.messages.filter((message) => message.line === line.number),
			(message) => thinMessage(state, message),
		);
	});
	app.get('/v1/usage', (c) => {
		const numbers = { used: account.lines.length, limit: 10, remaining: 10 - account.lines.length };
		const stats = { totalMessages: account.messages.length };
		return c.json({
			plan: { name: 'sandbox' },
			numbers,
			stats,
			periodStart: CREATED_AT,
			periodEnd: isoNow(state),
		});
	});
	app.get('/v1/conversations', (c) => {
		const wanted = account.conversations.map((conversation) => wireConversation(state, conversation));
		return page(c, wanted);
	});
	app.get('/v1/conversations/:id', (c) => {
		const conversation = findConversation(account, c.req.param('id'));
		if (!conversation) return agentPhoneError(c, state, 404, 'Conversation not found');
		const limit = queryInteger(c.req.query('message_limit'), { fallback: 50, min: 1, max: MAX_LIMIT });
		if (limit === undefined) return invalid(c, ['query', 'message_limit'], `Input should be between 1 and ${MAX_LIMIT}`);
		const messages = messagesOf(state, conversation).reverse().slice(0, limit);
		return c.json({
			...wireConversation(state, conversation),
			messages: messages.map((message) => wireMessage(state, message)),
		});
	});
	app.get('/v1/conversations/:id/messages', (c) => {
		const conversation = findConversation(account, c.req.param('id'));
		if (!conversation) return agentPhoneError(c, state, 404, 'Conversation not found');
		return messagePage(c, messagesOf(state, conversation), (message) => wireMessage(state, message));
	});
}

function wireAgent({ agents }: AgentPhoneState, id: string): Record<string, unknown> | undefined {
	const agent = agents.find((candidate) => candidate.id === id);
	if (!agent) return undefined;
	const { name, line } = agent;
	const numbers = [{ id: line.id, phoneNumber: line.number, status: 'active', type: 'imessage' }];
	return {
		id,
		name,
		description: null,
		voiceMode: 'webhook',
		enableMessaging: true,
		voice: 'default',
		createdAt: CREATED_AT,
		numbers,
	};
}

function wireConversation(state: AgentPhoneState, conversation: Conversation): Record<string, unknown> {
	const { id, line, participants, isGroup } = conversation;
	const messages = messagesOf(state, conversation);
	const last = messages.at(-1);
	return {
		id,
		agentId: agentOfLine(state, line)?.id ?? null,
		phoneNumberId: state.account.lines.find(({ number }) => number === line)?.id ?? '',
		phoneNumber: line,
		participant: isGroup ? groupId(conversation) : (participants[0] ?? ''),
		isGroup,
		groupId: isGroup ? groupId(conversation) : null,
		groupName: null,
		participants: isGroup ? participants.map((identifier) => ({ identifier, name: null })) : null,
		lastMessageAt: last?.sentAt ?? CREATED_AT,
		lastMessagePreview: last ? messageText(last) : '',
		messageCount: messages.length,
		metadata: null,
		createdAt: messages[0]?.sentAt ?? CREATED_AT,
	};
}

function messagesOf({ account }: AgentPhoneState, { id }: Conversation): Message[] {
	return account.messages.filter(({ conversationId }) => conversationId === id);
}

function wireMessage(state: AgentPhoneState, message: Message): Record<string, unknown> {
	const { id, from, author, service, sentAt, tapbacks } = message;
	const images = messageImages(message);
	return {
		id,
		body: messageText(message),
		...addressees(state, message),
		direction: from === 'human' ? 'inbound' : 'outbound',
		senderIdentifier: author,
		channel: channelOf(service),
		mediaUrl: images[0] ?? null,
		mediaUrls: images,
		receivedAt: sentAt,
		reactions: tapbacks.map(wireReaction),
		replyTo: null,
	};
}

function wireReaction({ id, reaction, emoji, actor, from, at }: Tapback): Record<string, string> {
	const reactionType = reaction === 'emoji' ? (emoji ?? '') : reaction;
	return {
		id,
		reactionType,
		fromNumber: actor,
		direction: from === 'human' ? 'inbound' : 'outbound',
		createdAt: at,
	};
}

function thinMessage(state: AgentPhoneState, message: Message): Record<string, unknown> {
	const { fromNumber, toNumber } = addressees(state, message);
	const { id, from, service, sentAt } = message;
	return {
		id,
		from: fromNumber,
		to: toNumber,
		body: messageText(message),
		direction: from === 'human' ? 'inbound' : 'outbound',
		channel: channelOf(service),
		receivedAt: sentAt,
	};
}

function messagePage(c: Context, messages: Message[], wire: (message: Message) => Record<string, unknown>): Response {
	const limit = queryInteger(c.req.query('limit'), { fallback: 50, min: 1, max: MAX_LIMIT });
	if (limit === undefined) return invalid(c, ['query', 'limit'], `Input should be between 1 and ${MAX_LIMIT}`);
	const { before, after } = c.req.query();
	const within = messages.filter(({ sentAt }) => {
		const time = Date.parse(sentAt);
		return (before === undefined || time < Date.parse(before)) && (after === undefined || time > Date.parse(after));
	});
	const data = within.reverse().slice(0, limit).map(wire);
	return c.json({ data, hasMore: within.length > limit });
}

function page(c: Context, entries: unknown[]): Response {
	const limit = queryInteger(c.req.query('limit'), { fallback: 20, min: 1, max: 100 });
	if (limit === undefined) return invalid(c, ['query', 'limit'], 'Input should be between 1 and 100');
	const offset = queryInteger(c.req.query('offset'), { fallback: 0, min: 0, max: 1e9 });
	if (offset === undefined) return invalid(c, ['query', 'offset'], 'Input should be greater than or equal to 0');
	const end = offset + limit;
	return c.json({ data: entries.slice(offset, end), hasMore: end < entries.length, total: entries.length });
}
