import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Channel } from '../model/channel.mts';
import type { Delivery } from '../deliveries/delivery.mts';
import type { Message } from '../model/message.mts';
import { showRequest, type LoggedRequest } from '../model/request-log.mts';
import type { WorldChange } from '../model/world.mts';
import type { Control } from './control.mts';
import type { Overview } from './overview.mts';
import { takeSnapshot, type Snapshot } from './snapshot.mts';

/** Keeps the connection open through proxies, and detects a lost one. */
const PING_EVERY_MS = 15_000;
/** With more pending events, a viewer gets a new snapshot instead. */
const MOST_PENDING = 500;

/** One event of `GET /control/events`, as JSON. An entry with a known id replaces the older one. */
export type StreamEvent =
	| { kind: 'snapshot'; snapshot: Snapshot }
	| { kind: 'overview'; overview: Overview }
	| { kind: 'message'; provider: string; message: Message }
	| { kind: 'request'; request: LoggedRequest }
	| { kind: 'delivery'; delivery: Delivery }
	| { kind: 'ping' };

/** Streams a snapshot, then changes, as server-sent events. */
export function streamEvents(c: Context, control: Control, changes: Channel<WorldChange>): Response {
	return streamSSE(c, async (stream) => {
		const pending = createPending(control);
		const unsubscribe = changes.subscribe(pending.note);
		stream.onAbort(() => {
			unsubscribe();
			pending.wake();
		});
		while (!stream.aborted) {
			for (let event = pending.next(); event && !stream.aborted; event = pending.next()) {
				await stream.writeSSE({ data: JSON.stringify(event) });
			}
			if (!(await pending.anyWithin(PING_EVERY_MS)))
				await stream.writeSSE({ data: JSON.stringify({ kind: 'ping' } satisfies StreamEvent) });
		}
	});
}

interface Pending {
	note(change: WorldChange): void;
	next(): StreamEvent | undefined;
	/** Resolves with true as soon as an event is pending, with false after `ms`. */
	anyWithin(ms: number): Promise<boolean>;
	wake(): void;
}

// Each object is pending once, however often it changes, and is read when it is sent.
function createPending(control: Control): Pending {
	const waiting = new Map<string, () => StreamEvent>();
	let wake: () => void = () => undefined;
	const askForSnapshot = () => {
		waiting.clear();
		waiting.set('snapshot', () => ({ kind: 'snapshot', snapshot: takeSnapshot(control) }));
	};
	askForSnapshot();
	return {
		note(change) {
			if (change.kind === 'reset' || waiting.size >= MOST_PENDING) askForSnapshot();
			else if (!waiting.has('snapshot')) waiting.set(...toPending(control, change));
			wake();
		},
		next() {
			const [first] = waiting;
			if (!first) return undefined;
			waiting.delete(first[0]);
			return first[1]();
		},
		anyWithin(ms) {
			if (waiting.size > 0) return Promise.resolve(true);
			return new Promise((resolve) => {
				const timer = setTimeout(() => resolve(false), ms);
				wake = () => {
					clearTimeout(timer);
					resolve(true);
				};
			});
		},
		wake: () => wake(),
	};
}

function toPending(control: Control, change: Exclude<WorldChange, { kind: 'reset' }>): [string, () => StreamEvent] {
	switch (change.kind) {
		case 'message':
			return [`message ${change.provider} ${change.message.id}`, () => change];
		case 'request':
			return [`request ${change.request.id}`, () => ({ kind: 'request', request: showRequest(change.request) })];
		case 'delivery':
			return [`delivery ${change.delivery.id}`, () => change];
		case 'settings':
			return ['overview', () => ({ kind: 'overview', overview: control.overview() })];
	}
}
