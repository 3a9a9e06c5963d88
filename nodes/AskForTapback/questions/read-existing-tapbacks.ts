import type { IExecuteFunctions } from 'n8n-workflow';

import { applyEvent, flatReaction, readTapbacks, type AnsweringTapback, type LiveTapback, type Provider } from '../../../core';
import { connect } from '../../shared/calls/connection';
import { log } from '../../shared/errors/log';
import type { WaitQuestion } from '../state/wait-state';

const ATTEMPTS = 2;
const TIMEOUT_MS = 10_000;
/** How far a list may lag behind the events, and the provider's clock behind ours. A read tapback without a time counts as this old. */
const LONGEST_LAG_MS = 60_000;

/**
 * Applies the tapbacks that are already on messages that were sent earlier, if the provider lists them reliably. If a read
 * fails, the question stays as it is.
 */
export async function readExistingTapbacks(
	context: IExecuteFunctions,
	provider: Provider,
	questions: readonly WaitQuestion[],
): Promise<WaitQuestion[]> {
	return await Promise.all(questions.map(async (one) => await readOne(context, provider, one)));
}

async function readOne(context: IExecuteFunctions, provider: Provider, one: WaitQuestion): Promise<WaitQuestion> {
	if (one.failure !== null || one.question.messageId === null || provider.capabilities.readLive.level !== 'yes') return one;
	try {
		const connection = { ...(await connect(context, provider)), timeoutMs: TIMEOUT_MS, attempts: ATTEMPTS };
		const target = { messageId: one.question.messageId, fields: { conversationId: one.conversationId ?? '' } };
		const live = await readTapbacks(provider, target, connection);
		const now = Date.now();
		const question = live.reduce(
			(known, tapback) => applyEvent(known, { type: 'tapback', event: toEvent(tapback, now) }, now).question,
			one.question,
		);
		return { ...one, question };
	} catch (error) {
		log(context, 'warn', `the tapbacks on a message could not be read: ${String(error)}`);
		return one;
	}
}

function toEvent({ reaction, reactionId, ...live }: LiveTapback, now: number): AnsweringTapback {
	const flat = flatReaction(reaction);
	return {
		...live,
		...flat,
		eventId: `live|${reactionId ?? ''}|${live.actor ?? ''}|${flat.reaction}|${flat.emoji ?? ''}`,
		action: 'added',
		receivedAt: new Date(now - LONGEST_LAG_MS).toISOString(),
		target: null,
	};
}
