import { plainAddress } from '../model/address';
import type { LiveTapback } from '../model/tapback-event';
import { plainMessageId } from '../model/target';

/**
 * Reduces a vendor's list by Apple's rule to the newest tapback of each person on each part of a message, because not every
 * vendor documents that a swap removes the earlier entry. All stickers and all tapbacks of unknown people stay.
 */
export function onePerPerson(listed: readonly LiveTapback[]): LiveTapback[] {
	const newest = new Map<string, LiveTapback>();
	for (const tapback of listed) {
		const key = keyOf(tapback);
		const other = key === undefined ? undefined : newest.get(key);
		if (key !== undefined && (other === undefined || timeOf(tapback) >= timeOf(other))) newest.set(key, tapback);
	}
	return listed.filter((tapback) => {
		const key = keyOf(tapback);
		return key === undefined || newest.get(key) === tapback;
	});
}

function keyOf({ reaction, messageId, partIndex, actor, isFromMe }: LiveTapback): string | undefined {
	const person = isFromMe ? 'me' : actor && plainAddress(actor);
	return person === null || reaction.type === 'sticker' ? undefined : JSON.stringify([plainMessageId(messageId), partIndex ?? 0, person]);
}

/** Milliseconds since 1970, or 0. Of two entries with the same time, the later one in the list is the newer one. */
function timeOf({ occurredAt }: LiveTapback): number {
	return occurredAt === null ? 0 : Date.parse(occurredAt);
}
