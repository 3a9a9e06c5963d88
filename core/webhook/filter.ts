import { plainAddress } from '../model/address';
import type { TapbackEvent } from '../model/tapback-event';
import { plainMessageId } from '../model/target';
import type { InboundMessage } from '../model/message';
import type { EventAction, ReactionName } from '../model/reaction';

/** The events a host wants. An empty list means all. */
export interface TapbackFilter {
	actions: readonly EventAction[];
	reactions: readonly ReactionName[];
	actors: readonly string[];
	conversationIds: readonly string[];
	messageIds: readonly string[];
	lines: readonly string[];
	/** Whether tapbacks of the line itself pass: they could loop. */
	includeOwn: boolean;
}

/** Why an event is not wanted; `undefined` if it is. */
export function whyFiltered(event: TapbackEvent, filter: TapbackFilter): string | undefined {
	if (event.isFromMe && !filter.includeOwn) return 'own echo';
	if (!allows(filter.actions, event.action)) return 'action';
	if (!allows(filter.reactions, event.reaction)) return 'reaction';
	return whyElsewhere(event, filter);
}

/** Why a message is not wanted; `undefined` if it is. Actions and reactions of the filter apply to tapbacks only. */
export function whyMessageFiltered(message: InboundMessage, filter: TapbackFilter): string | undefined {
	return message.isFromMe && !filter.includeOwn ? 'our own message' : whyElsewhere(message, filter);
}

/** By whom, and where. */
function whyElsewhere(
	event: Pick<TapbackEvent, 'actor' | 'conversationId' | 'messageId' | 'line'>,
	filter: TapbackFilter,
): string | undefined {
	if (!allows(filter.actors.map(plainAddress), event.actor && plainAddress(event.actor))) return 'actor';
	if (!allows(filter.conversationIds.map(plainMessageId), event.conversationId && plainMessageId(event.conversationId)))
		return 'conversation';
	if (!allows(filter.messageIds.map(plainMessageId), event.messageId && plainMessageId(event.messageId))) return 'message';
	return isOtherLine(event.line, filter.lines) ? 'line' : undefined;
}

/** If the payload names no line, the registration has selected the lines already. */
export function isOtherLine(line: string | null, wanted: readonly string[]): boolean {
	return line !== null && !allows(wanted.map(plainAddress), plainAddress(line));
}

function allows<T>(wanted: readonly T[], value: T | null): boolean {
	return wanted.length === 0 || (value !== null && wanted.includes(value));
}
