import type { Forgery } from '../model/delivery-event.mts';
import type { Attempt, Delivery, OutgoingDelivery, Outcome } from './delivery.mts';
import { loggedText, startOf } from '../model/logged-text.mts';
import { signAttempt } from './forge.mts';
import { post } from './post.mts';
import type { TargetRules } from './targets.mts';

const MOST_RESPONSE_CHARACTERS = 2000;

type Sent = Pick<Attempt, 'headers' | 'body' | 'signatureBase'>;

export interface AttemptOptions {
	now: () => number;
	targets: TargetRules;
	signal: AbortSignal;
}

/** Signs, posts and logs the attempt. Never throws: a failure is the outcome's `error`. */
export async function makeAttempt(
	{ delivery, outgoing }: { delivery: Delivery; outgoing: OutgoingDelivery },
	{ kind, forgery }: { kind: Attempt['kind']; forgery?: Forgery },
	{ now, targets, signal }: AttemptOptions,
): Promise<Outcome> {
	const at = now();
	const startedAt = performance.now();
	const sent = compose(outgoing, { at, forgery });
	const logged = loggedAs(sent);
	if (forgery === undefined) Object.assign(delivery, logged);
	const { url, timeoutMs } = outgoing;
	const outcome = await post({
		url,
		headers: sent.headers,
		body: sent.body,
		timeoutMs,
		allowRemote: targets.allowRemote,
		rules: targets,
		signal,
	});
	const { status, error, responseBody } = outcome;
	delivery.attempts.push({
		at: new Date(at).toISOString(),
		kind,
		forgery: forgery ?? null,
		...logged,
		status,
		error,
		responseBody: responseBody === undefined ? null : startOf(responseBody, MOST_RESPONSE_CHARACTERS),
		durationMs: Math.round(performance.now() - startedAt),
	});
	return outcome;
}

/** The sent content for the log, with long texts cut. */
export function loggedAs({ headers, body, signatureBase }: Sent): Sent {
	return { headers, body: loggedText(body), signatureBase: loggedText(signatureBase) };
}

/** The content of an attempt at this moment. */
export function compose(outgoing: OutgoingDelivery, { at, forgery }: { at: number; forgery?: Forgery }): Sent {
	const { body, signed } = signAttempt(outgoing, { at, forgery });
	const { headers, signature, signatureBase } = signed;
	return { headers: { 'content-type': 'application/json', ...headers, ...signature }, body, signatureBase };
}
