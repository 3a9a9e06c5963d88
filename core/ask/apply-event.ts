import { decide } from './decide';
import type { QuestionEvent } from './events';
import { isUnclearMessage, recordMessage, recordTapback } from './record';
import type { Question } from './question';
import { formatAskResult, type AskResult } from './result';
import { votesOf } from './votes';

/** Whether a question is settled. */
export type QuestionState =
	/** `until`: when to apply the next tick, in milliseconds since 1970; `null` if only an answer can settle the question. */
	{ state: 'waiting'; until: number | null } | { state: 'settled'; result: AskResult };

/** The result of applying one event. */
export interface Applied {
	question: Question;
	state: QuestionState;
	/** Whether the event changed the votes, by adding or withdrawing an answer. */
	counted: boolean;
	/** Whether somebody who was asked wrote a text that can't be read as an answer. True once for each question. */
	isUnclear: boolean;
}

/**
 * Applies one event to a question at `now` (the host's clock, in milliseconds since 1970), and returns the new question. The
 * result is the same if events arrive twice or in another order. A settled question doesn't change.
 */
export function applyEvent(question: Question, event: QuestionEvent, now: number): Applied {
	const before = settle(question, now);
	if (before.result !== null || event.type === 'tick') return outcome(before);
	const after = event.type === 'tapback' ? recordTapback(before, event) : recordMessage(before, event.message);
	if (after === undefined) {
		const isUnclear = event.type === 'message' && before.clarifiedAt === null && isUnclearMessage(before, event.message);
		return isUnclear ? { ...outcome({ ...before, clarifiedAt: now }), isUnclear } : outcome(before);
	}
	const counted = toText(votesOf(after)) !== toText(votesOf(before));
	return { ...outcome(settle(decidedAt(after, now), now)), counted };
}

/**
 * Returns when the question is settled without a further answer, in milliseconds since 1970; `null` if only an answer can
 * settle it, or if it is settled.
 */
export function nextDeadline({ result, decided, dueAt, rules }: Question): number | null {
	if (result !== null) return null;
	const finalAt = decided === null ? Infinity : decided.since + rules.reconsiderMs;
	const at = Math.min(finalAt, dueAt ?? Infinity);
	return at === Infinity ? null : at;
}

function outcome(question: Question): Applied {
	const { result } = question;
	const state: QuestionState = result === null ? { state: 'waiting', until: nextDeadline(question) } : { state: 'settled', result };
	return { question, state, counted: false, isUnclear: false };
}

/** Stores when a new decision was reached, by the host's clock. The times of the votes are those of the vendor's clock. */
function decidedAt(question: Question, now: number): Question {
	const decision = decide(votesOf(question), question.rules);
	const as = decision && toText([decision.choice?.name, decision.votes]);
	if (as === question.decided?.as) return question;
	return { ...question, decided: as === undefined ? null : { as, since: now } };
}

function settle(question: Question, now: number): Question {
	const at = nextDeadline(question);
	if (at === null || now < at) return question;
	const votes = votesOf(question);
	const decision = decide(votes, question.rules);
	return { ...question, result: formatAskResult(votes, decision) };
}

function toText(value: unknown): string {
	return JSON.stringify(value);
}
