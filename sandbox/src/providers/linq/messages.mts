import type { Hono } from 'hono';
import { findConversation, type Message, type Part } from '../../account.mts';
import { freshUuid } from '../../ids.mts';
import { isRecord, textOf } from '../../json.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverMessage } from './delivery.mts';
import { linqError } from './errors.mts';
import { wireMessage } from './reads.mts';
import type { LinqState } from './state.mts';

/** `POST /v3/chats/{id}/messages`, as far as the SDK's types tell (the guides leave it out): text, media and link parts. */
export function addMessageRoutes(app: Hono, state: LinqState): void {
	app.post('/api/partner/v3/chats/:id/messages', async (c) => {
		const chat = findConversation(state.account, c.req.param('id'));
		if (!chat) return linqError(c, 2001);
		const body = await jsonBody(c);
		if (!isRecord(body)) return linqError(c, 1003);
		const { message: content } = body;
		if (!isRecord(content) || !Array.isArray(content.parts)) return linqError(c, 1001);
		const parts = content.parts.flatMap(parsePart);
		if (parts.length === 0 || parts.length !== content.parts.length) return linqError(c, 1005);
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
		state.account.messages.push(message);
		deliverMessage(state, message);
		return c.json({ chat_id: chat.id, message: wireMessage(state, message) }, 202);
	});
}

function parsePart(part: unknown): Part[] {
	if (!isRecord(part)) return [];
	const value = textOf(part.value);
	const url = textOf(part.url);
	if ((part.type === 'text' || part.type === 'link') && value !== undefined) return [{ type: 'text', text: value }];
	return part.type === 'media' && url !== undefined ? [{ type: 'image', url }] : [];
}
