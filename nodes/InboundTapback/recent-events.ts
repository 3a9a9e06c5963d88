/** Event ids that this process has seen lately, so that copies arriving at the same moment start one run. */
export interface RecentEvents {
	/** True the first time; false for a copy within the window. */
	claim(id: string, now: number): boolean;
	isClaimed(id: string): boolean;
	/** For an event whose run could not be started: its repetition must get through. */
	forget(id: string): void;
}

/**
 * Short and bounded on purpose: what lasts is kept in n8n's database by `once.ts`, and an id that stays here
 * although its run failed would swallow the provider's repetition.
 */
export function createRecentEvents({ windowMs = 60_000, most = 10_000 } = {}): RecentEvents {
	const claimedAt = new Map<string, number>();
	return {
		claim(id, now) {
			for (const [oldId, at] of claimedAt) {
				if (now - at < windowMs) break;
				claimedAt.delete(oldId);
			}
			if (claimedAt.has(id)) return false;
			const [oldest] = claimedAt.keys();
			if (claimedAt.size >= most && oldest !== undefined) claimedAt.delete(oldest);
			claimedAt.set(id, now);
			return true;
		},
		isClaimed: (id) => claimedAt.has(id),
		forget(id) {
			claimedAt.delete(id);
		},
	};
}
