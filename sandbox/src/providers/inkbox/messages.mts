import type { Hono } from 'hono';
import { addMessage, findConversation } from '../../model/account.mts';
import { freshUuid } from '../../model/ids.mts';
import { isRecord, textOf, textsOf } from '../../model/json.mts';
import { keepNewest } from '../../model/keep-newest.mts';
import type { Message, Part } from '../../model/message.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverMessage } from './webhook.mts';
import { inkboxError, invalid, notE164 } from './errors.mts';
import { wireMessage } from './reads.mts';
import { isoNow, visibleIdentities, type InkboxState } from './state.mts';

/** `POST /api/v1/imessage/messages`: a conversation or a person, and a text, a picture or both. The same `Idempotency-Key` sends nothing twice. */
export function addMessageRoutes(app: Hono, state: InkboxState): void {
	app.post('/api/v1/imessage/messages', async (c) => {
		const body = await jsonBody(c);
		if (!isRecord(body)) return invalid(c, state, 'body', 'Input should be a valid dictionary');
		const text = textOf(body.text);
		const images = textsOf(body.media_urls ?? []) ?? [];
		if (text === undefined && images.length === 0) return invalid(c, state, 'text', 'text or media_urls is required');
		if (images.length > 1) return invalid(c, state, 'media_urls', 'List should have at most 1 item');
		const conversationId = textOf(body.conversation_id);
		const to = textOf(body.to);
		if ((conversationId === undefined) === (to === undefined)) {
			return invalid(c, state, 'conversation_id', 'Exactly one of conversation_id and to is required');
		}
		const identityId = c.req.query('agent_identity_id');
		const identity = visibleIdentities(state).find(({ id }) => id === identityId);
		if (identityId !== undefined && !identity) return inkboxError(c, 404, 'Agent identity not found');
		const texts: Part[] = text === undefined ? [] : [{ type: 'text', text }];
		const conversation =
			conversationId === undefined
				? state.account.conversations.find(
						({ isGroup, participants, line }) =>
							!isGroup && to !== undefined && participants.includes(to) && (identity === undefined || identity.line.number === line),
					)
				: findConversation(state.account, conversationId);
		if (!conversation) return inkboxError(c, 404, 'Conversation not found');
		if (state.quirks.get('customer') === 'email') return notE164(c, state);
		const key = c.req.header('idempotency-key');
		const request = JSON.stringify([conversation.id, body]);
		const before = key === undefined ? undefined : state.sent.get(key);
		if (before && before.request !== request) {
			return inkboxError(c, 409, { error: 'idempotency_key_reused', message: 'The key was used for another request' });
		}
		if (before) return answer(before.message);
		const { line, service } = conversation;
		const message: Message = {
			id: freshUuid(),
			conversationId: conversation.id,
			line,
			from: 'agent',
			author: line,
			service,
			parts: [...texts, ...images.map((url): Part => ({ type: 'image', url }))],
			sentAt: isoNow(state),
			tapbacks: [],
		};
		addMessage(state.account, message);
		deliverMessage(state, message);
		if (key !== undefined) keepNewest(state.sent, key, { request, message });
		return answer(message);

		function answer(sent: Message): Response {
			return c.json({ message: { ...wireMessage(state, sent), status: 'queued' } }, 201);
		}
	});
}
