import type { Hono } from 'hono';
import { findConversation, type Message } from '../../account.mts';
import { freshUuid } from '../../ids.mts';
import { isRecord, textOf } from '../../json.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverMessage } from './delivery.mts';
import { inkboxError, invalid } from './errors.mts';
import { wireMessage } from './reads.mts';
import { isoNow, type InkboxState } from './state.mts';

/** `POST /api/v1/imessage/messages`. Not documented in full: a conversation or a number, and a text. */
export function addMessageRoutes(app: Hono, state: InkboxState): void {
	app.post('/api/v1/imessage/messages', async (c) => {
		const body = await jsonBody(c);
		if (!isRecord(body)) return invalid(c, state, 'body', 'Input should be a valid dictionary');
		const text = textOf(body.content) ?? textOf(body.text);
		if (text === undefined) return invalid(c, state, 'content', 'Field required');
		const conversationId = textOf(body.conversation_id);
		const to = textOf(body.to) ?? textOf(body.remote_number);
		const conversation =
			conversationId === undefined
				? state.account.conversations.find(({ isGroup, participants }) => !isGroup && to !== undefined && participants.includes(to))
				: findConversation(state.account, conversationId);
		if (!conversation) return inkboxError(c, 404, 'Conversation not found');
		const { line, service } = conversation;
		const message: Message = {
			id: freshUuid(),
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
		return c.json(wireMessage(state, message), 201);
	});
}
