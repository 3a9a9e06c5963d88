import type { Decision, Vote } from './result';
import type { AskRules } from './rules';

/** Counts the votes in their order until a choice is reached, or none can be; `undefined` where neither is so. */
export function decide(votes: readonly Vote[], rules: AskRules): Decision | undefined {
	const counts = new Map<string, number>();
	for (const [index, { choice: name }] of votes.entries()) {
		const sofar = votes.slice(0, index + 1);
		const choice = rules.choices.find((one) => one.name === name);
		if (choice === undefined) return { choice: null, votes: sofar };
		const count = (counts.get(choice.name) ?? 0) + 1;
		counts.set(choice.name, count);
		if (count === choice.needed) return { choice, votes: sofar };
		if (!isReachable(rules, counts, sofar.length)) return { choice: null, votes: sofar };
	}
	return undefined;
}

/** Of people who are named it is known how many can still answer. */
function isReachable({ choices, from }: AskRules, counts: ReadonlyMap<string, number>, answered: number): boolean {
	if (typeof from === 'string') return true;
	const left = from.length - answered;
	return choices.some(({ name, needed }) => needed !== null && (counts.get(name) ?? 0) + left >= needed);
}
