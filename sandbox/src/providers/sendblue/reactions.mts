import type { Context, Hono } from 'hono';
import { findMessage, liftTapback, placeTapback } from '../../model/account.mts';
import { isRecord, textOf } from '../../model/json.mts';
import type { Message } from '../../model/message.mts';
import { classicReaction, isSingleEmoji, type Reaction } from '../../model/reaction.mts';
import { jsonBody } from '../vendor-app.mts';
import { REACTION_ERRORS, sendblueError } from './errors.mts';
import { isoNow, ownsLine, type SendblueState } from './state.mts';

interface ReactionRequest {
	action: 'add' | 'remove';
	reaction: Reaction;
	emoji?: string;
	partIndex: number;
}

/** `POST /api/send-reaction`: answers that it accepted the reaction, and reports nothing later. Checks in the order of the page. */
export function addReactionRoutes(app: Hono, state: SendblueState): void {
	app.post('/api/send-reaction', async (c) => {
		const parsed = await jsonBody(c);
		const body = isRecord(parsed) ? parsed : {};
		const line = textOf(body.from_number);
		if (line === undefined || !/^\+[1-9]\d{6,14}$/.test(line)) return sendblueError(c, 400, REACTION_ERRORS.fromNumber);
		const handle = textOf(body.message_handle);
		if (handle === undefined) return sendblueError(c, 400, REACTION_ERRORS.messageHandle);
		const isV2 = state.quirks.get('mode') === 'v2';
		const wish = parseReaction(body.reaction, isV2);
		if (!wish) return sendblueError(c, 400, isV2 ? REACTION_ERRORS.reactionV2 : REACTION_ERRORS.reaction);
		const { part_index: partIndex = 0 } = body;
		if (typeof partIndex !== 'number' || !Number.isInteger(partIndex) || partIndex < 0) {
			return sendblueError(c, 400, REACTION_ERRORS.partIndex);
		}
		if (!ownsLine(state, line)) return sendblueError(c, 404, REACTION_ERRORS.unknownLine);
		const message = findMessage(state.account, handle);
		const target = message?.line === line ? message : undefined;
		if (isV2) {
			const refusal = refuseTarget(c, target);
			if (refusal) return refusal;
		}
		if (state.quirks.get('statusErrorOn200')) return sendblueError(c, 200, 'Failed to send reaction');

		// Without the newer checks, an impossible target is accepted, too, and nothing happens.
		if (target?.service === 'iMessage' && partIndex < target.parts.length) apply(state, target, { ...wish, partIndex });
		const { reaction } = body;
		return c.json({ status: 'OK', message: 'Reaction request sent', message_handle: handle, reaction });
	});
}

function parseReaction(value: unknown, isV2: boolean): Omit<ReactionRequest, 'partIndex'> | undefined {
	const classic = classicReaction(value);
	if (classic) return { action: 'add', reaction: classic };
	if (!isV2 || typeof value !== 'string') return undefined;
	const action = value.startsWith('-') ? 'remove' : 'add';
	const name = action === 'remove' ? value.slice(1) : value;
	const reaction = classicReaction(name);
	if (reaction) return { action, reaction };
	return isSingleEmoji(name) ? { action, reaction: 'emoji', emoji: name } : undefined;
}

function refuseTarget(c: Context, target: Message | undefined): Response | undefined {
	if (!target) return sendblueError(c, 404, REACTION_ERRORS.unknownMessage);
	if (target.service !== 'iMessage') return sendblueError(c, 422, 'unsupported_target', 'Reactions need an iMessage conversation.');
	if (target.from === 'agent') return sendblueError(c, 422, 'unsupported_target', 'Own outbound messages cannot be reacted to.');
	return undefined;
}

function apply(state: SendblueState, message: Message, { action, reaction, emoji, partIndex }: ReactionRequest): void {
	const actor = message.line;
	if (action === 'remove') liftTapback(state.account, message, { partIndex, actor, expected: { reaction, emoji } });
	else placeTapback(state.account, message, { partIndex, actor, from: 'agent', reaction, emoji, at: isoNow(state) });
}
