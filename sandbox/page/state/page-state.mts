import type { StreamEvent } from '../../src/control/events.mts';
import type { Snapshot } from '../../src/control/snapshot.mts';

const LOG_ENTRIES = 200;

/** The page's copy of the sandbox's state. */
export type PageState = Snapshot;

/** Applies an event. Before the first snapshot there is no state, and other events are ignored. */
export function applyEvent(state: PageState | undefined, event: StreamEvent): PageState | undefined {
	if (event.kind === 'snapshot') return event.snapshot;
	if (state === undefined) return undefined;
	switch (event.kind) {
		case 'overview':
			return { ...state, overview: event.overview };
		case 'message': {
			const { provider, message } = event;
			return { ...state, messages: { ...state.messages, [provider]: putLast(state.messages[provider] ?? [], message) } };
		}
		case 'request':
			return { ...state, requests: putFirst(state.requests, event.request) };
		case 'delivery':
			return { ...state, deliveries: putFirst(state.deliveries, event.delivery) };
		case 'ping':
			return state;
	}
}

interface Entry {
	id: string;
}

function replace<T extends Entry>(entries: readonly T[], entry: T): T[] | undefined {
	const at = entries.findIndex(({ id }) => id === entry.id);
	return at === -1 ? undefined : entries.with(at, entry);
}

function putLast<T extends Entry>(entries: readonly T[], entry: T): T[] {
	return replace(entries, entry) ?? [...entries, entry];
}

function putFirst<T extends Entry>(entries: readonly T[], entry: T): T[] {
	return replace(entries, entry) ?? [entry, ...entries].slice(0, LOG_ENTRIES);
}
