import { decide } from './decide';
import { noteMessage, noteTapback, type HeardMessage, type HeardTapback } from './note';
import type { Question } from './question';
import { formatAskResult, type AskResult } from './result';
import { votesOf } from './votes';

/** What can happen to a question. A `tick` is that time passes. */
export type Happening = { type: 'tapback'; event: HeardTapback } | { type: 'message'; message: HeardMessage } | { type: 'tick' };

export type Verdict =
	/** `until`: when to come again with a tick, in milliseconds since 1970; `null` where only an answer can settle it. */
	{ state: 'waiting'; until: number | null } | { state: 'settled'; result: AskResult };

export interface Advanced {
	question: Question;
	verdict: Verdict;
	/** Whether it changed the votes: it was an answer, or took one back. */
	counted: boolean;
}

/**
 * What becomes of a question by what happened at `now`, which is the host's clock in milliseconds since 1970. It may be
 * told twice and in any order: what stands in the end is the same, and once settled it stays so.
 */
export function advance(question: Question, happening: Happening, now: number): Advanced {
	const before = settle(question, now);
	if (before.result !== null || happening.type === 'tick') return outcome(before, false);
	const heard = happening.type === 'tapback' ? noteTapback(before, happening.event) : noteMessage(before, happening.message);
	if (heard === undefined) return outcome(before, false);
	const counted = asText(votesOf(heard)) !== asText(votesOf(before));
	return outcome(settle(decidedAt(heard, now), now), counted);
}

function outcome(question: Question, counted: boolean): Advanced {
	const { result } = question;
	const verdict: Verdict = result === null ? { state: 'waiting', until: nextAt(question) } : { state: 'settled', result };
	return { question, verdict, counted };
}

/** A decision stands since it came about, not since its votes were cast: the window is measured by one clock only. */
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
	const finalAt = decided === null ? Infinity : decided.since + rules.windowMs;
	const at = Math.min(finalAt, dueAt ?? Infinity);
	return at === Infinity ? null : at;
}

function asText(value: unknown): string {
	return JSON.stringify(value);
}
