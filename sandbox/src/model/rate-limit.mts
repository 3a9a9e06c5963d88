export interface RateLimit {
	limit: number;
	windowSeconds: number;
}

export interface RateLimiter {
	/** Counts one call. Returns the seconds to wait (at least 1) when it is over the limit, else `undefined`. */
	count(): number | undefined;
}

/** Creates a fixed-window counter which starts with its first call. `now` gives milliseconds. */
export function createRateLimiter({ limit, windowSeconds }: RateLimit, now: () => number): RateLimiter {
	let windowStart = -Infinity;
	let calls = 0;
	return {
		count() {
			const at = now();
			if (at - windowStart >= windowSeconds * 1000) {
				windowStart = at;
				calls = 0;
			}
			calls += 1;
			if (calls <= limit) return undefined;
			return Math.max(1, Math.ceil((windowStart + windowSeconds * 1000 - at) / 1000));
		},
	};
}
