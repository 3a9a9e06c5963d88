import type { Context, Hono } from 'hono';
import { findConversation, findMessage, messageImages, messageText } from '../../model/account.mts';
import { queryInteger } from '../../model/json.mts';
import type { Conversation, Message } from '../../model/message.mts';
import { inkboxError, invalid } from './errors.mts';
import { identityOfLine, visibleIdentities, type InkboxState } from './state.mts';
import { assignmentId, wireReaction } from './wire.mts';

/** Reads of messages with their live sets, conversations and assignments: bare arrays, newest first. */
export function addReadRoutes(app: Hono, state: InkboxState): void {
	const { account } = state;
	const visibleConversations = () =>
		account.conversations.filter(({ line }) => visibleIdentities(state).some((identity) => identity.line.number === line));

	app.get('/api/v1/imessage/messages', (c) => {
		const query = c.req.query();
		const includesGroups = query.include_groups === 'true';
		const wanted = new Set(
			visibleConversations()
				.filter(({ id }) => query.conversation_id === undefined || query.conversation_id === id)
				.filter(({ line }) => {
					const owner = identityOfLine(state, line)?.id;
					return query.agent_identity_id === undefined || query.agent_identity_id === owner;
				})
				.filter(({ isGroup }) => includesGroups || !isGroup)
				.map(({ id }) => id),
		);
		const messages = account.messages
			.filter(({ conversationId }) => wanted.has(conversationId))
			.filter(({ sentAt }) => isWithin(sentAt, query.start_datetime, query.end_datetime))
			.filter(({ from }) => query.is_read === undefined || query.is_read === String(from === 'agent'))
			.filter(() => query.is_blocked !== 'true');
		return page(c, state, messages.reverse(), (message) => wireMessage(state, message));
	});
	app.get('/api/v1/imessage/messages/:id', (c) => {
		const message = visibleMessage(state, c.req.param('id'));
		const owner = message && identityOfLine(state, message.line)?.id;
		const isOwners = (c.req.query('agent_identity_id') ?? owner) === owner;
		return message && isOwners ? c.json(wireMessage(state, message)) : inkboxError(c, 404, 'Message not found');
	});
	app.get('/api/v1/imessage/conversations', (c) =>
		page(c, state, visibleConversations(), (conversation) => wireConversation(state, conversation)),
	);
	app.get('/api/v1/imessage/conversations/:id', (c) => {
		const conversation = visibleConversations().find(({ id }) => id === c.req.param('id'));
		return conversation ? c.json(wireConversation(state, conversation)) : inkboxError(c, 404, 'Conversation not found');
	});
	app.get('/api/v1/imessage/assignments', (c) => {
		const direct = visibleConversations().filter(({ isGroup }) => !isGroup);
		return page(c, state, direct, ({ id, line, participants }) => ({
			id: assignmentId(account, id),
			agent_identity_id: identityOfLine(state, line)?.id ?? null,
			conversation_id: id,
			remote_number: participants[0] ?? null,
			status: state.quirks.get('assignment'),
		}));
	});
}

/** A message that this key may see. The case of the id doesn't matter. */
export function visibleMessage(state: InkboxState, id: string): Message | undefined {
	const message = findMessage(state.account, id.toLowerCase());
	return visibleIdentities(state).some(({ line }) => line.number === message?.line) ? message : undefined;
}

/** A message as Inkbox's list shows it. */
export function wireMessage({ account }: InkboxState, message: Message): Record<string, unknown> {
	const { id, conversationId, from, author, service, sentAt, tapbacks } = message;
	const conversation = findConversation(account, conversationId);
	const isGroup = conversation?.isGroup ?? false;
	const images = messageImages(message);
	return {
		id,
		conversation_id: conversationId,
		assignment_id: assignmentId(account, conversationId),
		direction: from === 'human' ? 'inbound' : 'outbound',
		remote_number: from === 'human' ? author : (conversation?.participants[0] ?? null),
		sender_number: author,
		participants: isGroup ? (conversation?.participants ?? []) : null,
		is_group: isGroup,
		content: messageText(message),
		message_type: 'message',
		service: service.toLowerCase(),
		send_style: null,
		media: images.length === 0 ? null : images.map((url) => ({ url, content_type: 'image/jpeg', size: 48_213 })),
		was_downgraded: service === 'SMS',
		status: from === 'human' ? 'received' : 'delivered',
		error_code: null,
		error_message: null,
		is_read: from === 'agent',
		is_blocked: false,
		reply_to_message_id: message.replyTo ?? null,
		thread_id: null,
		thread_root_message_id: null,
		recipients: null,
		reactions: tapbacks.length === 0 ? null : tapbacks.map((tapback) => wireReaction(account, message, tapback)),
		created_at: sentAt,
		updated_at: sentAt,
	};
}

function wireConversation(state: InkboxState, conversation: Conversation): Record<string, unknown> {
	const { id, line, participants, isGroup } = conversation;
	return {
		id,
		agent_identity_id: identityOfLine(state, line)?.id ?? null,
		assignment_id: assignmentId(state.account, id),
		assignment_status: isGroup ? null : state.quirks.get('assignment'),
		remote_number: isGroup ? null : (participants[0] ?? null),
		participants: isGroup ? participants : null,
		is_group: isGroup,
	};
}

function isWithin(at: string, from: string | undefined, to: string | undefined): boolean {
	const time = Date.parse(at);
	return (from === undefined || time >= Date.parse(from)) && (to === undefined || time <= Date.parse(to));
}

function page<T>(c: Context, state: InkboxState, entries: T[], wire: (entry: T) => Record<string, unknown>): Response {
	const limit = queryInteger(c.req.query('limit'), { fallback: 50, min: 1, max: 200 });
	if (limit === undefined) return invalid(c, state, 'limit', 'Input should be between 1 and 200');
	const offset = queryInteger(c.req.query('offset'), { fallback: 0, min: 0, max: 1e9 });
	if (offset === undefined) return invalid(c, state, 'offset', 'Input should be greater than or equal to 0');
	return c.json(entries.slice(offset, offset + limit).map(wire));
}
