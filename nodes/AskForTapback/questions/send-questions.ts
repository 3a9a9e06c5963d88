import { createHash, randomUUID } from 'node:crypto';

import {
	TapbackError,
	createBoundedMap,
	openQuestion,
	sendMessage,
	type Connection,
	type MessageResult,
	type Provider,
} from '../../../core';
import { askFailureOf } from '../run/failure';
import type { Outgoing, QuestionPlan } from './question-plan';
import { placeOf } from './read-questions';
import { quotesTarget } from './quotes-target';
import type { Failure } from '../../shared/errors/failure';
import type { OpenQuestion, WaitQuestion } from '../state/wait-state';

type Planned = QuestionPlan | { failure: Failure };

/** Results of sent questions, so that nobody is asked twice: n8n's Retry On Fail runs the whole node again. */
const sent = createBoundedMap<{ result: MessageResult; begunAt: number }>();

/** Part of the keys, because executions of another n8n, or of one with a new database, may have the same ids. */
let processId: string | undefined;

/**
 * Sends the questions one after another. The deadline of each counts from when it was sent. Without `continueOnFail` the
 * first failure ends the list.
 */
export async function sendQuestions(
	provider: Provider,
	plans: readonly Planned[],
	{ key, continueOnFail, connection }: { key: string; continueOnFail: boolean; connection: Connection },
): Promise<WaitQuestion[]> {
	const questions: WaitQuestion[] = [];
	for (const [index, plan] of plans.entries()) {
		const question = await sendOne(provider, plan, { turn: `${key}/${index}`, connection });
		questions.push(question);
		if (question.failure !== null && !continueOnFail) return questions;
	}
	return questions;
}

async function sendOne(provider: Provider, plan: Planned, how: { turn: string; connection: Connection }): Promise<WaitQuestion> {
	if (plan.failure !== null) return plan;
	const { message } = plan;
	if (message === null) return { failure: null, question: plan.question, conversationId: plan.conversationId, replyTo: null };
	try {
		const { connection } = how;
		const key = keyOf(how.turn, message);
		const begunAt = connection.now();
		const one = sent.get(key) ?? {
			begunAt,
			result: await sendMessage(provider, inputOf(message, key), connectionFor(message, connection)),
		};
		sent.set(key, one);
		const open = toOpenQuestion(provider, plan, { message, result: one.result, now: connection.now() });
		// Tapbacks count from before the request, because people may tap before the provider's response arrives.
		return { ...open, question: { ...open.question, askedAt: one.begunAt } };
	} catch (error) {
		return { failure: askFailureOf(error) };
	}
}

function toOpenQuestion(
	provider: Provider,
	{ question: { rules, partIndex }, repliesToUnclear }: QuestionPlan,
	{ message, result, now }: { message: Outgoing; result: MessageResult; now: number },
): OpenQuestion {
	const { outcome, messageId, reason } = result;
	if (outcome === 'unknown') throw new TapbackError('NO_ANSWER', reason ?? `${provider.name} gave no answer to the question.`);
	const isQuoted = quotesTarget(provider);
	if (messageId === null && !isQuoted) {
		const why = reason ?? `${provider.name} gave no message id for the question.`;
		throw new TapbackError('BAD_ANSWER', `${why} So the node can’t receive a tapback on it.`);
	}
	const conversationId = result.conversationId ?? (message.conversationId || null);
	const place = placeOf(provider, { ...message, conversationId: conversationId ?? '' });
	const question = openQuestion(rules, { messageId, partIndex, ...place }, now);
	const { to, line } = message;
	const replyTo = repliesToUnclear ? { to, conversationId: message.conversationId, line } : null;
	return { failure: null, question, conversationId, replyTo };
}

/** Includes the message, so that another question never counts as sent, even if the run has the same key. */
function keyOf(turn: string, message: Outgoing): string {
	processId ??= randomUUID();
	return createHash('sha256')
		.update(JSON.stringify([processId, turn, message]))
		.digest('hex');
}

function inputOf({ text, to, conversationId, line }: Outgoing, key: string) {
	return { text, to, conversationId, line, key };
}

function connectionFor({ timeoutMs }: Outgoing, connection: Connection): Connection {
	return timeoutMs === null ? connection : { ...connection, timeoutMs };
}
