import { setTimeout as sleep } from 'node:timers/promises';
import { freshUuid } from '../ids.mts';
import { createRing } from '../ring.mts';
import type { ProviderId } from '../vocabulary.mts';
import { isDelivered, type Delivery, type Forgery, type OutgoingDelivery, type Outcome } from './delivery.mts';
import { signAttempt } from './forge.mts';
import { post } from './post.mts';

const CAPACITY = 500;
/** How long a slow receiver may hold back the next delivery to the same URL. */
const MAX_WAIT_FOR_TURN_MS = 1000;

export interface DeliveryQueue {
	/** Starts deliveries in this order and returns their ids at once. */
	send(provider: ProviderId, outgoing: readonly OutgoingDelivery[]): string[];
	/** Sends one once more, outside its retry policy. `undefined` when the id is unknown (or has left the ring). */
	repeat(id: string, forgery?: Forgery): Promise<Outcome | undefined>;
	newestFirst(): Delivery[];
	/** The hook a delivery went to. */
	hookOf(id: string): string | undefined;
	/** Ends waiting retries and forgets everything. */
	reset(): void;
}

interface Entry {
	delivery: Delivery;
	outgoing: OutgoingDelivery;
}

/** Creates the queue through which every vendor posts its webhooks. */
export function createDeliveryQueue(options: { now: () => number; retryDelayScale: number; allowRemote: boolean }): DeliveryQueue {
	const ring = createRing<Entry>(CAPACITY);
	const turns = new Map<string, Promise<unknown>>();
	let stopping = new AbortController();

	async function attempt({ delivery, outgoing }: Entry, forgery?: Forgery): Promise<Outcome> {
		const at = options.now();
		const { body, signed } = signAttempt(outgoing, { at, forgery });
		const headers = { ...signed.headers, ...signed.signature };
		const { url, timeoutMs } = outgoing;
		if (forgery === undefined) Object.assign(delivery, { signatureBase: signed.signatureBase, headers });
		const outcome = await post({
			url,
			headers,
			body,
			timeoutMs,
			allowRemote: options.allowRemote,
			signal: stopping.signal,
		});
		const { status, error } = outcome;
		delivery.attempts.push({ at: new Date(at).toISOString(), status, error });
		return outcome;
	}

	async function retry(entry: Entry, first: Outcome, signal: AbortSignal): Promise<void> {
		const { delivery, outgoing } = entry;
		let outcome = first;
		for (const delayMs of outgoing.retry.delaysMs) {
			if (isDelivered(outcome) || outcome.errorCode === 'BLOCKED' || !outgoing.retry.retries(outcome)) break;
			await sleep(delayMs * options.retryDelayScale, undefined, { signal, ref: false });
			outcome = await attempt(entry);
		}
		delivery.state = isDelivered(outcome) ? 'delivered' : 'failed';
		outgoing.onOutcome?.(outcome);
	}

	function start(entry: Entry): void {
		const { url } = entry.outgoing;
		const { signal } = stopping;
		const turn = (turns.get(url) ?? Promise.resolve()).then(async () => {
			if (signal.aborted) return;
			const first = attempt(entry);
			first
				.then((outcome) => retry(entry, outcome, signal))
				.catch(() => {
					// The sandbox was reset or closed while this delivery waited.
					entry.delivery.state = 'failed';
				});
			await Promise.race([first, sleep(MAX_WAIT_FOR_TURN_MS, undefined, { ref: false })]);
		});
		turns.set(url, turn);
	}

	function send(provider: ProviderId, outgoing: readonly OutgoingDelivery[]): string[] {
		return outgoing.map((one) => {
			const { url, eventType, body } = one;
			const at = new Date(options.now()).toISOString();
			const id = freshUuid();
			const delivery: Delivery = {
				id,
				provider,
				at,
				url,
				eventType,
				signatureBase: '',
				headers: {},
				body,
				state: 'pending',
				attempts: [],
			};
			const entry: Entry = { delivery, outgoing: one };
			ring.push(entry);
			start(entry);
			return id;
		});
	}

	const find = (id: string) => ring.newestFirst().find(({ delivery }) => delivery.id === id);

	return {
		send,
		async repeat(id, forgery) {
			const entry = find(id);
			return entry && attempt(entry, forgery);
		},
		newestFirst: () => ring.newestFirst().map(({ delivery }) => delivery),
		hookOf: (id) => find(id)?.outgoing.hookId,
		reset() {
			stopping.abort();
			stopping = new AbortController();
			ring.clear();
			turns.clear();
		},
	};
}
