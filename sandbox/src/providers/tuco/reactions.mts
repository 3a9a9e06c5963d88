import type { Hono } from 'hono';
import { findMessage, findTapback, liftTapback, placeTapback, type TapbackChange } from '../../model/account.mts';
import { isRecord, textOf } from '../../model/json.mts';
import type { Message } from '../../model/message.mts';
import { classicReaction, type ClassicReaction } from '../../model/reaction.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverReaction } from './webhook.mts';
import { rateLimited, readOnly, tucoError } from './errors.mts';
import { isoNow, type TucoState } from './state.mts';

/** `POST /api/messages/react`: the same reaction again removes it, another replaces it. The response does not say which. */
export function addReactionRoutes(app: Hono, state: TucoState): void {
	const { account, quirks } = state;
	app.post('/api/messages/react', async (c) => {
		const retryAfterSeconds = quirks.get('reactionsPerMinute') === 0 ? undefined : state.reactionLimiter.count();
		if (retryAfterSeconds !== undefined) return rateLimited(c, retryAfterSeconds);
		const parsed = await jsonBody(c);
		const body = isRecord(parsed) ? parsed : {};
		const messageId = textOf(body.messageId);
		if (messageId === undefined || textOf(body.reaction) === undefined) {
			return tucoError(c, 400, 'messageId and reaction required');
		}
		const reaction = classicReaction(body.reaction);
		if (!reaction) return tucoError(c, 400, 'Invalid reaction type');
		if (!/^[0-9a-f]{24}$/i.test(messageId)) return tucoError(c, 400, 'Invalid messageId');
		if (quirks.get('workspace') === 'read-only') return readOnly(c);
		const message = findMessage(account, messageId);
		if (!message) return tucoError(c, 404, 'Message not found');
		if (message.service !== 'iMessage') return tucoError(c, 400, 'Cannot determine contact phone for reaction');
		const relay = quirks.get('relay');
		if (relay === 'queued') return tucoError(c, 400, 'Message has no BlueBubbles ID \u2014 cannot react');
		if (relay === 'no-credentials') return tucoError(c, 400, 'Line not found or missing credentials');
		if (relay === 'fails') return tucoError(c, 502, 'BlueBubbles error: connect ETIMEDOUT');

		const change = toggle(state, message, reaction);
		if (quirks.get('echo')) deliverReaction(state, change);
		// The relay waits until the tapback appears, and may give up on one that was sent.
		if (relay === 'fails-after-sending') return tucoError(c, 502, 'BlueBubbles error: Message send timeout');
		return c.json({ ok: true, reaction });
	});
}

function toggle(state: TucoState, message: Message, reaction: ClassicReaction): TapbackChange {
	const target = { partIndex: 0, actor: message.line };
	if (findTapback(message, target.partIndex, target.actor)?.reaction === reaction) return liftTapback(state.account, message, target);
	return placeTapback(state.account, message, { ...target, from: 'agent', reaction, at: isoNow(state) });
}
