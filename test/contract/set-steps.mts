import fc from 'fast-check';

import type { Provider, Reaction } from '../../core/index.ts';
import { FAULT_CASES, type FaultCase } from './fault-cases.mts';
import { scenarioOf } from './scenarios/index.mts';

/** One thing that happens to a message: the line or the human changes a tapback, on a good day or a bad one. */
export interface SetStep {
	by: 'agent' | 'human';
	action: 'add' | 'remove';
	reaction: Reaction;
	message: number;
	partIndex: number;
	/** What its requests meet, one after the other. */
	troubles: ReadonlyArray<{ faultCase: FaultCase; times: number }>;
}

/** A step in words, for the counterexample. */
export function wordsFor({ by, action, reaction, message, partIndex, troubles }: SetStep): string {
	const what = reaction.type === 'emoji' ? reaction.emoji : reaction.type;
	const met = troubles.map(({ faultCase, times }) => `, ${times} times ${faultCase.title}`);
	return `${by}: ${action} ${what} on ${message}.${partIndex}${met.join('')}`;
}

export const MESSAGES = 2;
const PARTS = 2;
const LONGEST = 14;

/** What a provider can do, in any order. Few values, so that steps meet each other. */
export function stepsFor(provider: Provider): fc.Arbitrary<SetStep[]> {
	const { remove, sendPart } = provider.capabilities;
	const [first, ...others] = scenarioOf(provider).send.emoji?.sendable ?? [];
	// The emoji that looks like a classic is another reaction.
	const emoji = [first, ...others.filter((glyph) => glyph === '❤️')].filter((glyph) => glyph !== undefined);
	const classics: Reaction[] = [{ type: 'love' }, { type: 'like' }, { type: 'laugh' }];
	const reactions = [...classics, ...emoji.map((glyph): Reaction => ({ type: 'emoji', emoji: glyph }))];
	const trouble = fc.record({ faultCase: fc.constantFrom(...FAULT_CASES), times: fc.constantFrom(1, 1, 2, 99) });
	const onMessage = {
		reaction: fc.constantFrom(...reactions),
		message: fc.nat(MESSAGES - 1),
		partIndex: fc.nat(sendPart.level === 'no' ? 0 : PARTS - 1),
	};
	const step = fc.oneof(
		{
			weight: 8,
			arbitrary: fc.record({
				by: fc.constant('agent' as const),
				action: remove.level === 'no' ? fc.constant('add' as const) : fc.constantFrom('add' as const, 'remove' as const),
				troubles: fc.array(trouble, { maxLength: 2 }),
				...onMessage,
			}),
		},
		{
			weight: 1,
			arbitrary: fc.record({
				by: fc.constant('human' as const),
				action: fc.constantFrom('add' as const, 'remove' as const),
				troubles: fc.constant([]),
				...onMessage,
			}),
		},
	);
	const inWords = step.map((taken) => Object.assign(taken, { [fc.toStringMethod]: () => wordsFor(taken) }));
	return fc.array(inWords, { minLength: 1, maxLength: LONGEST, size: 'max' });
}
