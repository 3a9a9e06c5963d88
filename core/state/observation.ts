import { serviceName, type LiveTapback, type TapbackEvent } from '../model/tapback-event';
import { flatReaction } from '../model/reaction';
import type { MessageTapbacks } from '../providers/reactions';
import { formatTapbackKey } from './tapback-key';
import { onePerPerson } from './one-per-person';

type Facts = Omit<
	TapbackEvent,
	'eventId' | 'action' | 'message' | 'occurredAt' | 'receivedAt' | 'provenance' | 'replaced' | 'target' | 'raw'
>;

/** A tapback that was on a message at a known time. */
export interface Observation {
	/** Identifies this tapback. A later one of the same person has another id, even with the same reaction. */
	id: string;
	tapback: Facts & { messageId: string };
	/** Time of the observation, in milliseconds since 1970. */
	seenAt: number;
}

/** Observations by the key of the person and the part of the message. */
export type Observations = Iterable<readonly [string, Observation]>;

/** The observation that an event contains; `undefined` if its message or its person isn't known. */
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

/** The observations on a message; `undefined` if the person of one tapback isn't known, because it could be anybody's. */
export function observationsOnMessage(provider: string, { tapbacks }: MessageTapbacks, seenAt: number): Observation[] | undefined {
	const observations = onePerPerson(tapbacks).map((tapback) => observationInList(provider, tapback, seenAt));
	return observations.every(({ tapback }) => formatTapbackKey(tapback) !== undefined) ? observations : undefined;
}

function observationInList(provider: string, listed: LiveTapback, seenAt: number): Observation {
	const { reaction, reactionId, messageId, partIndex, actor, isFromMe, conversationId, service, line, occurredAt } = listed;
	const place = { provider, messageId, partIndex, actor, isFromMe };
	const value = flatReaction(reaction);
	// A vendor may keep the id of a tapback after a swap.
	const id = [reactionId ?? formatTapbackKey(place), occurredAt, value.emoji ?? value.reaction].join('|');
	return { id, tapback: { ...place, ...value, conversationId, service: serviceName(service), line }, seenAt };
}
