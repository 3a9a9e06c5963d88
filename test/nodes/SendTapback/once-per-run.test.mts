import { describe, expect, it } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';

import { oncePerRun } from '../../../nodes/SendTapback/once-per-run.ts';

/** As far as it is asked: n8n's record of a run, and which run of the node it is. */
function contextOf(executeData: object, $runIndex = 0): IExecuteFunctions {
	const context: Partial<Record<keyof IExecuteFunctions, unknown>> = {
		getExecuteData: () => executeData,
		getWorkflowDataProxy: () => ({ $runIndex }),
	};
	return context as IExecuteFunctions;
}

function counting(results: ReadonlyArray<string | Error>) {
	let count = 0;
	const send = async () => {
		const result = results[Math.min(count, results.length - 1)];
		count += 1;
		if (result instanceof Error) throw result;
		return [{ json: { result: result ?? null } }];
	};
	return { send, count: () => count };
}

describe('an item is sent once in a run', () => {
	it('and gives the same the second time', async () => {
		const run = {};
		const { send, count } = counting(['first', 'second']);
		const results = [await oncePerRun(contextOf(run), 0, send), await oncePerRun(contextOf(run), 0, send)];
		expect(results.map(([item]) => item?.json.result)).toEqual(['first', 'first']);
		expect(count()).toBe(1);
	});

	it('also where the first is still on its way', async () => {
		const run = {};
		const { send, count } = counting(['first']);
		await Promise.all([oncePerRun(contextOf(run), 0, send), oncePerRun(contextOf(run), 0, send)]);
		expect(count()).toBe(1);
	});

	it('and again after it failed', async () => {
		const run = {};
		const { send, count } = counting([new Error('refused'), 'second']);
		await expect(oncePerRun(contextOf(run), 0, send)).rejects.toThrow('refused');
		expect(await oncePerRun(contextOf(run), 0, send)).toEqual([{ json: { result: 'second' } }]);
		await oncePerRun(contextOf(run), 0, send);
		expect(count()).toBe(2);
	});

	it('but each item, each run of the node and each execution for itself', async () => {
		const { send, count } = counting(['sent']);
		const run = {};
		await oncePerRun(contextOf(run), 0, send);
		await oncePerRun(contextOf(run), 1, send);
		await oncePerRun(contextOf(run, 1), 0, send);
		await oncePerRun(contextOf({}), 0, send);
		expect(count()).toBe(4);
	});
});
