import type { Vote } from './result';
import type { Quorum } from './rules';

export interface Decision {
	approved: boolean | null;
	/** Those that led to it, the last one of which decided. */
	votes: readonly Vote[];
}

/** Counts the votes in their order until the quorum is reached; `undefined` where it isn't. An answer that is neither yes nor no ends it. */
export function decide(votes: readonly Vote[], quorum: Quorum): Decision | undefined {
	let yes = 0;
	let no = 0;
	for (const [index, { approved }] of votes.entries()) {
		if (approved === true) yes += 1;
		if (approved === false) no += 1;
		if (approved === null || yes === quorum.yes || no === quorum.no) return { approved, votes: votes.slice(0, index + 1) };
	}
	return undefined;
}
