import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, type Provider } from '../../core/index.ts';
import { expectUnsupported, reasonOf } from '../harness/contract/harness.mts';
import { FAULT_CASES } from './fault-cases.mts';
import { OPERATIONS, runCell, type Cell, type Operation } from './fault-cell.mts';
import { complaintsAbout } from './fault-complaints.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const canDo = ({ capabilities }: Provider, { step }: Operation) => step.action === 'add' || capabilities.remove.level !== 'no';

/** Of all who can do it, at the same time. */
async function complaintsOfAll(cell: Cell): Promise<string[]> {
	const able = PROVIDERS.filter((provider) => canDo(provider, cell.operation));
	const complaints = able.map(async (provider) => {
		const harness = sandbox.harness(provider);
		return complaintsAbout(harness, cell, await runCell(harness, cell));
	});
	return (await Promise.all(complaints)).flat();
}

describe.each([
	{ lasting: 'once', isForGood: false },
	{ lasting: 'for good', isForGood: true },
])('$lasting', ({ isForGood }) => {
	describe.each([...FAULT_CASES])('$title', (faultCase) => {
		it.each([...OPERATIONS])('tells the truth and harms no tapback, on every provider: $title', async (operation) => {
			expect(await complaintsOfAll({ operation, faultCase, isForGood })).toEqual([]);
		});
	});
});

describe.each(FAULT_CASES.filter(({ fate }) => fate !== 'doubtful'))('after a lost answer, $title', (next) => {
	const lost = FAULT_CASES.filter(({ title }) => title === 'lost after it took effect');

	it.each(lost.flatMap((faultCase) => OPERATIONS.map((operation) => ({ faultCase, operation, title: operation.title }))))(
		'is not taken for the whole truth: $title',
		async ({ faultCase, operation }) => {
			expect(await complaintsOfAll({ operation, faultCase, isForGood: false, next })).toEqual([]);
		},
	);
});

describe('who can’t remove says so, whatever the vendor would answer:', () => {
	const removals = OPERATIONS.filter(({ step }) => step.action === 'remove');
	const unable = PROVIDERS.filter(({ capabilities }) => capabilities.remove.level === 'no');

	it.each(
		unable.flatMap((provider) => removals.map((operation) => ({ provider, operation, name: provider.name, title: operation.title }))),
	)('$name, $title', async ({ provider, operation }) => {
		const harness = sandbox.harness(provider);
		for (const step of operation.before.filter(({ action }) => action === 'add')) await harness.send(step);
		for (const { fault } of FAULT_CASES) harness.control.addFault(provider.id, { fault: fault(harness.scenario) });
		await expectUnsupported(harness, () => harness.send(operation.step), reasonOf(provider, 'remove'));
		expect(harness.control.faults(provider.id)).toHaveLength(FAULT_CASES.length);
		expect(harness.standing()).toEqual(['love on part 0']);
	});
});
