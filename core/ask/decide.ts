import type { Decision, Vote } from './result';
import type { AskRules } from './rules';

/**
 * Counts the votes in order until a choice has enough, or no choice can have enough any more; `undefined` if the question is
 * still open.
 */
export function decide(votes: readonly Vote[], rules: AskRules): Decision | undefined {
	const counts = new Map<string, number>();
	for (const [index, { choice: name }] of votes.entries()) {
		const counted = votes.slice(0, index + 1);
		const choice = rules.choices.find((one) => one.name === name);
		if (choice === undefined) return { choice: null, votes: counted };
		const count = (counts.get(choice.name) ?? 0) + 1;
		counts.set(choice.name, count);
		if (count === choice.needed) return { choice, votes: counted };
		if (!isReachable(rules, counts, counted.length)) return { choice: null, votes: counted };
	}
	return undefined;
}

/** Whether the people who have not answered yet are enough for a choice. Always true if anyone may answer. */
function isReachable({ choices, from }: AskRules, counts: ReadonlyMap<string, number>, answered: number): boolean {
	if (typeof from === 'string') return true;
	const left = from.length - answered;
	return choices.some(({ name, needed }) => needed !== null && (counts.get(name) ?? 0) + left >= needed);
}
