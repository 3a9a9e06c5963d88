import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import { createEventHistory, type RecordIds } from '../../../nodes/InboundTapback/event-history.ts';

const LONG_ENOUGH_MS = 4000;

/** One row of n8n's database, read and written back without a lock, as several processes see it. */
function createRow({ delayMs = 0 } = {}) {
	let stored: readonly string[] = [];
	const calls: string[][] = [];
	const record: RecordIds = async (ids) => {
		calls.push(ids);
		const before = stored;
		await sleep(delayMs);
		const absent = ids.filter((id) => !before.includes(id));
		stored = [...before, ...absent];
		return absent;
	};
	return { record, calls, stored: () => [...stored].sort(), overwrite: (ids: readonly string[]) => (stored = ids) };
}

describe('the history of events', () => {
	it('says of each event whether it is new', async () => {
		const { record } = createRow();
		const history = createEventHistory();
		expect(await history.record(['a', 'b'], record)).toEqual(['a', 'b']);
		expect(await history.record(['b', 'c'], record)).toEqual(['c']);
	});

	it('records in one write what comes while another is under way, and gives each event to one asker', async () => {
		const { record, calls } = createRow({ delayMs: 20 });
		const history = createEventHistory();
		const first = history.record(['a'], record);
		await sleep(5);
		const others = ['b', 'c', 'b', 'a'].map(async (id) => await history.record([id], record));
		expect(await Promise.all([first, ...others])).toEqual([['a'], ['b'], ['c'], [], []]);
		expect(calls).toEqual([['a'], ['a', 'b', 'c']]);
	});

	it('keeps what two processes record at the same moment', async () => {
		const row = createRow({ delayMs: 5 });
		const [one, other] = [createEventHistory(), createEventHistory()];
		await Promise.all([one.record(['a'], row.record), other.record(['b'], row.record)]);
		expect(row.stored()).toHaveLength(1);
		await sleep(LONG_ENOUGH_MS);
		expect(row.stored()).toEqual(['a', 'b']);
	});

	it('does not take an event for new that it has recorded itself and another process has overwritten', async () => {
		const row = createRow();
		const history = createEventHistory();
		await history.record(['a'], row.record);
		row.overwrite(['z']);
		expect(await history.record(['a', 'b'], row.record)).toEqual(['b']);
		expect(row.stored()).toEqual(['a', 'b', 'z']);
	});

	it('is left alone after a while also where the clock is set back', async () => {
		const row = createRow();
		const history = createEventHistory();
		const { now } = Date;
		await history.record(['a'], row.record);
		Date.now = () => now() - 3_600_000;
		try {
			await sleep(LONG_ENOUGH_MS);
			const looks = row.calls.length;
			await sleep(2000);
			expect(row.calls).toHaveLength(looks);
		} finally {
			Date.now = now;
		}
	});

	it('takes a write that fails for the failure of all that wait for it, and goes on with the next', async () => {
		const row = createRow();
		const history = createEventHistory();
		const failing: RecordIds = async () => await Promise.reject(new Error('The database is away.'));
		const failures = await Promise.allSettled(['a', 'b', 'c'].map(async (id) => await history.record([id], failing)));
		expect(failures.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
		expect(await history.record(['a'], row.record)).toEqual(['a']);
	});

	it('is looked at again for a while, and then left alone', async () => {
		const row = createRow();
		await createEventHistory().record(['a'], row.record);
		await sleep(LONG_ENOUGH_MS);
		const { length } = row.calls;
		expect(length).toBeGreaterThan(2);
		expect(length).toBeLessThan(8);
		await sleep(LONG_ENOUGH_MS);
		expect(row.calls).toHaveLength(length);
	}, 20_000);

	it('is written once where no other process writes it', async () => {
		const row = createRow();
		const history = createEventHistory();
		expect(await history.record(['a'], row.record, { isOnlyWriter: true })).toEqual(['a']);
		expect(await history.record(['a', 'b'], row.record, { isOnlyWriter: true })).toEqual(['b']);
		await sleep(LONG_ENOUGH_MS);
		expect(row.calls).toEqual([['a'], ['a', 'b']]);
	}, 20_000);

	it('keeps what a process takes out again that was slow to write back', async () => {
		const row = createRow();
		await createEventHistory().record(['a'], row.record);
		await sleep(700);
		row.overwrite(['z']);
		await sleep(LONG_ENOUGH_MS);
		expect(row.stored()).toEqual(['a', 'z']);
	}, 20_000);

	it('tells everyone who waits that it could not be written, and takes the next event', async () => {
		const row = createRow();
		const history = createEventHistory();
		const failing = async () => await Promise.reject(new Error('no database'));
		const asked = ['a', 'b'].map(async (id) => await history.record([id], failing));
		expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(await history.record(['a'], row.record)).toEqual(['a']);
	});

	it('gives up confirming when the database fails', async () => {
		let calls = 0;
		const failingLater: RecordIds = async (ids) => {
			calls += 1;
			return calls === 1 ? ids : await Promise.reject(new Error('no database'));
		};
		await createEventHistory().record(['a'], failingLater);
		await sleep(LONG_ENOUGH_MS);
		expect(calls).toBe(2);
	});
});
