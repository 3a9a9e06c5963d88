import type { Hono } from 'hono';
import { liftTapback, placeTapback } from '../../model/account.mts';
import { isRecord, textOf } from '../../model/json.mts';
import type { Message } from '../../model/message.mts';
import { classicReaction, isSingleEmoji, type Reaction } from '../../model/reaction.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverReaction } from './webhook.mts';
import { findKept } from './ephemeral.mts';
import { linqError, type LinqErrorCode } from './errors.mts';
import type { LinqState } from './state.mts';
import { traceIdOf } from './trace.mts';

interface ReactionRequest {
	operation: 'add' | 'remove';
	reaction: Reaction;
	emoji: string | undefined;
	partIndex: number;
}

/** `POST /v3/messages/{id}/reactions`: accepted at once. A webhook with the same trace id reports the effect. */
export function addReactionRoutes(app: Hono, state: LinqState): void {
	app.post('/api/partner/v3/messages/:id/reactions', async (c) => {
		const request = parseRequest(await jsonBody(c));
		if (typeof request === 'number') return linqError(c, request);
		const message = findKept(state, c.req.param('id'));
		if (!message) return linqError(c, 2002);
		if (message.service === 'SMS') return linqError(c, state.quirks.get('unsupportedService'));
		if (request.partIndex >= message.parts.length) return linqError(c, 1005);

		const traceId = traceIdOf(c);
		const change = apply(state, message, request);
		if (state.quirks.get('echo')) deliverReaction(state, change, traceId);
		const body = { message: 'Reaction processed', status: 'accepted', trace_id: traceId };
		return c.json(body, state.quirks.get('sendStatus'));
	});
}

function apply(state: LinqState, message: Message, { operation, reaction, emoji, partIndex }: ReactionRequest) {
	const actor = message.line;
	if (operation === 'remove') return liftTapback(state.account, message, { partIndex, actor, expected: { reaction, emoji } });
	const at = new Date(state.context.now()).toISOString();
	return placeTapback(state.account, message, { partIndex, actor, from: 'agent', reaction, emoji, at });
}

function parseRequest(body: unknown): ReactionRequest | LinqErrorCode {
	if (!isRecord(body)) return 1003;
	const { operation, type, custom_emoji, part_index: partIndex = 0 } = body;
	if (operation === undefined || type === undefined) return 1001;
	if (operation !== 'add' && operation !== 'remove') return 1005;
	if (typeof partIndex !== 'number' || !Number.isInteger(partIndex) || partIndex < 0) return 1005;
	if (type === 'custom') {
		const emoji = textOf(custom_emoji);
		if (emoji === undefined) return 1001;
		return isSingleEmoji(emoji) ? { operation, reaction: 'emoji', emoji, partIndex } : 1005;
	}
	// `sticker` is in the endpoint's enum, but the guide says that the API cannot send one.
	const reaction = classicReaction(type);
	return reaction ? { operation, reaction, emoji: undefined, partIndex } : 1005;
}
