import { plainMessageId } from '../model/target';
import type { MessageTapbacks } from '../providers/reactions';
import { formatTapbackKey } from './tapback-key';
import { observationsOnMessage, type Observation, type Observations } from './observation';

export interface Look {
	provider: string;
	/** The messages of one read that succeeded as a whole. */
	messages: readonly MessageTapbacks[];
	/** When the read began, in milliseconds since 1970. */
	readAt: number;
	/** Maximum lag of the list behind the events. Tapbacks that were observed within this time before the read are kept. */
	settleMs: number;
}

/**
 * Finds the observed tapbacks that are gone. If the same person has another one at the same place, that is a swap: its
 * addition is an event, and no removal is reported. Tapbacks on messages that were not read are neither reported nor kept.
 */
export function inferRemovals(
	seen: Observations,
	{ provider, messages, readAt, settleMs }: Look,
): { removed: Observation[]; standing: ReadonlyMap<string, Observation> } {
	const judged = new Set(messages.map(({ messageId }) => plainMessageId(messageId)));
	const shown = new Map<string, Observation>();
	for (const message of messages) {
		const sightings = observationsOnMessage(provider, message, readAt);
		if (sightings === undefined) judged.delete(plainMessageId(message.messageId));
		for (const sighting of sightings ?? []) shown.set(formatTapbackKey(sighting.tapback) ?? '', sighting);
	}
	const isFresh = ({ seenAt }: Observation) => seenAt > readAt - settleMs;
	const removed = [...seen]
		.filter(([key, sighting]) => !isFresh(sighting) && judged.has(plainMessageId(sighting.tapback.messageId)) && !shown.has(key))
		.map(([, sighting]) => sighting);
	const fresh = [...seen].filter(([, sighting]) => isFresh(sighting));
	return { removed, standing: new Map([...shown, ...fresh]) };
}
