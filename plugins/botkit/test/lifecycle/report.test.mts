import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { TapbackError } from '../../../../core/index.ts';
import { createReport } from '../../src/lifecycle/report.mts';

describe('a failure that nobody waits for', () => {
	let warn: ReturnType<typeof jest.spyOn>;
	beforeEach(() => {
		warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
	});
	afterEach(() => {
		warn.mockRestore();
	});

	it('is told to onError with its code, and not to the console', () => {
		const told: TapbackError[] = [];
		createReport(
			(error) => void told.push(error),
			() => false,
		)('It failed', new TapbackError('AUTH_FAILED', 'no key', { status: 401 }));
		expect(told).toMatchObject([{ code: 'AUTH_FAILED', message: 'It failed: no key', details: { status: 401 } }]);
		expect(warn).not.toHaveBeenCalled();
	});

	it('speaks of options, as what is thrown does', () => {
		const told: TapbackError[] = [];
		createReport(
			(error) => void told.push(error),
			() => false,
		)('It failed', new TapbackError('AUTH_FAILED', 'Check the API Token in the credential.'));
		expect(told.map(({ message }) => message)).toEqual(['It failed: Check credentials.apiKey.']);
	});

	it.each([
		[
			'throws',
			() => {
				throw new Error('x');
			},
		],
		['rejects', async () => await Promise.reject(new Error('x'))],
	])('goes no further where onError %s', (_how, onError) => {
		expect(() => createReport(onError, () => false)('It failed', 'why')).not.toThrow();
	});

	it('is one line in the console for each kind, however often it comes, and none where Botkit is told to be quiet', () => {
		const report = createReport(undefined, () => false);
		for (let time = 0; time < 50; time += 1) report('Refused', new TapbackError('NOT_VERIFIED', 'forged'));
		report('Refused', new TapbackError('SECRET_MISSING', 'none'));
		expect(warn).toHaveBeenCalledTimes(2);
		createReport(undefined, () => true)('Refused', 'why');
		expect(warn).toHaveBeenCalledTimes(2);
	});
});
