import type { Botkit } from 'botkit';

import { nextDeadline } from '../../../../core/index.ts';
import { SETTLED } from '../inbound/activity.mts';
import { runTurn } from '../inbound/deliver.mts';
import type { Questions } from './open-questions.mts';
import type { Report } from '../lifecycle/report.mts';
import type { Turns } from '../lifecycle/turns.mts';

/** Looks at the clock for questions, and ends those that are settled by it, by a turn of their own. */
export interface QuestionTimers {
	/** Comes again at this time, and not at the one that was said before; `null`: not at all. */
	start(key: string, until: number | null): void;
	/** Goes on with the conversation of a question that is settled, after `ms`. */
	endSoon(key: string, ms?: number): void;
	/** Takes up what an earlier process asked. */
	resume(): Promise<void>;
	/** Ends them all: the program is about to end, and the next one takes the questions up. */
	stop(): void;
}

/** After its start a bot still adds its conversations. */
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
			turns.run(task).catch((error: unknown) => report('A question’s time could not be ended', error));
		};
		running.set(key, setTimeout(fire, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS)).unref());
	}

	async function look(key: string): Promise<void> {
		const { isSettled, until } = await questions.apply(key, { type: 'tick' });
		if (isSettled) await end(key);
		else if (until !== null) timers.start(key, until);
	}

	async function end(key: string): Promise<void> {
		const kept = questions.get(key);
		if (kept === undefined) return;
		await runTurn(controller, kept.reference, { type: 'event', channelData: { botkitEventType: SETTLED, askedKey: key } });
		await questions.close(key);
	}

	const timers: QuestionTimers = {
		start(key, until) {
			if (until !== null) return after(key, until - Date.now(), async () => await look(key));
			clearTimeout(running.get(key));
			running.delete(key);
		},
		endSoon: (key, ms = 0) => after(key, ms, async () => await end(key)),
		async resume() {
			try {
				for (const [key, kept] of await questions.load()) {
					const until = nextDeadline(kept.question);
					if (kept.question.result !== null) timers.endSoon(key, SETTLING_MS);
					else if (until !== null) timers.start(key, Math.max(until, Date.now() + SETTLING_MS));
				}
			} catch (error) {
				report('The storage could not tell which questions are due', error);
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
