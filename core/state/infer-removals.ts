import { plainMessageId } from '../model/target';
import type { MessageTapbacks } from '../providers/reactions';
import { formatTapbackKey } from './tapback-key';
import { observationsOnMessage, type Observation, type Observations } from './observation';

export interface Look {
	provider: string;
	/** What was read, of a read that succeeded as a whole. */
	messages: readonly MessageTapbacks[];
	/** When it began, milliseconds since 1970. */
	readAt: number;
	/** So long a list may lag behind the events: what was seen later than that before the read isn't judged by it. */
	settleMs: number;
}

/**
 * What was seen standing and is gone. Where the same person has another one at the same place that is a swap, of which
 * the addition tells. A message that wasn't read says nothing: its tapbacks are neither removed nor remembered.
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
