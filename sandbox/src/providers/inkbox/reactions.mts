import type { Context, Hono } from 'hono';
import { findConversation, placeTapback, type Message } from '../../account.mts';
import { isRecord, textOf } from '../../json.mts';
import { classicReaction } from '../../vocabulary.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverReaction } from './delivery.mts';
import { inkboxError, invalid } from './errors.mts';
import { visibleMessage } from './reads.mts';
import { isoNow, type InkboxState } from './state.mts';
import { wireFullReaction } from './wire.mts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `POST /api/v1/imessage/reactions`: six values and `eyes`; a new one replaces, and nothing removes. */
export function addReactionRoutes(app: Hono, state: InkboxState): void {
	app.post('/api/v1/imessage/reactions', async (c) => {
		const body = await jsonBody(c);
		if (!isRecord(body)) return invalid(c, state, 'body', 'Input should be a valid dictionary');
		const messageId = textOf(body.message_id);
		if (messageId === undefined || !UUID.test(messageId)) return invalid(c, state, 'message_id', 'Input should be a valid UUID');
		const reaction = body.reaction === 'eyes' && state.quirks.get('eyes') ? 'eyes' : classicReaction(body.reaction);
		if (!reaction) {
			return invalid(c, state, 'reaction', "Input should be 'love', 'like', 'dislike', 'laugh', 'emphasize' or 'question'");
		}
		const { part_index: partIndex = 0 } = body;
		if (typeof partIndex !== 'number' || !Number.isInteger(partIndex) || partIndex < 0) {
			return invalid(c, state, 'part_index', 'Input should be an integer greater than or equal to 0');
		}
		const message = visibleMessage(state, messageId);
		if (!message) return inkboxError(c, 404, 'Message not found');
		const refusal = refuseTarget(c, state, message);
		if (refusal) return refusal;
		if (partIndex >= message.parts.length) return invalid(c, state, 'part_index', 'The message has no such part');

		const change = placeTapback(state.account, message, {
			partIndex,
			actor: message.line,
			from: 'agent',
			at: isoNow(state),
			...(reaction === 'eyes' ? { reaction: 'emoji', emoji: '👀' } : { reaction }),
		});
		if (state.quirks.get('echo')) deliverReaction(state, change);
		const { tapback } = change;
		return tapback
			? c.json(wireFullReaction(state.account, message, tapback, isoNow(state)), 201)
			: inkboxError(c, 502, 'Upstream delivery failure');
	});
}

function refuseTarget(c: Context, { account, quirks }: InkboxState, message: Message): Response | undefined {
	if (!quirks.get('imessageEnabled')) return inkboxError(c, 400, 'This identity is not enabled for iMessage');
	if (quirks.get('contactRule') === 'blocked') {
		const address = findConversation(account, message.conversationId)?.participants[0] ?? message.author;
		return inkboxError(c, 403, {
			error: 'recipient_blocked',
			matched_rule_id: null,
			address,
			reason: 'Blocked by a contact rule',
		});
	}
	if (quirks.get('assignment') === 'released') {
		return inkboxError(c, 409, 'The recipient is disconnected and must reconnect through the router');
	}
	if (message.service !== 'iMessage') return inkboxError(c, 400, 'The target message cannot accept reactions yet');
	if (message.from === 'agent' && !quirks.get('ownTargets')) return inkboxError(c, 400, 'The target must be an inbound message');
	return undefined;
}
