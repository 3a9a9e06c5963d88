/** A delivery that claims to be signed with a secret. */
export interface Claim {
	body: Uint8Array;
	secret: string;
	/** Milliseconds since 1970. */
	now: number;
	/** The value of a header that is given exactly once. */
	header(name: string): string | undefined;
	has(name: string): boolean;
}

/** Whether a header’s unix time is at most five minutes away. */
export function isFresh(time: string | undefined, now: number): boolean {
	return time !== undefined && /^\d{1,12}$/.test(time) && Math.abs(now / 1000 - Number(time)) <= 300;
}

/** The JSON of a body as `JSON.stringify` writes it; `undefined` where it is no JSON. */
export function rewritten(body: Uint8Array): string | undefined {
	try {
		return JSON.stringify(JSON.parse(Buffer.from(body).toString('utf8')));
	} catch {
		return undefined;
	}
}
