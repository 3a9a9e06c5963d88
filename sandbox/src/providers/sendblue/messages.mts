import type { Hono } from 'hono';
import type { Context } from 'hono';
import { addMessage, conversationWith, findConversation } from '../../model/account.mts';
import { freshUuid } from '../../model/ids.mts';
import { isRecord, textOf } from '../../model/json.mts';
import type { Conversation, Message, Part } from '../../model/message.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverMessage } from './webhook.mts';
import { REACTION_ERRORS, sendblueError } from './errors.mts';
import { messageRow } from './rows.mts';
import { freshHandle, isoNow, ownsLine, type SendblueState } from './state.mts';

/** `POST /api/send-message` to one person, known or new, and `POST /api/send-group-message` to an existing group. */
export function addMessageRoutes(app: Hono, state: SendblueState): void {
	app.post('/api/send-message', async (c) => {
		const parsed = await jsonBody(c);
		const body = isRecord(parsed) ? parsed : {};
		const line = textOf(body.from_number);
		if (line === undefined) return sendblueError(c, 400, REACTION_ERRORS.fromNumber);
		if (!ownsLine(state, line)) return sendblueError(c, 404, REACTION_ERRORS.unknownLine);
		const number = textOf(body.number);
		if (!/^\+[1-9]\d{6,14}$/.test(number ?? '')) return sendblueError(c, 400, 'You must specify a valid `number` in the request body.');
		const opened = conversationWith(state.account, { line, participant: String(number), newId: freshUuid });
		if (opened.isNew) state.context.settingsChanged();
		return send(c, opened.conversation, body);
	});

	app.post('/api/send-group-message', async (c) => {
		const parsed = await jsonBody(c);
		const body = isRecord(parsed) ? parsed : {};
		const line = textOf(body.from_number);
		if (line === undefined) return sendblueError(c, 400, REACTION_ERRORS.fromNumber);
		if (!ownsLine(state, line)) return sendblueError(c, 404, REACTION_ERRORS.unknownLine);
		const conversation = findConversation(state.account, textOf(body.group_id) ?? '');
		const isGroup = conversation?.isGroup === true && conversation.line === line;
		return isGroup ? send(c, conversation, body) : sendblueError(c, 400, 'You must specify a valid `group_id` in the request body.');
	});

	function send(c: Context, conversation: Conversation, body: Record<string, unknown>): Response {
		const { line } = conversation;
		const content = textOf(body.content);
		const mediaUrl = textOf(body.media_url);
		const parts: Part[] = [
			...(content === undefined ? [] : [{ type: 'text', text: content } as const]),
			...(mediaUrl === undefined ? [] : [{ type: 'image', url: mediaUrl } as const]),
		];
		if (parts.length === 0) return sendblueError(c, 400, 'You must specify `content` or `media_url` in the request body.');
		const message: Message = {
			id: freshHandle(),
			conversationId: conversation.id,
			line,
			from: 'agent',
			author: line,
			service: conversation.service,
			parts,
			sentAt: isoNow(state),
			tapbacks: [],
		};
		addMessage(state.account, message);
		deliverMessage(state, message);
		return c.json({ ...messageRow(state, message), status: 'QUEUED' });
	}
}
