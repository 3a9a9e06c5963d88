import { applyEvent, matchQuestions, nextDeadline, type QuestionEvent } from '../../../core';
import { isSettled, openQuestionsOf, type WaitQuestion } from './wait-state';

/* The questions of runs that have a webhook of their own: what became of them since is known to this process only. */

interface LocalRun {
	questions: readonly WaitQuestion[];
	/** Its results are on their way. */
	isOver: boolean;
}

const runs = new Map<string, LocalRun>();

export function startRun(key: string, questions: readonly WaitQuestion[]): void {
	runs.set(key, { questions, isOver: false });
}

export function forgetRun(key: string): void {
	runs.delete(key);
}

/** The questions when all of them are settled by this event, for the first time; `undefined` otherwise. `parked`: as the run was parked. */
export function applyToRun(key: string, parked: readonly WaitQuestion[], event: QuestionEvent): readonly WaitQuestion[] | undefined {
	const run = runs.get(key) ?? { questions: parked, isOver: false };
	runs.set(key, run);
	const now = Date.now();
	const isOnlyMatch =
		matchQuestions(
			openQuestionsOf(run).map(({ question }) => question),
			event,
		).length === 1;
	const matched: QuestionEvent = event.type === 'tapback' ? { ...event, isOnlyMatch } : event;
	run.questions = run.questions.map((one) =>
		one.failure === null ? { ...one, question: applyEvent(one.question, matched, now).question } : one,
	);
	if (run.isOver || !isSettled(run.questions)) return undefined;
	run.isOver = true;
	return run.questions;
}

/** Whether time alone changes something now. */
export function isDue(key: string): boolean {
	const now = Date.now();
	const open = openQuestionsOf({ questions: runs.get(key)?.questions ?? [] });
	return open.some(({ question }) => (nextDeadline(question) ?? Infinity) <= now);
}
