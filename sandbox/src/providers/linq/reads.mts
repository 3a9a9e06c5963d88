import type { Context, Hono } from 'hono';
import { findConversation } from '../../model/account.mts';
import { seededUuid } from '../../model/ids.mts';
import { queryInteger } from '../../model/json.mts';
import type { Conversation, Message } from '../../model/message.mts';
import { findKept, keptMessages } from './ephemeral.mts';
import { linqError } from './errors.mts';
import { chatHandle, chatHandles, wireReaction } from './handles.mts';
import type { LinqState } from './state.mts';

const V3 = '/api/partner/v3';
const HEALTH = {
	status: 'HEALTHY',
	doc_url: 'https://docs.linqapp.com/guides/phone-numbers/phone-reputation',
};

/** Reads of lines, chats, messages and threads. Each part has its reactions. */
export function addReadRoutes(app: Hono, state: LinqState): void {
	const { account } = state;
	const phoneNumbers = (c: Context) =>
		c.json({
			phone_numbers: account.lines.map(({ id, number }) => ({
				id,
				phone_number: number,
				forwarding_number: null,
				reputation: HEALTH,
				health_status: HEALTH,
			})),
		});
	app.get(`${V3}/phone_numbers`, phoneNumbers);
	app.get(`${V3}/phonenumbers`, phoneNumbers);

	app.get(`${V3}/messages/:id`, (c) => {
		const message = findKept(state, c.req.param('id'));
		return message ? c.json(wireMessage(state, message)) : linqError(c, 2002);
	});
	app.get(`${V3}/messages/:id/thread`, (c) => {
		const root = findKept(state, c.req.param('id'));
		if (!root) return linqError(c, 2002);
		const thread = keptMessages(state).filter(({ id, replyTo }) => id === root.id || replyTo === root.id);
		const order = c.req.query('order') ?? 'asc';
		if (order !== 'asc' && order !== 'desc') return linqError(c, 1005);
		const ordered = order === 'asc' ? thread : thread.reverse();
		return page(c, 'messages', ordered, (message) => wireMessage(state, message));
	});
	app.get(`${V3}/chats`, (c) => {
		const { from, to } = c.req.query();
		const chats = account.conversations.filter(
			({ line, participants }) => (from === undefined || from === line) && (to === undefined || participants.includes(to)),
		);
		return page(c, 'chats', chats, (chat) => wireChat(state, chat));
	});
	app.get(`${V3}/chats/:id`, (c) => {
		const chat = findConversation(account, c.req.param('id'));
		return chat ? c.json(wireChat(state, chat)) : linqError(c, 2001);
	});
	app.get(`${V3}/chats/:id/messages`, (c) => {
		const chat = findConversation(account, c.req.param('id'));
		if (!chat) return linqError(c, 2001);
		const messages = keptMessages(state).filter(({ conversationId }) => conversationId === chat.id);
		return page(c, 'messages', messages.reverse(), (message) => wireMessage(state, message));
	});
}

/** A message as Linq's reads show it. */
export function wireMessage({ account }: LinqState, message: Message): Record<string, unknown> {
	const { id, conversationId, from, author, service, sentAt, replyTo } = message;
	return {
		id,
		chat_id: conversationId,
		created_at: sentAt,
		updated_at: sentAt,
		sent_at: sentAt,
		delivered_at: sentAt,
		read_at: null,
		delivery_status: from === 'human' ? 'received' : 'delivered',
		is_from_me: from === 'agent',
		is_delivered: true,
		is_read: false,
		from: author,
		from_handle: chatHandle(account, conversationId, author),
		parts: message.parts.map((_, index) => ({
			...wirePart(message, index),
			reactions: reactionsOn(message, index),
		})),
		reply_to: replyTo === undefined ? null : { message_id: replyTo, part_index: 0 },
		effect: null,
		service,
		preferred_service: null,
	};

	function reactionsOn({ tapbacks }: Message, index: number): Record<string, unknown>[] | null {
		const live = tapbacks.filter(({ partIndex }) => partIndex === index);
		if (live.length === 0) return null;
		return live.map((tapback) => ({
			handle: chatHandle(account, conversationId, tapback.actor),
			is_me: tapback.from === 'agent',
			...wireReaction(tapback),
		}));
	}
}

/** One part as Linq shows it, without its reactions, because webhooks have none. */
export function wirePart({ id, parts }: Message, index: number): Record<string, unknown> {
	const part = parts[index];
	if (part?.type !== 'image') return { type: 'text', value: part?.text ?? '', text_decorations: null };
	const media = { type: 'media', id: seededUuid(`linq:attachment:${id}:${index}`), filename: 'image.jpg' };
	return { ...media, mime_type: 'image/jpeg', size_bytes: 48_213, url: part.url };
}

/** A chat as Linq's reads show it. */
export function wireChat({ account }: LinqState, chat: Conversation): Record<string, unknown> {
	const { id, participants, isGroup, service } = chat;
	const sent = account.messages.flatMap(({ conversationId, sentAt }) => (conversationId === id ? [sentAt] : []));
	return {
		id,
		display_name: isGroup ? participants.join(', ') : null,
		handles: chatHandles(account, chat),
		health_status: HEALTH,
		is_archived: false,
		is_group: isGroup,
		service,
		created_at: sent[0] ?? '2026-01-01T00:00:00Z',
		updated_at: sent.at(-1) ?? '2026-01-01T00:00:00Z',
	};
}

// The cursor is an offset here; clients must not read it. Default and maximum of `limit` are the sandbox's choice.
function page<T>(c: Context, field: 'messages' | 'chats', entries: T[], wire: (entry: T) => Record<string, unknown>): Response {
	const limit = queryInteger(c.req.query('limit'), { fallback: 50, min: 1, max: 100 });
	const cursor = c.req.query('cursor');
	const offset = queryInteger(cursor && Buffer.from(cursor, 'base64url').toString(), {
		fallback: 0,
		min: 0,
		max: 1e9,
	});
	if (limit === undefined || offset === undefined) return linqError(c, 1005);
	const end = offset + limit;
	const next = end < entries.length ? Buffer.from(String(end)).toString('base64url') : null;
	return c.json({ [field]: entries.slice(offset, end).map(wire), next_cursor: next });
}
