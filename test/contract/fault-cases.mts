import type { Fault } from '../../sandbox/src/index.mts';
import type { Scenario } from './scenarios/scenario.mts';

/**
 * What is known of a request that met a fault. `doubtful`: the vendor may have acted or not. `busy`: it did nothing, and
 * may be asked again. `refused`: it says no.
 */
export type Fate = 'doubtful' | 'busy' | 'refused';

export interface FaultCase {
	title: string;
	fate: Fate;
	fault(scenario: Scenario): Fault;
}

const WEB_PAGE = '<!doctype html><h1>Please log in</h1>';
const HTML = { 'content-type': 'text/html' };

/** A bad day, one row each. */
export const FAULT_CASES: readonly FaultCase[] = [
	doubtful('lost before it took effect', { kind: 'drop-before' }),
	doubtful('lost after it took effect', { kind: 'drop-after' }),
	doubtful('lost in the middle of the answer', { kind: 'reset' }),
	doubtful('a 500', { kind: 'status', status: 500 }),
	doubtful('a 500 after it took effect', { kind: 'status-after', status: 500 }),
	doubtful('a 502', { kind: 'status', status: 502 }),
	doubtful('a 502 with a web page after it took effect', { kind: 'status-after', status: 502, headers: HTML, body: WEB_PAGE }),
	doubtful('a 503', { kind: 'status', status: 503 }),
	doubtful('a 503 after it took effect', { kind: 'status-after', status: 503 }),
	doubtful('silence before it took effect', { kind: 'hang-before' }),
	doubtful('silence after it took effect', { kind: 'hang' }),
	doubtful('an answer that trickles in', { kind: 'trickle', byteDelayMs: 40 }),
	doubtful('JSON that was cut off', { kind: 'truncate' }),
	doubtful('a web page with a 200', { kind: 'body', body: WEB_PAGE, contentType: 'text/html' }),
	doubtful('a web page with a 200, in the vendor’s place', { kind: 'status', status: 200, headers: HTML, body: WEB_PAGE }),
	{ title: 'a 429 with Retry-After', fate: 'busy', fault: () => ({ kind: 'rate-limit', retryAfterSeconds: 2 }) },
	{
		title: 'a 429 without Retry-After',
		fate: 'busy',
		fault: ({ errorBody }) => ({ kind: 'status', status: 429, body: errorBody('Too many requests') }),
	},
	{ title: 'a 200 with an error inside', fate: 'refused', fault: () => ({ kind: 'error-in-200' }) },
	{
		title: 'a redirect',
		fate: 'refused',
		fault: () => ({ kind: 'status', status: 307, headers: { location: 'https://login.example.com/' } }),
	},
];

function doubtful(title: string, fault: Fault): FaultCase {
	return { title, fate: 'doubtful', fault: () => fault };
}
