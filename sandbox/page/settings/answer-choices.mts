import type { ApiCall, Fault } from '../../src/faults/answer-faults.mts';
import { descriptionOf } from '../state/description-of.mts';
import type { FaultChoice, FaultScope } from './fault-choice.mts';

const WEB_PAGE = '<!doctype html><title>Please log in</title><h1>Please log in</h1>';

/** All faults of an answer to an API call, the simplest first. */
export const ANSWER_CHOICES: readonly FaultChoice<Fault>[] = [
	{
		id: 'status',
		title: 'An error status',
		happens: 'Nothing happens; the call is answered with this status.',
		goodClient: 'says what failed. After a 5xx it tries again only where a repeat does no harm.',
		number: { label: 'Status', initial: 503, min: 200, max: 599 },
		build: (status) => ({ kind: 'status', status }),
	},
	{
		id: 'status-after',
		title: 'An error status after it took effect',
		happens: 'It takes effect, but the call is answered with this status.',
		goodClient: 'treats the outcome of a 5xx as unknown: it retries only where a repeat does no harm, otherwise it reports “unknown”.',
		number: { label: 'Status', initial: 500, min: 200, max: 599 },
		build: (status) => ({ kind: 'status-after', status }),
	},
	{
		id: 'rate-limit',
		title: 'Too many requests (429)',
		happens: 'Nothing happens; the vendor asks to wait, in its own words and with Retry-After.',
		goodClient: 'waits as long as Retry-After says, then continues, and loses nothing.',
		number: { label: 'Retry-After, in seconds', initial: 2, min: 1, max: 86_400 },
		build: (retryAfterSeconds) => ({ kind: 'rate-limit', retryAfterSeconds }),
	},
	{
		id: 'error-in-200',
		title: '200 with an error inside',
		happens: 'Nothing happens, but the status says success. Only the body has the error.',
		goodClient: 'reads the body before it reports success.',
		build: () => ({ kind: 'error-in-200' }),
	},
	{
		id: 'web-page',
		title: 'A web page instead of JSON',
		happens: 'It takes effect, but a 200 with HTML comes back, as from a proxy that wants a login.',
		goodClient: 'reports an answer it cannot read, and does not call it success.',
		build: () => ({ kind: 'body', body: WEB_PAGE, contentType: 'text/html' }),
	},
	{
		id: 'truncate',
		title: 'An answer cut short',
		happens: 'It takes effect, but the second half of the answer is missing.',
		goodClient: 'reports an answer it cannot read, and does not call it success.',
		build: () => ({ kind: 'truncate' }),
	},
	{
		id: 'drop-before',
		title: 'Lost before it took effect',
		happens: 'The connection breaks, and nothing happened.',
		goodClient: 'cannot know that nothing happened, and tries again only where a repeat does no harm.',
		build: () => ({ kind: 'drop-before' }),
	},
	{
		id: 'drop-after',
		title: 'Lost after it took effect',
		happens: 'The call takes effect, then the connection breaks before the response.',
		goodClient: 'retries only where a repeat does no harm; otherwise it reports “unknown”.',
		build: () => ({ kind: 'drop-after' }),
	},
	{
		id: 'reset',
		title: 'Lost in the middle of the answer',
		happens: 'It takes effect, and the connection breaks when half of the answer has come.',
		goodClient: 'does not trust half an answer, and tries again only where a repeat does no harm.',
		build: () => ({ kind: 'reset' }),
	},
	{
		id: 'hang-before',
		title: 'No answer, and no effect',
		happens: 'Nothing happens, and the answer never comes.',
		goodClient: 'gives up after its own timeout, and cannot know that nothing happened.',
		build: () => ({ kind: 'hang-before' }),
	},
	{
		id: 'hang',
		title: 'No answer at all',
		happens: 'It takes effect, but the answer never comes.',
		goodClient: 'gives up after its own timeout, and does not delay other calls.',
		build: () => ({ kind: 'hang' }),
	},
	{
		id: 'trickle',
		title: 'An answer that trickles in',
		happens: 'It takes effect, but the answer comes one byte at a time.',
		goodClient: 'counts its timeout from the request, and not anew from every byte.',
		number: { label: 'Between two bytes, in seconds', initial: 2, min: 0, max: 86_400, allowsFractions: true },
		build: (seconds) => ({ kind: 'trickle', byteDelayMs: Math.round(seconds * 1000) }),
	},
	{
		id: 'delay',
		title: 'A slow answer',
		happens: 'The answer is right, but late.',
		goodClient: 'waits, and does not ask a second time meanwhile.',
		number: { label: 'Delay, in seconds', initial: 5, min: 0, max: 86_400, allowsFractions: true },
		build: (seconds) => ({ kind: 'delay', delayMs: Math.round(seconds * 1000) }),
	},
];

/** The calls of a provider that a fault may apply to. */
export function answerScopes(providerId: string): FaultScope<Partial<ApiCall>>[] {
	const all = { id: 'all', title: 'All calls', match: {} };
	const paths = descriptionOf(providerId)?.paths;
	if (paths === undefined) return [all];
	return [
		all,
		{ id: 'tapbacks', title: 'Only tapbacks', match: { method: 'POST', path: paths.tapback } },
		{ id: 'webhooks', title: 'Only registering a webhook', match: { method: 'POST', path: paths.webhook } },
	];
}
