import type { Botkit } from 'botkit';

import { nextDeadline } from '../../../../core/index.ts';
import { SETTLED } from '../inbound/activity.mts';
import { runTurn } from '../inbound/deliver.mts';
import type { Questions } from './open-questions.mts';
import type { Report } from '../lifecycle/report.mts';
import type { Turns } from '../lifecycle/turns.mts';

/** Applies time to questions. A question that time settles ends in a turn of its own. */
export interface QuestionTimers {
	/** Sets the question's timer to this time (milliseconds since 1970), in place of its earlier one; `null` stops it. */
	start(key: string, until: number | null): void;
	/** Resumes the conversation of a settled question after `ms` milliseconds. */
	endSoon(key: string, ms?: number): void;
	/** Starts timers for the questions of an earlier process. */
	resume(): Promise<void>;
	/** Stops all timers before the program ends. The next process resumes them. */
	stop(): void;
}

/** How long to wait after the start, because the bot may still be adding its conversations. */
const SETTLING_MS = 1000;

/** A longer timer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createQuestionTimers(
	controller: Botkit,
	{ questions, turns, report }: { questions: Questions; turns: Turns; report: Report },
): QuestionTimers {
	const running = new Map<string, NodeJS.Timeout>();
	let isStopped = false;

	function after(key: string, ms: number, task: () => Promise<void>): void {
		clearTimeout(running.get(key));
		if (isStopped) return;
		const fire = () => {
			running.delete(key);
			turns.run(task).catch((error: unknown) => report('The timer of a question failed', error));
		};
		running.set(key, setTimeout(fire, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS)).unref());
	}

	async function applyTime(key: string): Promise<void> {
		const { isSettled, until } = await questions.apply(key, { type: 'tick' });
		if (isSettled) await end(key);
		else if (until !== null) timers.start(key, until);
	}

	async function end(key: string): Promise<void> {
		const stored = questions.get(key);
		if (stored === undefined) return;
		await runTurn(controller, stored.reference, { type: 'event', channelData: { botkitEventType: SETTLED, askedKey: key } });
		await questions.close(key);
	}

	const timers: QuestionTimers = {
		start(key, until) {
			if (until !== null) return after(key, until - Date.now(), async () => await applyTime(key));
			clearTimeout(running.get(key));
			running.delete(key);
		},
		endSoon: (key, ms = 0) => after(key, ms, async () => await end(key)),
		async resume() {
			try {
				for (const [key, { question }] of await questions.load()) {
					const until = nextDeadline(question);
					if (question.result !== null) timers.endSoon(key, SETTLING_MS);
					else if (until !== null) timers.start(key, Math.max(until, Date.now() + SETTLING_MS));
				}
			} catch (error) {
				report('The open questions could not be loaded from the storage', error);
			}
		},
		stop() {
			isStopped = true;
			for (const timer of running.values()) clearTimeout(timer);
			running.clear();
		},
	};
	return timers;
}
