import { plainAddress } from '../model/address';
import type { LiveTapback } from '../model/tapback-event';
import { plainMessageId } from '../model/target';

/**
 * A vendor's list by Apple's rule: the newest tapback of each person on each part of a message. Not every vendor
 * documents that a swap removes the earlier entry. Stickers, and tapbacks of unknown people, all stay.
 */
export function onePerPerson(listed: readonly LiveTapback[]): LiveTapback[] {
	const newest = new Map<string, LiveTapback>();
	for (const tapback of listed) {
		const key = bubbleOf(tapback);
		const other = key === undefined ? undefined : newest.get(key);
		if (key !== undefined && (other === undefined || timeOf(tapback) >= timeOf(other))) newest.set(key, tapback);
	}
	return listed.filter((tapback) => {
		const key = bubbleOf(tapback);
		return key === undefined || newest.get(key) === tapback;
	});
}

function bubbleOf({ reaction, messageId, partIndex, actor, isFromMe }: LiveTapback): string | undefined {
	const person = isFromMe ? 'me' : actor && plainAddress(actor);
	return person === null || reaction.type === 'sticker' ? undefined : JSON.stringify([plainMessageId(messageId), partIndex ?? 0, person]);
}

/** Without a time, the later entry of the list is the newer one. */
function timeOf({ occurredAt }: LiveTapback): number {
	return occurredAt === null ? 0 : Date.parse(occurredAt);
}
