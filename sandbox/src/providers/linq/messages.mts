import type { Context, Hono } from 'hono';
import { addMessage, conversationWith, findConversation } from '../../model/account.mts';
import { freshUuid } from '../../model/ids.mts';
import { isRecord, textOf } from '../../model/json.mts';
import { keepNewest } from '../../model/keep-newest.mts';
import type { Conversation, Message, Part } from '../../model/message.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverMessage } from './webhook.mts';
import { linqError } from './errors.mts';
import { wireChat, wireMessage } from './reads.mts';
import type { LinqState } from './state.mts';

const V3 = '/api/partner/v3';

/** Sends text, media and link parts, into a chat or to one person. From the SDK's types, because the guides leave it out. */
export function addMessageRoutes(app: Hono, state: LinqState): void {
	app.post(`${V3}/chats/:id/messages`, async (c) => {
		const chat = findConversation(state.account, c.req.param('id'));
		if (!chat) return linqError(c, 2001);
		const sent = post(c, chat, await jsonBody(c));
		return sent instanceof Response ? sent : c.json({ chat_id: chat.id, message: wireSent(sent) }, 202);
	});

	app.post(`${V3}/chats`, async (c) => {
		const body = await jsonBody(c);
		const opened = open(c, body, isRecord(body) ? textOf(body.from) : undefined);
		if (opened instanceof Response) return opened;
		const sent = post(c, opened.conversation, body);
		return sent instanceof Response ? sent : c.json({ chat: { ...wireChat(state, opened.conversation), message: wireSent(sent) } }, 202);
	});

	// The line of the existing chat, otherwise the account's first line.
	app.post(`${V3}/messages`, async (c) => {
		const body = await jsonBody(c);
		const to = isRecord(body) && Array.isArray(body.to) ? textOf(body.to[0]) : undefined;
		const known = state.account.conversations.find(({ isGroup, participants }) => !isGroup && participants[0] === to);
		const opened = open(c, body, known?.line ?? state.account.lines[0]?.number);
		if (opened instanceof Response) return opened;
		const { conversation: chat, isNew } = opened;
		const sent = post(c, chat, body);
		if (sent instanceof Response) return sent;
		const { handles, is_group, service } = wireChat(state, chat);
		const selection = { reason: isNew ? 'new_chat' : 'existing_chat', reused_existing_chat: !isNew };
		const chosen = { created_new_chat: isNew, from: chat.line, from_selection: selection };
		return c.json({ chat_id: chat.id, ...chosen, handles, is_group, service, message: wireSent(sent) }, 202);
	});

	function open(c: Context, body: unknown, line: string | undefined): ReturnType<typeof conversationWith> | Response {
		if (!isRecord(body)) return linqError(c, 1003);
		const [participant, ...others]: unknown[] = Array.isArray(body.to) ? body.to : [];
		if (line === undefined || typeof participant !== 'string' || !isRecord(body.message)) return linqError(c, 1001);
		if (!state.account.lines.some(({ number }) => number === line)) return linqError(c, 2006);
		if (others.length > 0) return linqError(c, 1005, { message: 'The sandbox opens no groups' });
		if (!/^\+[1-9]\d{6,14}$|@/.test(participant)) return linqError(c, 1002);
		const opened = conversationWith(state.account, { line, participant, newId: freshUuid });
		if (opened.isNew) state.context.settingsChanged();
		return opened;
	}

	function post(c: Context, chat: Conversation, body: unknown): Message | Response {
		if (!isRecord(body)) return linqError(c, 1003);
		const { message: content } = body;
		if (!isRecord(content) || !Array.isArray(content.parts)) return linqError(c, 1001);
		const parts = content.parts.flatMap(parsePart);
		if (parts.length === 0 || parts.length !== content.parts.length) return linqError(c, 1005);
		const key = textOf(content.idempotency_key);
		const before = key === undefined ? undefined : state.sentByKey.get(key);
		// The response to a repeat is not documented; that nothing is sent twice is documented.
		if (before) return before;
		const message: Message = {
			id: freshUuid(),
			conversationId: chat.id,
			line: chat.line,
			from: 'agent',
			author: chat.line,
			service: chat.service,
			parts,
			tapbacks: [],
			sentAt: new Date(state.context.now()).toISOString(),
			replyTo: isRecord(content.reply_to) ? textOf(content.reply_to.message_id) : undefined,
		};
		addMessage(state.account, message);
		deliverMessage(state, message);
		if (key !== undefined) keepNewest(state.sentByKey, key, message);
		return message;
	}

	function wireSent(message: Message): Record<string, unknown> {
		return { ...wireMessage(state, message), delivery_status: 'queued', delivered_at: null };
	}
}

function parsePart(part: unknown): Part[] {
	if (!isRecord(part)) return [];
	const value = textOf(part.value);
	const url = textOf(part.url);
	if ((part.type === 'text' || part.type === 'link') && value !== undefined) return [{ type: 'text', text: value }];
	return part.type === 'media' && url !== undefined ? [{ type: 'image', url }] : [];
}
