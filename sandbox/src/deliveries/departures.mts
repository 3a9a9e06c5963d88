import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveryFault } from '../faults/delivery-faults.mts';

/** Maximum time for which a slow receiver delays the next delivery to the same URL. */
const MAX_WAIT_FOR_TURN_MS = 1000;

/** A delivery that is ready to be sent. */
export interface Departure {
	/** The webhook it goes to. */
	hook: string;
	url: string;
	fault: DeliveryFault | undefined;
	/** Ends the waiting. */
	signal: AbortSignal;
	/** Sends the delivery; must not reject. */
	go(): Promise<unknown>;
}

/** Decides when each delivery is sent: to one URL in order, except for planned faults. */
export interface Departures {
	add(departure: Departure): void;
	clear(): void;
}

/** Creates an empty queue for every URL. A reordered delivery is sent without a successor after `overtakenWithinMs`. */
export function createDepartures({ overtakenWithinMs }: { overtakenWithinMs: number }): Departures {
	const lastTurns = new Map<string, Promise<unknown>>();
	/** By webhook, the delivery that waits for its successor. */
	const heldBack = new Map<string, Departure>();

	function takeTurn({ url, go }: Departure): void {
		const before = lastTurns.get(url) ?? Promise.resolve();
		const turn = before.then(() => atMost(MAX_WAIT_FOR_TURN_MS, go()));
		lastTurns.set(url, turn);
		void turn.then(() => {
			if (lastTurns.get(url) === turn) lastTurns.delete(url);
		});
	}

	function depart(departure: Departure): void {
		const { hook } = departure;
		takeTurn(departure);
		const overtaken = heldBack.get(hook);
		if (!overtaken) return;
		heldBack.delete(hook);
		takeTurn(overtaken);
	}

	function holdBack(departure: Departure): void {
		const { hook, signal } = departure;
		heldBack.set(hook, departure);
		after(overtakenWithinMs, signal, () => {
			if (heldBack.get(hook) !== departure) return;
			heldBack.delete(hook);
			takeTurn(departure);
		});
	}

	return {
		add(departure) {
			const { fault, hook, signal } = departure;
			if (fault?.kind === 'delay') after(fault.delayMs, signal, () => depart(departure));
			// This delivery is the successor of a reordered one.
			else if (fault?.kind === 'reorder' && !heldBack.has(hook)) holdBack(departure);
			else depart(departure);
		},
		clear() {
			lastTurns.clear();
			heldBack.clear();
		},
	};
}

function after(delayMs: number, signal: AbortSignal, act: () => void): void {
	sleep(delayMs, undefined, { signal, ref: false }).then(act, () => undefined);
}

function atMost(ms: number, work: Promise<unknown>): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, ms).unref();
		void work.then(() => {
			clearTimeout(timer);
			resolve();
		});
	});
}
