import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { PROVIDERS } from '../../core/index.ts';
import type { Harness } from '../harness/contract/harness.mts';
import type { Fate } from './fault-cases.mts';
import { giveUpSoon } from '../harness/contract/impatience.mts';
import { saidOf } from '../harness/contract/said.mts';
import { createSetModel, type SetModel, type Stand } from './set-model.mts';
import { MESSAGES, stepsFor, wordsFor, type SetStep } from './set-steps.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

/** More runs find more: TAPBACK_MODEL_RUNS=500. Another seed tries others: TAPBACK_MODEL_SEED=2. */
const numRuns = Number(process.env.TAPBACK_MODEL_RUNS ?? 15);
const seed = Number(process.env.TAPBACK_MODEL_SEED ?? 1);
const LONGEST_MS = 20_000 + numRuns * 1000;

const sandbox = useSandbox();

function sendMessages({ control, provider }: Harness): string[] {
	const parts = [
		{ type: 'text' as const, text: 'This one?' },
		{ type: 'text' as const, text: 'Or that one?' },
	];
	return Array.from({ length: MESSAGES }, () => control.sendMessage(provider.id, { from: 'human', parts }).id);
}

/** Everything that stands, by whose it is and where. */
function liveSet({ control, provider }: Harness, ids: readonly string[]): Record<string, Stand> {
	const live = ids.flatMap((id, message) =>
		control.tapbacks(provider.id, id).map(({ from, partIndex, reaction, emoji }): [string, Stand] => {
			return [`${from} ${message}.${partIndex}`, reaction === 'emoji' ? `emoji ${emoji}` : reaction];
		}),
	);
	expect(new Set(live.map(([place]) => place)).size).toBe(live.length);
	return Object.fromEntries(live.sort());
}

async function takeStep(harness: Harness, model: SetModel, ids: readonly string[], step: SetStep): Promise<void> {
	const { by, action, reaction, partIndex, troubles } = step;
	const { control, provider, scenario } = harness;
	const place = `${by} ${step.message}.${partIndex}`;
	const messageId = ids[step.message] ?? '';
	const value = { reaction: reaction.type, emoji: reaction.type === 'emoji' ? reaction.emoji : undefined };
	if (by === 'human') {
		control.react(provider.id, { messageId, action, partIndex, ...value });
		return model.apply({ action, reaction, place });
	}

	const match = { path: scenario.send.path };
	for (const { faultCase, times } of troubles) control.addFault(provider.id, { match, times, fault: faultCase.fault(scenario) });
	const said = await saidOf(harness.send({ messageId, action, partIndex, ...value }));
	control.clearFaults(provider.id);

	const change = { action, reaction, place };
	expect([said, model.maySay(change, said, fatesIn(harness, step))]).toEqual([said, true]);
	model.learn(change, said, liveSet(harness, ids)[place] ?? 'none');
}

/** What the faults leave to be said, once those are over that a patient client outlasts. */
function fatesIn({ provider, scenario }: Harness, { troubles }: SetStep): Fate[] {
	const times = troubles.reduce((sum, trouble) => sum + trouble.times, 0);
	const fates = troubles.map(({ faultCase }) => faultCase.fate);
	// One attempt is left for a slow machine.
	const isOutlasted = scenario.isIdempotent && times < provider.limits.attempts - 1 && !fates.includes('refused');
	return isOutlasted ? [] : fates;
}

describe.each([...PROVIDERS])('$name', (provider) => {
	it(
		'keeps one tapback per sender and part, says so, and doubts only what can’t be known, whatever comes in between',
		async () => {
			const property = fc.asyncProperty(stepsFor(provider), async (steps) => {
				sandbox.control.reset();
				const harness = sandbox.harness(provider);
				giveUpSoon(harness);
				const ids = sendMessages(harness);
				const model = createSetModel({ isToggle: provider.removal === 'toggle' });
				for (const step of steps) {
					await takeStep(harness, model, ids, step);
					expect({ after: wordsFor(step), ...liveSet(harness, ids) }).toEqual({ after: wordsFor(step), ...model.standing() });
				}
			});
			await fc.assert(property, { seed, numRuns, interruptAfterTimeLimit: LONGEST_MS - 5000, markInterruptAsFailure: true });
		},
		LONGEST_MS,
	);
});
