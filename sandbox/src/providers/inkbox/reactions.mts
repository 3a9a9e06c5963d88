import type { Context, Hono } from 'hono';
import { findConversation, liftTapback, placeTapback } from '../../model/account.mts';
import { isRecord, textOf } from '../../model/json.mts';
import type { Message } from '../../model/message.mts';
import { classicReaction } from '../../model/reaction.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverReaction } from './webhook.mts';
import { inkboxError, invalid, notE164 } from './errors.mts';
import { visibleMessage } from './reads.mts';
import { isoNow, visibleIdentities, type InkboxState } from './state.mts';
import { wireFullReaction } from './wire.mts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** So many ids of tapbacks that are gone are kept. */
const GONE_CAPACITY = 1000;

/**
 * `POST /api/v1/imessage/reactions`: six values and `eyes`; a new one replaces. `DELETE …/{id}` takes back one's own;
 * one that is gone already is no error, and no webhook tells of it.
 */
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
		if (change.kind === 'replaced') noteGone(state, change.previous?.id);
		if (state.quirks.get('echo')) deliverReaction(state, change);
		const { tapback } = change;
		return tapback
			? c.json(wireFullReaction(state.account, message, tapback, isoNow(state)), 201)
			: inkboxError(c, 502, 'Upstream delivery failure');
	});

	app.delete('/api/v1/imessage/reactions/:id', (c) => {
		// A backend from before the route.
		if (state.quirks.get('removal') === 'missing') return inkboxError(c, 404, 'Not Found');
		const id = c.req.param('id').toLowerCase();
		const message = findTarget(state, id);
		const tapback = message?.tapbacks.find((live) => live.id === id);
		if (!message || !tapback) return state.goneReactions.includes(id) ? c.body(null, 204) : inkboxError(c, 404, 'Reaction not found');
		if (tapback.from === 'human') return inkboxError(c, 403, 'Only the sender can take a tapback back');
		const refusal = refuseRecipient(c, state, message);
		if (refusal) return refusal;
		liftTapback(state.account, message, tapback);
		noteGone(state, id);
		return c.body(null, 204);
	});
}

/** The message that a tapback is on, where this key may see it. */
function findTarget(state: InkboxState, reactionId: string): Message | undefined {
	const lines = visibleIdentities(state).map(({ line }) => line.number);
	return state.account.messages.findLast(({ line, tapbacks }) => lines.includes(line) && tapbacks.some(({ id }) => id === reactionId));
}

function noteGone(state: InkboxState, id: string | undefined): void {
	if (id !== undefined) state.goneReactions = [...state.goneReactions, id].slice(-GONE_CAPACITY);
}

function refuseTarget(c: Context, state: InkboxState, message: Message): Response | undefined {
	const refusal = refuseRecipient(c, state, message);
	if (refusal) return refusal;
	if (message.service !== 'iMessage') return inkboxError(c, 400, 'The target message cannot accept reactions yet');
	const isRefused = message.from === 'agent' && !state.quirks.get('ownTargets');
	return isRefused ? inkboxError(c, 400, 'The target must be an inbound message') : undefined;
}

function refuseRecipient(c: Context, state: InkboxState, message: Message): Response | undefined {
	const { account, quirks } = state;
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
	return quirks.get('customer') === 'email' ? notE164(c, state) : undefined;
}
