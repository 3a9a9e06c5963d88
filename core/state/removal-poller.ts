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

/** Remembers observed tapbacks, and polls the provider to find those that were removed. */
export interface RemovalPoller {
	/** Stores an event of the webhook. Record filtered events, too. */
	record(event: TapbackEvent): void;
	/**
	 * Reads once, and returns a `removed` event for each tapback that is gone and that the filter wants. Polls must not overlap.
	 * @throws TapbackError UNSUPPORTED if the provider can't list recent messages, RATE_LIMITED with `retryAfterMs` if it asks for a
	 * pause, and every other refusal. After an error no tapback counts as removed.
	 */
	poll(connection: Connection, options: { fields: FieldValues; filter: TapbackFilter }): Promise<TapbackEvent[]>;
}

/** Whether removals must and can be inferred: the provider sends no event for them, but lists the current tapbacks. */
export function canInferRemovals({ capabilities, readRecent }: Provider): boolean {
	return capabilities.receiveRemoved.level === 'no' && readRecent !== undefined;
}

/**
 * Creates a poller without observations. `now` is in milliseconds since 1970. `settleMs`: maximum lag of the provider's list behind
 * its events, in milliseconds.
 */
export function createRemovalPoller(provider: Provider, { now, settleMs }: { now: number; settleMs: number }): RemovalPoller {
	let seen = createBoundedMap<Observation>();
	/** Start of the last poll, in milliseconds since 1970. Earlier events are ignored, because the poll is newer. */
	let polledAt = now;

	return {
		record(event) {
			const observation = observationInEvent(event);
			const key = formatTapbackKey(event);
			if (observation === undefined || key === undefined || observation.seenAt < polledAt) return;
			const known = seen.get(key);
			if (known !== undefined && known.seenAt > observation.seenAt) return;
			if (event.action === 'added') seen.set(key, observation);
			else if (known !== undefined && isSameReactionValue(known.tapback, event)) seen.delete(key);
		},
		async poll(connection, { fields, filter }) {
			const { readRecent } = provider;
			if (readRecent === undefined) throw new TapbackError('UNSUPPORTED', `${provider.name} doesn’t show the tapbacks on recent messages.`);
			const readAt = connection.now();
			const wanted = new Set([...seen].map(([, { tapback }]) => tapback.messageId));
			const messages = await readRecent(createOneAttemptClient(provider, connection), { fields, wanted });
			const { removed, current } = inferRemovals(seen, { provider: provider.id, messages, readAt, settleMs });
			seen = createBoundedMap();
			for (const [key, observation] of current) seen.set(key, observation);
			polledAt = readAt;
			return removed.map((observation) => removal(observation, readAt)).filter((event) => whyFiltered(event, filter) === undefined);
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
