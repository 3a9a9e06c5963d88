import { applyEvent, matchQuestions, nextDeadline, type QuestionEvent } from '../../../core';
import { isSettled, openQuestionsOf, type WaitQuestion } from './wait-state';

/* The questions of runs with their own webhook. Only this process has their state after parking. */

interface LocalRun {
	questions: readonly WaitQuestion[];
	/** Whether its results were handed out. */
	isOver: boolean;
}

const runs = new Map<string, LocalRun>();

export function startRun(key: string, questions: readonly WaitQuestion[]): void {
	runs.set(key, { questions, isOver: false });
}

export function forgetRun(key: string): void {
	runs.delete(key);
}

/**
 * Applies an event to a run. Returns the questions if this event settles the last of them, else `undefined`. `parked`: the
 * questions with which the run was parked.
 */
export function applyToRun(key: string, parked: readonly WaitQuestion[], event: QuestionEvent): readonly WaitQuestion[] | undefined {
	const run = runs.get(key) ?? { questions: parked, isOver: false };
	runs.set(key, run);
	const now = Date.now();
	const open = openQuestionsOf(run);
	const matches = matchQuestions(
		open.map(({ question }) => question),
		event,
	).map((index) => open[index]);
	const matched: QuestionEvent = event.type === 'tapback' ? { ...event, isOnlyMatch: true } : event;
	// Time passes for the others.
	run.questions = run.questions.map((one) =>
		one.failure === null
			? { ...one, question: applyEvent(one.question, matches.includes(one) ? matched : { type: 'tick' }, now).question }
			: one,
	);
	if (run.isOver || !isSettled(run.questions)) return undefined;
	run.isOver = true;
	return run.questions;
}

/** Whether a deadline of the run's questions has passed. */
export function isDue(key: string): boolean {
	const now = Date.now();
	const open = openQuestionsOf({ questions: runs.get(key)?.questions ?? [] });
	return open.some(({ question }) => (nextDeadline(question) ?? Infinity) <= now);
}
