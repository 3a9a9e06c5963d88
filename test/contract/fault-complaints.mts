import type { Harness } from '../harness/contract/harness.mts';
import type { Fate } from './fault-cases.mts';
import type { Cell, Ending, Operation, Seen } from './fault-cell.mts';
import { isDone, isDoubt, type Said } from '../harness/contract/said.mts';
import type { Scenario } from './scenarios/scenario.mts';

interface Circumstances {
	fate: Fate;
	isForGood: boolean;
	isIdempotent: boolean;
	attempts: number;
}

const PATIENT_ATTEMPTS = 8;

/** What is wrong with a cell, in sentences: none for one as it should be. */
export function complaintsAbout({ provider, scenario }: Harness, { operation, faultCase, isForGood, next }: Cell, seen: Seen): string[] {
	const { first, again, confirmed } = seen;
	const { isIdempotent } = scenario;
	const { wished } = operation;
	const attempts = next?.fate === 'busy' ? PATIENT_ATTEMPTS : provider.limits.attempts;
	const circumstances = { fate: faultCase.fate, isForGood: isForGood || next !== undefined, isIdempotent, attempts };
	// Where the same again removes, and where a removal needs an id, what is as wished already must not be sent at all.
	const isRemovedById = provider.removal === 'by-reaction-id' && operation.step.action === 'remove';
	const isSent = (isIdempotent && !isRemovedById) || !isSame(first.stood, wished);
	const mostWrites = isSent ? mostWritesIn(circumstances) : 0;
	const meetsFault = isSent || (isRemovedById && isForGood);
	const mayDoubt = first.said === 'unknown' && again.writes === 0 && isSame(again.standing, first.standing);

	const demands: ReadonlyArray<[boolean, string]> = [
		...[first, again, confirmed].map((ending): [boolean, string] => [isTruthful(ending, operation, scenario), `said ${shown(ending)}`]),
		[meetsFault ? fits(first.said, circumstances) : isDone(first.said), `said ${first.said}`],
		[first.writes <= mostWrites, `sent ${first.writes} requests, and not at most ${mostWrites}`],
		[isDone(again.said) || (again.said === 'unknown' && mayDoubt), `said ${shown(again)} when it was well again`],
		[isDone(confirmed.said), `said ${shown(confirmed)} although it was told what stands`],
	];
	return demands.filter(([isMet]) => !isMet).map(([, complaint]) => `${provider.name} ${complaint}`);
}

/** Done is done, no is no, and in doubt it is one or the other. */
function isTruthful({ said, stood, standing }: Ending, { step, wished }: Operation, { send }: Scenario): boolean {
	const isAsWished = isSame(standing, wished);
	const isAsBefore = isSame(standing, stood);
	if (!isDone(said)) return isAsBefore || (isDoubt(said) && isAsWished);
	const saysNothingNew = step.action === 'add' ? send.again : send.goneAlready;
	return isAsWished && said === (isAsBefore ? saysNothingNew : send.outcome);
}

function fits(said: Said, { fate, isForGood, isIdempotent }: Circumstances): boolean {
	if (fate === 'refused') return said === 'REFUSED';
	if (fate === 'busy') return isForGood ? said === 'RATE_LIMITED' : isDone(said);
	if (!isIdempotent) return said === 'unknown';
	return isForGood ? said !== 'unknown' && isDoubt(said) : isDone(said);
}

/** As the vendors' pages have it: a toggle is never sent again after a lost answer; a 429 does nothing anywhere. */
function mostWritesIn({ fate, isIdempotent, attempts }: Circumstances): number {
	if (fate === 'busy') return PATIENT_ATTEMPTS;
	return fate === 'doubtful' && isIdempotent ? attempts : 1;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
	return one.join() === other.join();
}

function shown({ said, stood, standing }: Ending): string {
	return `${said}, while [${stood.join()}] became [${standing.join()}]`;
}
