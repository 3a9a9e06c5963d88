import { decide } from './decide';
import type { QuestionEvent } from './events';
import { isUnclearMessage, recordMessage, recordTapback } from './record';
import type { Question } from './question';
import { formatAskResult, type AskResult } from './result';
import { votesOf } from './votes';

export type QuestionState =
	/** `until`: when to come again with a tick, in milliseconds since 1970; `null` where only an answer can settle it. */
	{ state: 'waiting'; until: number | null } | { state: 'settled'; result: AskResult };

export interface Applied {
	question: Question;
	state: QuestionState;
	/** Whether it changed the votes: it was an answer, or took one back. */
	counted: boolean;
	/** Somebody who was asked wrote something that can't be read as an answer. Said once of each question. */
	isUnclear: boolean;
}

/**
 * What becomes of a question by what happened at `now`, which is the host's clock in milliseconds since 1970. It may be
 * told twice and in any order: the result is the same, and once settled it stays so.
 */
export function applyEvent(question: Question, event: QuestionEvent, now: number): Applied {
	const before = settle(question, now);
	if (before.result !== null || event.type === 'tick') return outcome(before);
	const after = event.type === 'tapback' ? recordTapback(before, event) : recordMessage(before, event.message);
	if (after === undefined) {
		const isUnclear = event.type === 'message' && before.clarifiedAt === null && isUnclearMessage(before, event.message);
		return isUnclear ? { ...outcome({ ...before, clarifiedAt: now }), isUnclear } : outcome(before);
	}
	const counted = asText(votesOf(after)) !== asText(votesOf(before));
	return { ...outcome(settle(decidedAt(after, now), now)), counted };
}

/** When time alone settles the question next, in milliseconds since 1970; `null` if only an answer can, or if it is settled. */
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

/** A decision counts from when it came about, not from when its votes were cast: the time to reconsider is measured by one clock only. */
function decidedAt(question: Question, now: number): Question {
	const decision = decide(votesOf(question), question.rules);
	const as = decision && asText([decision.choice?.name, decision.votes]);
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

function asText(value: unknown): string {
	return JSON.stringify(value);
}
