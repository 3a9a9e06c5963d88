import { createBoundedMap } from '../../../core';

/** What this process has taken lately, so that of what arrives at the same moment one goes on. */
export interface RecentClaims {
	/** True the first time; false again within the window. */
	claim(id: string, now: number): boolean;
	isClaimed(id: string): boolean;
	/** For what came to nothing: its repetition must get through. With the time of the claim, only that one is given up. */
	forget(id: string, claimedAt?: number): void;
}

/** Short and bounded on purpose: an id that stays here although nothing came of it would swallow the repetition. */
export function createRecentClaims({ windowMs = 60_000, most }: { windowMs?: number; most?: number } = {}): RecentClaims {
	const claims = createBoundedMap<number>(most);
	// In both directions: after a clock was set back, a claim must not hold until the clock is there again.
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
