import { beforeEach, describe, expect, it, jest } from '@jest/globals';

import { NOON } from '../../../harness/core/asking.mts';
import { waitRow } from '../../../harness/asking-rows.mts';

type EndedRows = typeof import('../../../../nodes/AskForTapback/state/ended-rows.ts');
type OpenQuestions = typeof import('../../../../nodes/AskForTapback/state/open-questions.ts');

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A process whose clock is turned by hand. */
let known: OpenQuestions;
let rows: ReturnType<EndedRows['createEndedRows']>;
let now: number;
let sleeping: Array<{ at: number; wake: () => void }>;
let removed: string[][];
let kept: number;

beforeEach(() => {
	[now, sleeping, removed] = [NOON, [], []];
	jest.isolateModules(() => {
		known = jest.requireActual<OpenQuestions>('../../../../nodes/AskForTapback/state/open-questions.ts');
		const module = jest.requireActual<EndedRows>('../../../../nodes/AskForTapback/state/ended-rows.ts');
		kept = module.KEPT_AFTER_END_MS;
		const wait = async (ms: number) => await new Promise<void>((wake) => sleeping.push({ at: now + ms, wake }));
		rows = module.createEndedRows({ wait, now: () => now });
	});
});

function ask(key: string, { minutes = 1, workflow = 'w1' } = {}): void {
	const row = waitRow({ key, state: { until: now + minutes * MINUTE } });
	known.rememberWait(row);
	rows.removeWhenOver(workflow, row, async (keys) => void removed.push([...keys]));
}

async function turnTo(time: number): Promise<void> {
	for (;;) {
		const [next] = sleeping.toSorted((a, b) => a.at - b.at);
		if (next === undefined || next.at > time) break;
		sleeping = sleeping.filter((one) => one !== next);
		now = Math.max(now, next.at);
		next.wake();
		for (let turns = 0; turns < 5; turns += 1) await Promise.resolve();
	}
	now = time;
}

describe('the row of a question whose time is up', () => {
	it('is removed a while later, once', async () => {
		ask('k1');
		await turnTo(NOON + MINUTE + kept - 1);
		expect(removed).toEqual([]);
		await turnTo(NOON + MINUTE + kept);
		await turnTo(NOON + DAY);
		expect(removed).toEqual([['k1']]);
	});

	it('is removed with others of that time, and before those that take longer', async () => {
		ask('long', { minutes: 10 });
		ask('a');
		ask('b');
		await turnTo(NOON + 2 * MINUTE);
		expect(removed).toEqual([['a', 'b']]);
		await turnTo(NOON + 11 * MINUTE);
		expect(removed).toEqual([['a', 'b'], ['long']]);
	});

	it('is removed through a run of its own workflow', async () => {
		ask('k1', { workflow: 'w1' });
		ask('k2', { workflow: 'w2' });
		await turnTo(NOON + 2 * MINUTE);
		expect(removed).toEqual([['k1'], ['k2']]);
	});

	it('is removed after months, although no timer waits that long', async () => {
		ask('k1', { minutes: 60 * 24 * 90 });
		expect(sleeping.every(({ at }) => at <= NOON + DAY)).toBe(true);
		await turnTo(NOON + 91 * DAY);
		expect(removed).toEqual([['k1']]);
	});
});

describe('a question that was answered in time', () => {
	it('costs nothing when its time is up', async () => {
		ask('k1');
		known.forgetWait('k1');
		await turnTo(NOON + DAY);
		expect(removed).toEqual([]);
	});
});

describe('what is remembered', () => {
	it('is nothing when all questions are over', async () => {
		for (let count = 0; count < 50; count += 1) ask(`k${count}`, { minutes: 1 + (count % 7), workflow: `w${count % 3}` });
		for (let count = 0; count < 50; count += 2) known.forgetWait(`k${count}`);
		await turnTo(NOON + DAY);
		expect([rows.size(), sleeping, removed.flat().length]).toEqual([{ workflows: 0, waits: 0 }, [], 25]);
	});

	it('is one sleep for each workflow that has questions of one length, not one for each question', () => {
		for (let count = 0; count < 200; count += 1) ask(`k${count}`);
		expect(sleeping).toHaveLength(1);
	});
});
