import type { Delivery } from '../../src/deliveries/delivery.mts';
import type { LoggedRequest } from '../../src/model/request-log.mts';
import type { WireEntry } from './entries.mts';

/** The end of a call or delivery, as colour and text. */
export interface Status {
	tone: 'good' | 'bad' | 'warn' | 'plain';
	/** Short, for a chip: a number, or a word. */
	short: string;
	/** The long form. */
	text: string;
}

const PHRASES: Readonly<Record<number, string>> = {
	...{ 200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content' },
	...{ 301: 'Moved Permanently', 302: 'Found', 307: 'Temporary Redirect', 308: 'Permanent Redirect' },
	...{ 400: 'Bad Request', 401: 'Unauthorized', 402: 'Payment Required', 403: 'Forbidden', 404: 'Not Found' },
	...{ 405: 'Method Not Allowed', 409: 'Conflict', 413: 'Content Too Large', 422: 'Unprocessable Content' },
	...{ 429: 'Too Many Requests', 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' },
};

/** The end of an entry, or its current state. */
export function statusOf(entry: WireEntry): Status {
	return entry.kind === 'request' ? requestStatus(entry.request) : deliveryStatus(entry.delivery);
}

/** An HTTP status with its name: `201 Created`. */
export function httpStatus(status: number): Status {
	const phrase = PHRASES[status];
	return { tone: toneOf(status), short: String(status), text: phrase === undefined ? String(status) : `${status} ${phrase}` };
}

function requestStatus({ status, durationMs }: LoggedRequest): Status {
	if (status === 202) return { ...httpStatus(status), short: 'accepted' };
	if (status !== null) return httpStatus(status);
	if (durationMs === null) return { tone: 'plain', short: 'waiting', text: 'Waiting for the answer' };
	return { tone: 'bad', short: 'no answer', text: 'The client got no answer' };
}

function deliveryStatus({ state, attempts }: Delivery): Status {
	const last = attempts.findLast(({ kind }) => kind === 'first' || kind === 'retry');
	const answer = last === undefined || last.status === null ? undefined : httpStatus(last.status);
	switch (state) {
		case 'withheld':
			return { tone: 'warn', short: 'withheld', text: 'Withheld: not sent' };
		case 'pending':
			if (last === undefined) return { tone: 'plain', short: 'sending', text: 'On its way' };
			return { tone: 'warn', short: answer?.short ?? 'no answer', text: `${answer?.text ?? 'No answer'}, will be tried again` };
		case 'delivered':
			return { tone: 'good', short: answer?.short ?? 'delivered', text: answer ? `Delivered, ${answer.text}` : 'Delivered' };
		case 'failed':
			return { tone: 'bad', short: answer?.short ?? 'failed', text: answer ? `Failed, ${answer.text}` : 'Failed, no answer' };
	}
}

function toneOf(status: number): Status['tone'] {
	if (status < 300) return 'good';
	return status < 400 ? 'warn' : 'bad';
}
