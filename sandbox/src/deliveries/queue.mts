import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { About } from '../model/about.mts';
import type { DeliveryFault } from '../faults/delivery-faults.mts';
import type { DeliveryEvent, Forgery } from '../model/delivery-event.mts';
import { freshUuid } from '../model/ids.mts';
import { createRing } from '../model/ring.mts';
import type { ProviderId } from '../providers/descriptions.mts';
import { compose, loggedAs, makeAttempt } from './attempt.mts';
import { isDelivered, type Attempt, type Delivery, type OutgoingDelivery, type Outcome } from './delivery.mts';
import type { TargetRules } from './targets.mts';
import { createDepartures } from './departures.mts';

const CAPACITY = 500;
/** Maximum length of all logged bodies and signed texts together. */
const MOST_CHARACTERS = 4_000_000;
/** Maximum time for which a reordered delivery waits for its successor. Scaled like the waits between retries. */
const OVERTAKEN_WITHIN_MS = 10_000;
const WITHHELD: Outcome = { status: null, error: 'It was withheld: nothing was sent.', errorCode: 'WITHHELD' };

export interface DeliveryQueue {
	/** Starts deliveries in this order and returns their ids at once. */
	send(provider: ProviderId, outgoing: readonly OutgoingDelivery[], aboutOf?: (event: DeliveryEvent) => About | undefined): string[];
	/** Sends a delivery again, outside its retry policy. `undefined` if the log doesn't hold the id. */
	repeat(id: string, forgery?: Forgery): Promise<Outcome | undefined>;
	newestFirst(): Delivery[];
	/** The webhook of a delivery. */
	hookOf(id: string): string | undefined;
	/** Aborts waiting deliveries and retries, and empties the log. */
	reset(): void;
}

export interface DeliveryQueueOptions {
	now: () => number;
	retryDelayScale: number;
	/** Multiplies how long the vendors wait for a receiver. Default 1. */
	timeoutScale?: number;
	targets: TargetRules;
	/** The planned fault for a new delivery. */
	faultFor(provider: ProviderId, event: DeliveryEvent): DeliveryFault | undefined;
	/** Called for a new delivery, and for each of its changes. */
	changed(delivery: Delivery): void;
}

interface Entry {
	delivery: Delivery;
	outgoing: OutgoingDelivery;
	fault: DeliveryFault | undefined;
	/** Aborted by a reset. */
	signal: AbortSignal;
}

/** Creates the queue through which every vendor posts its webhooks. */
export function createDeliveryQueue(options: DeliveryQueueOptions): DeliveryQueue {
	const { now, targets, retryDelayScale, timeoutScale = 1 } = options;
	const ring = createRing<Entry>(CAPACITY, MOST_CHARACTERS);
	const departures = createDepartures({ overtakenWithinMs: OVERTAKEN_WITHIN_MS * retryDelayScale });
	let stopping = createStop();

	// A delivery that left the log while it was under way is not reported.
	function changed(entry: Entry): void {
		if (ring.has(entry)) options.changed(entry.delivery);
	}

	function end(entry: Entry, state: Delivery['state'], outcome: Outcome): void {
		entry.delivery.state = state;
		changed(entry);
		entry.outgoing.onOutcome?.(outcome);
	}

	async function attempt(entry: Entry, kind: Attempt['kind'], forgery?: Forgery): Promise<Outcome> {
		const outcome = await makeAttempt(entry, { kind, forgery }, { now, targets, signal: entry.signal });
		ring.grow(entry, entry.outgoing.body.length);
		changed(entry);
		return outcome;
	}

	async function retry(entry: Entry, first: Outcome): Promise<void> {
		const { outgoing, signal } = entry;
		let outcome = first;
		for (const delayMs of outgoing.retry.delaysMs) {
			if (isDelivered(outcome) || outcome.errorCode === 'BLOCKED' || !outgoing.retry.retries(outcome)) break;
			await sleep(delayMs * retryDelayScale, undefined, { signal, ref: false });
			// A delivery that has left the log is not retried, so that the number of waiting ones is bounded.
			if (!ring.has(entry)) break;
			outcome = await attempt(entry, 'retry');
		}
		end(entry, isDelivered(outcome) ? 'delivered' : 'failed', outcome);
	}

	// A fault applies to the first attempt only: the retries of a forged one are genuine, and copies are not retried.
	async function begin(entry: Entry): Promise<void> {
		const { fault, signal } = entry;
		if (signal.aborted) return;
		const first = attempt(entry, 'first', fault?.kind === 'forge' ? fault.forgery : undefined);
		const copies = Array.from({ length: fault?.kind === 'duplicate' ? fault.copies : 0 }, () => attempt(entry, 'copy'));
		// Rejects only if the sandbox was reset or closed while a retry waited. Then the delivery isn't logged any more.
		first.then((outcome) => retry(entry, outcome)).catch(() => undefined);
		await Promise.all([first, ...copies]);
	}

	function start(entry: Entry): void {
		const { outgoing, delivery, fault, signal } = entry;
		if (fault?.kind === 'withhold') return end(entry, 'withheld', WITHHELD);
		const hook = `${delivery.provider} ${outgoing.hookId}`;
		departures.add({ hook, url: outgoing.url, fault, signal, go: () => begin(entry) });
	}

	function send(
		provider: ProviderId,
		outgoing: readonly OutgoingDelivery[],
		aboutOf: (event: DeliveryEvent) => About | undefined = () => undefined,
	): string[] {
		return outgoing.map((one) => {
			const at = now();
			const { url, event, eventType } = one;
			const fault = options.faultFor(provider, event);
			const delivery: Delivery = {
				id: freshUuid(),
				provider,
				at: new Date(at).toISOString(),
				url,
				event,
				eventType,
				about: aboutOf(event) ?? null,
				...loggedAs(compose(one, { at })),
				state: 'pending',
				fault: fault?.kind ?? null,
				attempts: [],
			};
			const entry: Entry = { delivery, outgoing: { ...one, timeoutMs: one.timeoutMs * timeoutScale }, fault, signal: stopping.signal };
			ring.push(entry, 2 * one.body.length);
			changed(entry);
			start(entry);
			return delivery.id;
		});
	}

	const find = (id: string) => ring.newestFirst().find(({ delivery }) => delivery.id === id);

	return {
		send,
		async repeat(id, forgery) {
			const entry = find(id);
			return entry && attempt(entry, 'redelivery', forgery);
		},
		newestFirst: () => ring.newestFirst().map(({ delivery }) => delivery),
		hookOf: (id) => find(id)?.outgoing.hookId,
		reset() {
			stopping.abort();
			stopping = createStop();
			ring.clear();
			departures.clear();
		},
	};
}

// Every delivery under way listens to the signal, and Node would report more than ten listeners as a leak.
function createStop(): AbortController {
	const stop = new AbortController();
	setMaxListeners(Infinity, stop.signal);
	return stop;
}
