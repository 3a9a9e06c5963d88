import type { CommandInput, ToggleState } from '../../core/index.ts';
import type { Harness, SendChoices } from '../harness/contract/harness.mts';
import type { FaultCase } from './fault-cases.mts';
import { giveUpSoon } from '../harness/contract/impatience.mts';
import { saidOf, type Said } from '../harness/contract/said.mts';

type Step = Pick<CommandInput, 'action' | 'reaction'>;

/** What a user asks for, where what stands came about by `before`. */
export interface Operation {
	title: string;
	before: readonly Step[];
	step: Step;
	wished: readonly string[];
}

/** One field of the matrix, for one provider. */
export interface Cell {
	operation: Operation;
	faultCase: FaultCase;
	isForGood: boolean;
	/** What comes after it, for good. */
	next?: FaultCase;
}

/** How one request of the user ended. */
export interface Ending {
	said: Said;
	stood: readonly string[];
	standing: readonly string[];
	/** Requests that place or take away a tapback. */
	writes: number;
}

/** `first`: while the fault lasts. `again`: when the vendor is well. `confirmed`: when the user looked at the phone and said what stands. */
export interface Seen {
	first: Ending;
	again: Ending;
	confirmed: Ending;
}

const LOVE: Step = { action: 'add', reaction: 'love' };
const LIKE: Step = { action: 'add', reaction: 'like' };
const NO_LOVE: Step = { action: 'remove', reaction: 'love' };
const NO_LIKE: Step = { action: 'remove', reaction: 'like' };

export const OPERATIONS: readonly Operation[] = [
	{ title: 'add', before: [], step: LOVE, wished: ['love on part 0'] },
	{ title: 'add again', before: [LOVE], step: LOVE, wished: ['love on part 0'] },
	{ title: 'swap', before: [LOVE], step: LIKE, wished: ['like on part 0'] },
	{ title: 'remove', before: [LOVE], step: NO_LOVE, wished: [] },
	{ title: 'remove again', before: [LOVE, NO_LOVE], step: NO_LOVE, wished: [] },
	{ title: 'remove what does not stand', before: [LOVE], step: NO_LIKE, wished: ['love on part 0'] },
];

const TEXT = 'Shall we say seven?';

/** Sends it while the fault lasts and then twice more, on a message of its own. */
export async function runCell(harness: Harness, { operation, faultCase, isForGood, next }: Cell): Promise<Seen> {
	const { provider, scenario, control } = harness;
	giveUpSoon(harness);
	const { id: messageId } = control.sendMessage(provider.id, { from: 'human', text: TEXT });
	const attempt = async (choices?: SendChoices): Promise<Ending> => {
		const stood = harness.standing(TEXT);
		const earlier = harness.reactionRequests().length;
		const said = await saidOf(harness.send({ messageId, ...operation.step }, choices));
		return { said, stood, standing: harness.standing(TEXT), writes: harness.reactionRequests().length - earlier };
	};

	for (const step of operation.before) await harness.send({ messageId, ...step });
	const match = isForGood ? {} : { path: scenario.send.path };
	control.addFault(provider.id, { match, times: isForGood ? 99 : 1, fault: faultCase.fault(scenario) });
	if (next) control.addFault(provider.id, { match, times: 99, fault: next.fault(scenario) });
	const first = await attempt();

	control.clearFaults(provider.id);
	const again = await attempt();
	return { first, again, confirmed: await attempt({ currentTapback: currentToggleState(again) }) };
}

function currentToggleState({ standing: [only] }: Ending): ToggleState {
	if (only === undefined) return 'none';
	return only.startsWith('love') ? 'love' : 'like';
}
