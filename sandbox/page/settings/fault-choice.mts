import type { NumberRange } from './read-number.mts';

/** A fault as a choice. */
export interface FaultChoice<Fault> {
	id: string;
	title: string;
	/** The heading of a group of similar faults. */
	group?: string;
	/** What happens, in one sentence. */
	happens: string;
	/** The rest of a sentence that begins with “A good client”. */
	goodClient: string;
	/** The fault's number, if it has one. */
	number?: NumberRange & { label: string; initial: number };
	build(number: number): Fault;
}

/** The calls or webhooks that a fault may apply to. */
export interface FaultScope<Match> {
	id: string;
	title: string;
	match: Match;
}

/** The control API always counts down. This number is never used up. */
export const ENDLESS_TIMES = 1_000_000;
