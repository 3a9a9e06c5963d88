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

/** Remembers which tapbacks were seen standing, and looks from time to time which of them are gone. */
export interface RemovalPoller {
	/** Takes in what the provider told of its own accord, wanted or not. */
	record(event: TapbackEvent): void;
	/**
	 * Reads once, and gives a `removed` event for each tapback that is gone. One at a time, please.
	 * @throws TapbackError, RATE_LIMITED with `retryAfterMs` where the provider wants a pause; then nothing is taken for removed.
	 */
	poll(connection: Connection, options: { fields: FieldValues; filter: TapbackFilter }): Promise<TapbackEvent[]>;
}

/** Whether removals, which this provider doesn't tell, can be inferred from what stands. */
export function canInferRemovals({ capabilities, readRecent }: Provider): boolean {
	return capabilities.receiveRemoved.level === 'no' && readRecent !== undefined;
}

/** Starts at `now`, ms since 1970, knowing nothing. `settleMs`: for so long a list may lag behind the events. */
export function createRemovalPoller(provider: Provider, { now, settleMs }: { now: number; settleMs: number }): RemovalPoller {
	let seen = createBoundedMap<Observation>();
	/** What events tell of earlier times, the last look knows better. */
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
