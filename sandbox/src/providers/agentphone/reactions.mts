import type { Hono } from 'hono';
import { findMessage, placeTapback } from '../../model/account.mts';
import { isRecord, textOf } from '../../model/json.mts';
import { classicReaction, isSingleEmoji } from '../../model/reaction.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverReaction } from './webhook.mts';
import { agentPhoneError, invalid } from './errors.mts';
import { isoNow, type AgentPhoneState } from './state.mts';

/** `POST /v1/messages/{id}/reactions`: a classic or, on newer lines, an emoji. There is no removal. */
export function addReactionRoutes(app: Hono, state: AgentPhoneState): void {
	app.post('/v1/messages/:id/reactions', async (c) => {
		const body = await jsonBody(c);
		const value = isRecord(body) ? textOf(body.reaction) : undefined;
		if (value === undefined) return invalid(c, ['body', 'reaction'], 'Field required', 'missing');
		const reaction = classicReaction(value) ?? (isSingleEmoji(value) ? 'emoji' : undefined);
		if (!reaction) return invalid(c, ['body', 'reaction'], 'Must be love, like, dislike, laugh, emphasize, question or an emoji');
		const message = findMessage(state.account, c.req.param('id'));
		if (!message) return agentPhoneError(c, state, 404, 'Message not found');
		if (message.service !== 'iMessage') {
			return agentPhoneError(c, state, 400, 'Reactions are only supported on iMessage messages.');
		}
		if (reaction === 'emoji' && !state.quirks.get('customEmoji')) {
			const text = 'This line does not support custom emoji reactions. Upgrade the line, or use one of the six tapbacks.';
			return agentPhoneError(c, state, 400, text);
		}
		const change = placeTapback(state.account, message, {
			partIndex: 0,
			actor: message.line,
			from: 'agent',
			reaction,
			at: isoNow(state),
			emoji: reaction === 'emoji' ? value : undefined,
		});
		if (state.quirks.get('echo')) deliverReaction(state, change);
		const id = change.tapback?.id ?? '';
		return c.json({ id, reaction_type: value, message_id: message.id, channel: 'iMessage' });
	});
}
