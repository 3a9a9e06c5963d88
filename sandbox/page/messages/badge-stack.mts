import type { Tapback } from '../../src/model/message.mts';

const MOST_SHOWN = 3;

/** The badges on one bubble. */
export interface BadgeStack {
	/** The foremost first; at most three. */
	shown: { tapback: Tapback; isMine: boolean }[];
	/** The number of tapbacks. */
	total: number;
}

/** Stacks the tapbacks of one part: the holder's own in front, then the newest. */
export function stackBadges(
	tapbacks: readonly Tapback[],
	{ partIndex, holder }: { partIndex: number; holder: string | undefined },
): BadgeStack {
	const all = tapbacks
		.filter((tapback) => tapback.partIndex === partIndex)
		.map((tapback) => ({ tapback, isMine: tapback.from === 'human' && tapback.actor === holder }))
		.sort((one, other) => Number(other.isMine) - Number(one.isMine) || other.tapback.at.localeCompare(one.tapback.at));
	return { shown: all.slice(0, MOST_SHOWN), total: all.length };
}
