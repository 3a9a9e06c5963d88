import { describe, expect, it } from '@jest/globals';

import { createPacer } from '../../../core/http/pacer.ts';

/** A pacer on a clock of its own, and tasks that end when the test says so. */
function setUp(concurrent: number) {
	let time = 0;
	const sleepers: Array<{ until: number; wake: () => void }> = [];
	const pacer = createPacer({
		concurrent,
		now: () => time,
		sleep: async (ms) => await new Promise((wake) => sleepers.push({ until: time + ms, wake })),
	});
	const running: Array<{ id: number; end: (error?: Error) => void }> = [];
	const started: number[] = [];
	let most = 0;

	function start(id: number): Promise<void> {
		return pacer.run(
			async () =>
				await new Promise<void>((resolve, reject) => {
					started.push(id);
					const entry = {
						id,
						end: (error?: Error) => {
							running.splice(running.indexOf(entry), 1);
							if (error) reject(error);
							else resolve();
						},
					};
					running.push(entry);
					most = Math.max(most, running.length);
				}),
		);
	}

	return {
		pacer,
		running,
		started,
		start,
		most: () => most,
		resetMost: () => {
			most = running.length;
		},
		startMany: (count: number, from = 0) => Array.from({ length: count }, (_, index) => start(from + index)),
		async pass(ms: number) {
			time += ms;
			for (const sleeper of sleepers.splice(0)) {
				if (sleeper.until <= time) sleeper.wake();
				else sleepers.push(sleeper);
			}
			await settle();
		},
		async endOne(error?: Error) {
			running[0]?.end(error);
			await settle();
		},
		async endAll() {
			while (running.length > 0) {
				running[0]?.end();
				await settle();
			}
		},
	};
}

const settle = async () => await new Promise<void>((resolve) => setImmediate(resolve));

describe('a pacer', () => {
	it.each([1, 2, 5])('has %i in flight and no more', async (concurrent) => {
		const { startMany, running, most, endAll } = setUp(concurrent);
		const all = startMany(20);
		await settle();
		expect(running).toHaveLength(concurrent);
		await endAll();
		await Promise.all(all);
		expect(most()).toBe(concurrent);
	});

	it('starts them in the order they came', async () => {
		const { startMany, started, endAll } = setUp(3);
		const all = startMany(12);
		await settle();
		await endAll();
		await Promise.all(all);
		expect(started).toEqual(Array.from({ length: 12 }, (_, index) => index));
	});

	it('gives the result and the error of a task, and goes on after an error', async () => {
		const { pacer } = setUp(1);
		await expect(pacer.run(async () => 'done')).resolves.toBe('done');
		await expect(pacer.run(async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
		await expect(pacer.run(async () => 'again')).resolves.toBe('again');
	});

	it('starts nothing during a pause, whoever asks', async () => {
		const { pacer, startMany, start, started, pass, endAll } = setUp(2);
		const all = startMany(3);
		await settle();
		pacer.slowDown(1000);
		all.push(start(3));
		await endAll();
		expect(started).toEqual([0, 1]);
		await pass(999);
		expect(started).toEqual([0, 1]);
		await pass(1);
		expect(new Set(started)).toEqual(new Set([0, 1, 2, 3]));
		await endAll();
		await Promise.all(all);
	});

	it('doesn’t shorten a pause by a shorter one', async () => {
		const { pacer, start, started, pass } = setUp(2);
		pacer.slowDown(5000);
		pacer.slowDown(10);
		void start(0);
		await pass(4999);
		expect(started).toEqual([]);
		await pass(1);
		expect(started).toEqual([0]);
	});

	it('has half as much in flight after a pause, and never less than one', async () => {
		const { pacer, startMany, running, pass } = setUp(8);
		pacer.slowDown(1);
		await pass(1);
		startMany(20);
		await settle();
		expect(running).toHaveLength(4);

		const narrow = setUp(3);
		for (let times = 0; times < 10; times += 1) narrow.pacer.slowDown(1);
		await narrow.pass(1);
		narrow.startMany(3);
		await settle();
		expect(narrow.running).toHaveLength(1);
	});

	it('lets what is in flight end, and fills up only to the new room', async () => {
		const { pacer, startMany, running, pass, endOne } = setUp(4);
		startMany(10);
		await settle();
		pacer.slowDown(1);
		await pass(1);
		expect(running).toHaveLength(4);
		await endOne(); // 2.5 of room
		await endOne(); // 2.9
		expect(running).toHaveLength(2);
	});

	it('grows back by one for each round of successes, and not beyond its limit', async () => {
		const { pacer, startMany, running, pass, endOne, most, resetMost } = setUp(4);
		pacer.slowDown(1);
		pacer.slowDown(1);
		await pass(1);
		startMany(60);
		await settle();
		resetMost();
		expect(running).toHaveLength(1);
		await endOne();
		expect(running).toHaveLength(2);
		for (let ended = 0; ended < 3; ended += 1) await endOne();
		expect(running).toHaveLength(3);
		for (let ended = 0; ended < 30; ended += 1) await endOne();
		expect(running).toHaveLength(4);
		expect(most()).toBe(4);
	});

	it('doesn’t grow by failures', async () => {
		const { pacer, startMany, running, pass, endOne } = setUp(4);
		pacer.slowDown(1);
		pacer.slowDown(1);
		await pass(1);
		for (const task of startMany(10)) task.catch(() => {});
		await settle();
		for (let failed = 0; failed < 5; failed += 1) await endOne(new Error('429'));
		expect(running).toHaveLength(1);
	});

	it('lets nobody starve through a storm of pauses and failures', async () => {
		const { pacer, startMany, started, pass, running } = setUp(5);
		const all = startMany(100).map(async (task) => await task.catch(() => {}));
		for (let round = 0; started.length < 100 || running.length > 0; round += 1) {
			if (round > 2000) throw new Error(`Only ${started.length} of 100 were started.`);
			if (round % 3 === 0) pacer.slowDown(10);
			running[round % 2]?.end(round % 4 === 0 ? new Error('429') : undefined);
			await pass(7);
		}
		await Promise.all(all);
		expect(new Set(started).size).toBe(100);
	});

	it('lets a newcomer not pass those who wait', async () => {
		const { startMany, start, started, endOne } = setUp(1);
		startMany(5);
		await settle();
		for (let id = 100; id < 104; id += 1) {
			void start(id);
			await endOne();
		}
		expect(started).toEqual([0, 1, 2, 3, 4]);
	});

	it('lets those go on who wait behind one whose pause is broken off', async () => {
		let time = 0;
		const broken = new Error('The execution was cancelled.');
		const pacer = createPacer({
			concurrent: 1,
			now: () => time,
			async sleep(ms) {
				time += ms;
				throw broken;
			},
		});
		let end = () => {};
		const first = pacer.run(async () => await new Promise<void>((resolve) => (end = resolve)));
		const second = pacer.run(async () => 'second');
		const third = pacer.run(async () => 'third');
		await settle();
		pacer.slowDown(1000);
		end();
		await first;
		await expect(second).rejects.toBe(broken);
		await expect(third).resolves.toBe('third');
	});
});
