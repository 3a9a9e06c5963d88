import type { Connection } from '../http/client';
import { createOneAttemptClient } from '../http/one-attempt';
import { createBoundedMap } from '../model/bounded-map';
import { TapbackError } from '../model/errors';
import type { TapbackEvent } from '../model/tapback-event';
import type { FieldValues } from '../providers/fields';
import { formatTapbackKey } from './tapback-key';
import { inferRemovals } from './infer-removals';
import { isSameReactionValue } from './reaction-value';
import { observationInEvent, type Observation } from './observation';
import type { Provider } from '../providers/provider';
import { whyFiltered, type TapbackFilter } from '../webhook/filter';

/** Remembers the tapbacks that were observed, and polls the provider for those that are gone. */
export interface RemovalPoller {
	/** Stores an event of the webhook, also one that the filter doesn't want. */
	record(event: TapbackEvent): void;
	/**
	 * Reads once, and returns a `removed` event for each tapback that is gone. Polls must not overlap.
	 * @throws TapbackError, RATE_LIMITED with `retryAfterMs` if the provider asks for a pause; then no tapback counts as removed.
	 */
	poll(connection: Connection, options: { fields: FieldValues; filter: TapbackFilter }): Promise<TapbackEvent[]>;
}

/** Whether this provider reports no removals, but lists the current tapbacks. */
export function canInferRemovals({ capabilities, readRecent }: Provider): boolean {
	return capabilities.receiveRemoved.level === 'no' && readRecent !== undefined;
}

/** Starts empty at `now`, in ms since 1970. `settleMs`: maximum lag of the provider's list behind its events. */
export function createRemovalPoller(provider: Provider, { now, settleMs }: { now: number; settleMs: number }): RemovalPoller {
	let seen = createBoundedMap<Observation>();
	/** Time of the last poll. Events from before it are ignored, because the poll is newer. */
	let lookedAt = now;

	return {
		record(event) {
			const sighting = observationInEvent(event);
			const key = formatTapbackKey(event);
			if (sighting === undefined || key === undefined || sighting.seenAt < lookedAt) return;
			const known = seen.get(key);
			if (known !== undefined && known.seenAt > sighting.seenAt) return;
			if (event.action === 'added') seen.set(key, sighting);
			else if (known !== undefined && isSameReactionValue(known.tapback, event)) seen.delete(key);
		},
		async poll(connection, { fields, filter }) {
			const { readRecent } = provider;
			if (readRecent === undefined) throw new TapbackError('UNSUPPORTED', `${provider.name} doesn’t show the tapbacks on recent messages.`);
			const readAt = connection.now();
			const wanted = new Set([...seen].map(([, { tapback }]) => tapback.messageId));
			const messages = await readRecent(createOneAttemptClient(provider, connection), { fields, wanted });
			const { removed, standing } = inferRemovals(seen, { provider: provider.id, messages, readAt, settleMs });
			seen = createBoundedMap();
			for (const [key, sighting] of standing) seen.set(key, sighting);
			lookedAt = readAt;
			return removed.map((sighting) => removal(sighting, readAt)).filter((event) => whyFiltered(event, filter) === undefined);
		},
	};
}

function removal({ id, tapback }: Observation, readAt: number): TapbackEvent {
	return {
		...tapback,
		eventId: `removed|${id}`,
		action: 'removed',
		occurredAt: null,
		receivedAt: new Date(readAt).toISOString(),
		provenance: 'inferred',
		message: null,
		replaced: null,
		target: null,
	};
}
