import { serviceName, type LiveTapback, type TapbackEvent } from '../model/tapback-event';
import { flatReaction } from '../model/reaction';
import type { MessageTapbacks } from '../providers/reactions';
import { formatTapbackKey } from './tapback-key';
import { onePerPerson } from './one-per-person';

type Facts = Omit<
	TapbackEvent,
	'eventId' | 'action' | 'message' | 'occurredAt' | 'receivedAt' | 'provenance' | 'replaced' | 'target' | 'raw'
>;

/** A tapback that was seen standing. */
export interface Observation {
	/** Of this one tapback: a later one at the same place, even of the same kind, has another. */
	id: string;
	tapback: Facts & { messageId: string };
	/** Milliseconds since 1970: it stood then. */
	seenAt: number;
}

/** By the place they are at: one for each person and bubble. */
export type Observations = Iterable<readonly [string, Observation]>;

/** What an event told; `undefined` where message or person isn't known. */
export function observationInEvent(event: TapbackEvent): Observation | undefined {
	const { eventId, provider, reaction, emoji, messageId, partIndex, actor, isFromMe, conversationId, service, line } = event;
	if (messageId === null || formatTapbackKey(event) === undefined) return undefined;
	const receivedAt = Date.parse(event.receivedAt);
	const occurredAt = event.occurredAt === null ? receivedAt : Date.parse(event.occurredAt);
	return {
		id: eventId,
		tapback: { provider, reaction, emoji, messageId, partIndex, actor, isFromMe, conversationId, service, line },
		// The vendor's clock may be ahead of ours.
		seenAt: Math.min(occurredAt, receivedAt),
	};
}

/** What stands on a message; `undefined` where somebody unknown has a tapback on it, who may be anybody. */
export function observationsOnMessage(provider: string, { tapbacks }: MessageTapbacks, seenAt: number): Observation[] | undefined {
	const sightings = onePerPerson(tapbacks).map((tapback) => observationInList(provider, tapback, seenAt));
	return sightings.every(({ tapback }) => formatTapbackKey(tapback) !== undefined) ? sightings : undefined;
}

function observationInList(provider: string, listed: LiveTapback, seenAt: number): Observation {
	const { reaction, reactionId, messageId, partIndex, actor, isFromMe, conversationId, service, line, occurredAt } = listed;
	const place = { provider, messageId, partIndex, actor, isFromMe };
	const kind = flatReaction(reaction);
	// A vendor may keep the id over a swap.
	const id = [reactionId ?? formatTapbackKey(place), occurredAt, kind.emoji ?? kind.reaction].join('|');
	return { id, tapback: { ...place, ...kind, conversationId, service: serviceName(service), line }, seenAt };
}
