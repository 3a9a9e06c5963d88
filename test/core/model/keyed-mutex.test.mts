import { describe, expect, it } from '@jest/globals';

import { createKeyedMutex } from '../../../core/model/keyed-mutex.ts';

const settle = async () => await new Promise<void>((resolve) => setImmediate(resolve));

describe('a keyed mutex', () => {
	it('runs the tasks of one key one after the other, those of others beside them', async () => {
		const inTurn = createKeyedMutex();
		const log: string[] = [];
		const ends: Record<string, () => void> = {};
		const task = (name: string) => async () => {
			log.push(name);
			await new Promise<void>((resolve) => (ends[name] = resolve));
			return name;
		};
		const all = Promise.all([inTurn('a', task('a1')), inTurn('a', task('a2')), inTurn('b', task('b1'))]);
		await settle();
		expect(log).toEqual(['a1', 'b1']);
		ends.a1?.();
		await settle();
		expect(log).toEqual(['a1', 'b1', 'a2']);
		ends.a2?.();
		ends.b1?.();
		await expect(all).resolves.toEqual(['a1', 'a2', 'b1']);
	});

	it('goes on with the next task after one that failed, and passes its error on', async () => {
		const inTurn = createKeyedMutex();
		const failed = inTurn('a', async () => await Promise.reject(new Error('no')));
		const next = inTurn('a', async () => 'done');
		await expect(failed).rejects.toThrow('no');
		await expect(next).resolves.toBe('done');
	});

	it('makes a task wait that comes while another one runs and an earlier one is over', async () => {
		const inTurn = createKeyedMutex();
		const log: string[] = [];
		await Promise.all([
			inTurn('a', async () => log.push('a1')),
			inTurn('a', async () => {
				await settle();
				void inTurn('a', async () => log.push('a3'));
				await settle();
				log.push('a2');
			}),
		]);
		await settle();
		expect(log).toEqual(['a1', 'a2', 'a3']);
	});
});
