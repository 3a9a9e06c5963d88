import type { Hono } from 'hono';
import type { Message, Part } from '../../account.mts';
import { isRecord, textOf } from '../../json.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverMessage } from './delivery.mts';
import { REACTION_ERRORS, sendblueError } from './errors.mts';
import { messageRow } from './rows.mts';
import { freshHandle, isoNow, ownsLine, type SendblueState } from './state.mts';

/** `POST /api/send-message`, as the SDK's types tell (the guides leave it out): one recipient with whom there is a conversation. */
export function addMessageRoutes(app: Hono, state: SendblueState): void {
	app.post('/api/send-message', async (c) => {
		const parsed = await jsonBody(c);
		const body = isRecord(parsed) ? parsed : {};
		const line = textOf(body.from_number);
		if (line === undefined) return sendblueError(c, 400, REACTION_ERRORS.fromNumber);
		if (!ownsLine(state, line)) return sendblueError(c, 404, REACTION_ERRORS.unknownLine);
		const conversation = state.account.conversations.find(
			({ line: own, isGroup, participants }) => !isGroup && own === line && participants[0] === body.number,
		);
		if (!conversation) return sendblueError(c, 400, 'You must specify a valid `number` in the request body.');
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
		state.account.messages.push(message);
		deliverMessage(state, message);
		return c.json({ ...messageRow(state, message), status: 'QUEUED' });
	});
}
