import { decide } from './decide';
import type { Question } from './question';
import { recordMessage, recordTapback, type AnsweringMessage, type AnsweringTapback } from './record';
import { formatAskResult, type AskResult } from './result';
import { votesOf } from './votes';

/** What can happen to a question. A `tick` means that time passes. */
export type QuestionEvent =
	/** `isOnlyMatch`: the host compared it with all open questions (`matchQuestions`), so its quote may be cut. */
	{ type: 'tapback'; event: AnsweringTapback; isOnlyMatch?: boolean } | { type: 'message'; message: AnsweringMessage } | { type: 'tick' };

export type QuestionState =
	/** `until`: when the host must apply a tick, in milliseconds since 1970; `null` if only an answer can settle the question. */
	{ state: 'waiting'; until: number | null } | { state: 'settled'; result: AskResult };

export interface Applied {
	question: Question;
	state: QuestionState;
	/** Whether the event changed the votes: it was an answer, or withdrew one. */
	counted: boolean;
	/** Whether the host may now ask for a clearer answer. True once per question at most. */
	isUnclear: boolean;
}

/**
 * What becomes of a question by an event. `now` is the host's clock in milliseconds since 1970. Events may come twice
 * and in any order: the votes are the same in the end. A settled question stays settled.
 */
export function applyEvent(question: Question, event: QuestionEvent, now: number): Applied {
	const before = settle(question, now);
	if (before.result !== null || event.type === 'tick') return applied(before, { counted: false });
	const recorded =
		event.type === 'tapback'
			? recordTapback(before, event.event, { isOnlyMatch: event.isOnlyMatch })
			: recordMessage(before, event.message);
	if (recorded === undefined) return applied(before, { counted: false });
	const counted = asText(votesOf(recorded)) !== asText(votesOf(before));
	return applied(settle(decidedAt(recorded, now), now), { counted });
}

function applied(question: Question, { counted }: { counted: boolean }): Applied {
	const { result } = question;
	const state: QuestionState = result === null ? { state: 'waiting', until: nextAt(question) } : { state: 'settled', result };
	return { question, state, counted, isUnclear: false };
}

/** The time to reconsider begins when the decision comes about, not when its votes were cast: one clock measures it. */
function decidedAt(question: Question, now: number): Question {
	const decision = decide(votesOf(question), question.rules.quorum);
	const as = decision && asText([decision.approved, decision.votes]);
	if (as === question.decided?.as) return question;
	return { ...question, decided: as === undefined ? null : { as, since: now } };
}

function settle(question: Question, now: number): Question {
	const at = nextAt(question);
	if (question.result !== null || at === null || now < at) return question;
	const votes = votesOf(question);
	const decision = decide(votes, question.rules.quorum);
	return { ...question, result: formatAskResult(votes, decision) };
}

function nextAt({ decided, dueAt, rules }: Question): number | null {
	const finalAt = decided === null ? Infinity : decided.since + rules.reconsiderMs;
	const at = Math.min(finalAt, dueAt ?? Infinity);
	return at === Infinity ? null : at;
}

function asText(value: unknown): string {
	return JSON.stringify(value);
}
