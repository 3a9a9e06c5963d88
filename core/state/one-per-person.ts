import { plainAddress } from '../model/address';
import type { LiveTapback } from '../model/tapback-event';
import { plainMessageId } from '../model/target';

/**
 * A vendor's list of what stands, by Apple's rule: one tapback for each person and bubble, the newest. Whether a swap
 * takes the earlier entry off their lists isn't documented everywhere. Stickers, and tapbacks of nobody known, all stay.
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

/** Without a time the place in the list decides. */
function timeOf({ occurredAt }: LiveTapback): number {
	return occurredAt === null ? 0 : Date.parse(occurredAt);
}
