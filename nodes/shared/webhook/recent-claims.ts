import { createBoundedMap } from '../../../core';

/** The ids that this process claimed lately. Of several copies that arrive at the same moment, one gets the claim. */
export interface RecentClaims {
	/** True for the first claim of an id, false for another one within the window. `now`: ms since 1970. */
	claim(id: string, now: number): boolean;
	isClaimed(id: string): boolean;
	/** Ends a claim after a failure, so that the repetition gets through. With `claimedAt`, only a claim of that time ends. */
	forget(id: string, claimedAt?: number): void;
}

/** `most`: how many ids are stored. Both limits are low on purpose: a claim that outlives a failure would block the repetition. */
export function createRecentClaims({ windowMs = 60_000, most }: { windowMs?: number; most?: number } = {}): RecentClaims {
	const claims = createBoundedMap<number>(most);
	// Both directions: if the clock is set back, a claim must not hold until the clock has caught up.
	const isWithin = (ageMs: number) => Math.abs(ageMs) < windowMs;
	return {
		claim(id, now) {
			for (const [oldId, at] of claims) {
				if (isWithin(now - at)) break;
				claims.delete(oldId);
			}
			const claimedAt = claims.get(id);
			if (claimedAt !== undefined && isWithin(now - claimedAt)) return false;
			claims.set(id, now);
			return true;
		},
		isClaimed: (id) => claims.get(id) !== undefined,
		forget(id, claimedAt) {
			if (claimedAt === undefined || claims.get(id) === claimedAt) claims.delete(id);
		},
	};
}
