import { plainMessageId } from '../model/target';
import type { MessageTapbacks } from '../providers/reactions';
import { formatTapbackKey } from './tapback-key';
import { observationsOnMessage, type Observation, type Observations } from './observation';

/** One read of the recent messages. */
export interface Poll {
	provider: string;
	/** The messages that were read. A failed read must not be passed. */
	messages: readonly MessageTapbacks[];
	/** When the read began, in milliseconds since 1970. */
	readAt: number;
	/**
	 * Maximum lag of the list behind the events, in milliseconds. Tapbacks that were observed within this time before the read
	 * are kept.
	 */
	settleMs: number;
}

/**
 * Finds observed tapbacks that a read no longer lists. A swap is not reported, because its addition is an event of its own: the
 * same person then has another tapback on the same part. Tapbacks on messages that were not read are neither reported nor kept.
 */
export function inferRemovals(
	seen: Observations,
	{ provider, messages, readAt, settleMs }: Poll,
): { removed: Observation[]; current: ReadonlyMap<string, Observation> } {
	const readIds = new Set(messages.map(({ messageId }) => plainMessageId(messageId)));
	const listed = new Map<string, Observation>();
	for (const message of messages) {
		const observations = observationsOnMessage(provider, message, readAt);
		if (observations === undefined) readIds.delete(plainMessageId(message.messageId));
		for (const observation of observations ?? []) listed.set(formatTapbackKey(observation.tapback) ?? '', observation);
	}
	const isFresh = ({ seenAt }: Observation) => seenAt > readAt - settleMs;
	const removed = [...seen]
		.filter(([key, one]) => !isFresh(one) && readIds.has(plainMessageId(one.tapback.messageId)) && !listed.has(key))
		.map(([, one]) => one);
	const fresh = [...seen].filter(([, one]) => isFresh(one));
	return { removed, current: new Map([...listed, ...fresh]) };
}
