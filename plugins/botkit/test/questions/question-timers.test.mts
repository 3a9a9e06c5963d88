import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Botkit } from 'botkit';

import { createQuestionTimers } from '../../src/questions/question-timers.mts';
import { createTurns } from '../../src/lifecycle/turns.mts';
import type { Questions } from '../../src/questions/open-questions.mts';

const DAY = 24 * 60 * 60_000;

/** Questions that wait until a time, whoever asks. */
function waitingUntil(until: number): { questions: Questions; looks: number[] } {
	const looks: number[] = [];
	const apply = async () => {
		looks.push(Date.now());
		return { counted: false, isSettled: false, until: Date.now() < until ? until : null };
	};
	const none = async () => undefined;
	return {
		looks,
		questions: { open: () => undefined, apply, keyOf: none, get: () => undefined, recall: none, load: async () => [], close: none },
	};
}

function timersOf(questions: Questions) {
	const adapter = { name: 'none', middlewares: {}, init: () => undefined };
	const controller = new Botkit({ adapter, disable_webserver: true, disable_console: true });
	return createQuestionTimers(controller, { questions, turns: createTurns(), report: () => undefined });
}

describe('the clock of questions', () => {
	beforeEach(() => void jest.useFakeTimers());
	afterEach(() => void jest.useRealTimers());

	it('comes at the time that was said last', async () => {
		const { questions, looks } = waitingUntil(0);
		const timers = timersOf(questions);
		const start = Date.now();
		timers.start('m1', start + 1000);
		timers.start('m1', start + 5000);
		timers.start('m2', start + 2000);
		timers.start('m2', null);
		await jest.advanceTimersByTimeAsync(DAY);
		expect(looks).toEqual([start + 5000]);
	});

	it('comes again where there is time left, as after the longest that a timer can run', async () => {
		const until = Date.now() + 40 * DAY;
		const { questions, looks } = waitingUntil(until);
		timersOf(questions).start('m1', until);
		await jest.advanceTimersByTimeAsync(50 * DAY);
		expect(looks).toEqual([expect.any(Number), until]);
	});

	it('starts no more once it is stopped, whatever is asked then', async () => {
		const { questions, looks } = waitingUntil(0);
		const timers = timersOf(questions);
		timers.start('m1', Date.now() + 1000);
		timers.stop();
		timers.start('m2', Date.now() + 1000);
		timers.endSoon('m3');
		await jest.advanceTimersByTimeAsync(DAY);
		expect(looks).toEqual([]);
	});
});
