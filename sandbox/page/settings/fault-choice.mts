import type { NumberRange } from './read-number.mts';

/** One thing that can go wrong, for someone who has to choose. */
export interface FaultChoice<Fault> {
	id: string;
	title: string;
	/** The heading it stands under, where several are alike. */
	group?: string;
	/** What happens, in one sentence. */
	happens: string;
	/** What a good client does about it: the rest of a sentence that begins so. */
	goodClient: string;
	/** The number it needs, if any. */
	number?: NumberRange & { label: string; initial: number };
	build(number: number): Fault;
}

/** Whom a fault may meet. */
export interface FaultScope<Match> {
	id: string;
	title: string;
	match: Match;
}

/** The control API always counts down; this many are never used up. */
export const ENDLESS_TIMES = 1_000_000;
