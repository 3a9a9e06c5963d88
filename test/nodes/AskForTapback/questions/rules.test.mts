import { describe, expect, it } from '@jest/globals';
import type { IExecuteFunctions, IWorkflowSettings } from 'n8n-workflow';

import { readRules } from '../../../../nodes/AskForTapback/questions/rules.ts';

/** The part of n8n that is asked for here. */
function contextWith(parameters: Record<string, unknown>, settings: IWorkflowSettings): IExecuteFunctions {
	const context: Pick<IExecuteFunctions, 'getWorkflowSettings'> & { getNodeParameter: unknown; getNode: unknown } = {
		getNode: () => ({ parameters }),
		getNodeParameter: (name: string, _: number, otherwise: unknown) => parameters[name] ?? otherwise,
		getWorkflowSettings: () => settings,
	};
	return context as IExecuteFunctions;
}

const waitFor = (waitAmount: number, waitUnit: string, settings: IWorkflowSettings = {}) =>
	readRules(contextWith({ waitAmount, waitUnit }, settings), 0, { options: {}, onlyAddressee: undefined }).deadlineMs;

describe('what decides a question', () => {
	const choicesOf = (decidedBy: unknown) =>
		readRules(contextWith({ decidedBy, from: '+12025550101, +12025550102', yesNeeded: 2 }, {}), 0, {
			options: {},
			onlyAddressee: undefined,
		}).choices.map(({ needed }) => needed);

	it('is the first answer, everyone, or a number', () => {
		expect([choicesOf(undefined), choicesOf('first'), choicesOf('everyone'), choicesOf('count')]).toEqual([
			[1, 1],
			[1, 1],
			[2, 1],
			[2, 1],
		]);
	});

	it.each(['Everyone', 'all', '', true, ['everyone', 'count']])(
		'is never the first answer because of what an expression gave: %j',
		(given) => {
			expect(() => choicesOf(given)).toThrow(/^Decided By is “.*”\. It must be first, everyone or count\.$/);
		},
	);
});

describe('how long a question waits', () => {
	it('is so many minutes, hours or days', () => {
		expect([waitFor(5, 'minutes'), waitFor(1.5, 'hours'), waitFor(2, 'days')]).toEqual([300_000, 5_400_000, 172_800_000]);
	});

	it('is less than the workflow’s own time-out, where it has one', () => {
		expect(waitFor(5, 'minutes', { executionTimeout: -1 })).toBe(300_000);
		expect(waitFor(5, 'minutes', { executionTimeout: 301 })).toBe(300_000);
		expect(() => waitFor(5, 'minutes', { executionTimeout: 300 })).toThrow(
			'Wait at Most is 5 minutes, but n8n ends this workflow after 300 seconds, and waiting counts. In the workflow’s settings make Timeout After longer, or turn Timeout Workflow off.',
		);
	});
});
