import type { Hono } from 'hono';
import type { Message } from '../../account.mts';
import { isRecord, textOf } from '../../json.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverMessage } from './delivery.mts';
import { readOnly, tucoError } from './errors.mts';
import { freshObjectId, isoNow, type TucoState } from './state.mts';

/** `POST /api/messages`. Not documented in full: a text to a person with whom there is a conversation. */
export function addMessageRoutes(app: Hono, state: TucoState): void {
	app.post('/api/messages', async (c) => {
		const parsed = await jsonBody(c);
		const body = isRecord(parsed) ? parsed : {};
		const text = textOf(body.message);
		if (text === undefined) return tucoError(c, 400, 'message required');
		if (state.quirks.get('workspace') === 'read-only') return readOnly(c);
		const fromLine = state.account.lines.find(({ id }) => id === body.fromLineId)?.number;
		const conversation = state.account.conversations.find(
			({ isGroup, participants, line }) =>
				!isGroup && participants[0] === body.recipientPhone && (fromLine === undefined || fromLine === line),
		);
		if (!conversation) return tucoError(c, 400, 'recipientPhone required');
		const { line, service } = conversation;
		const message: Message = {
			id: freshObjectId(),
			conversationId: conversation.id,
			line,
			from: 'agent',
			author: line,
			service,
			parts: [{ type: 'text', text }],
			sentAt: isoNow(state),
			tapbacks: [],
		};
		state.account.messages.push(message);
		deliverMessage(state, message);
		return c.json({ success: true, messageId: message.id, status: 'sent' }, 201);
	});
}
