import { describe, expect, it } from '@jest/globals';

import { within } from '../../../../nodes/shared/calls/within.ts';

describe('a task with a limit', () => {
	it('gives what it gives, and fails as it fails', async () => {
		expect(await within(10_000, Promise.resolve('done'))).toBe('done');
		await expect(within(10_000, Promise.reject(new Error('away')))).rejects.toThrow('away');
	});

	it('fails once its time is over', async () => {
		await expect(within(10, new Promise(() => undefined))).rejects.toThrow('No answer came within 10 ms.');
	});
});
