import type { Delivery } from '../../src/deliveries/delivery.mts';
import type { LoggedRequest } from '../../src/model/request-log.mts';

/** One entry of the wire log: an incoming API call, or an outgoing webhook. */
export type WireEntry = { kind: 'request'; request: LoggedRequest } | { kind: 'delivery'; delivery: Delivery };

export type WireKind = 'all' | 'requests' | 'webhooks';

/** A filter for the wire log; without `provider`, for every provider. */
export interface WireFilter {
	kind: WireKind;
	provider: string | undefined;
}

/** Merges both logs, each newest first. At the same time the webhook is newer, because the call caused it. */
export function mergeEntries(requests: readonly LoggedRequest[], deliveries: readonly Delivery[]): WireEntry[] {
	const merged: WireEntry[] = [];
	let next = 0;
	for (const delivery of deliveries) {
		for (let request = requests[next]; request && request.at > delivery.at; request = requests[++next]) {
			merged.push({ kind: 'request', request });
		}
		merged.push({ kind: 'delivery', delivery });
	}
	return [...merged, ...requests.slice(next).map((request): WireEntry => ({ kind: 'request', request }))];
}

/** The entries a filter lets through. */
export function filterEntries(entries: readonly WireEntry[], { kind, provider }: WireFilter): WireEntry[] {
	return entries.filter((entry) => {
		if (kind === 'requests' && entry.kind !== 'request') return false;
		if (kind === 'webhooks' && entry.kind !== 'delivery') return false;
		return provider === undefined || loggedOf(entry).provider === provider;
	});
}

/** What both kinds of entry have. */
export function loggedOf(entry: WireEntry): LoggedRequest | Delivery {
	return entry.kind === 'request' ? entry.request : entry.delivery;
}

/** The id of an entry, unique over both logs. */
export function entryId(entry: WireEntry): string {
	return loggedOf(entry).id;
}
