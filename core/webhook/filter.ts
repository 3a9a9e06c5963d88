import { plainAddress } from '../model/address';
import type { TapbackEvent } from '../model/tapback-event';
import { plainMessageId } from '../model/target';
import type { InboundMessage } from '../model/message';
import type { EventAction, ReactionName } from '../model/reaction';

/** Which events a host wants. An empty list means all. */
export interface TapbackFilter {
	actions: readonly EventAction[];
	reactions: readonly ReactionName[];
	actors: readonly string[];
	conversationIds: readonly string[];
	messageIds: readonly string[];
	lines: readonly string[];
	/** Whether the account's own tapbacks pass. A workflow that reacts to them could loop. */
	includeOwn: boolean;
}

/** Returns why a filter excludes an event; `undefined` if it passes. */
export function whyFiltered(event: TapbackEvent, filter: TapbackFilter): string | undefined {
	if (event.isFromMe && !filter.includeOwn) return 'own echo';
	if (!allows(filter.actions, event.action)) return 'action';
	if (!allows(filter.reactions, event.reaction)) return 'reaction';
	return whyElsewhere(event, filter);
}

/** Returns why a filter excludes a message; `undefined` if it passes. The filter's actions and reactions apply to tapbacks only. */
export function whyMessageFiltered(message: InboundMessage, filter: TapbackFilter): string | undefined {
	return message.isFromMe && !filter.includeOwn ? 'our own message' : whyElsewhere(message, filter);
}

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

/**
 * Whether a line is not among the wanted ones. False without a line in the payload, because the registration has selected
 * the lines.
 */
export function isOtherLine(line: string | null, wanted: readonly string[]): boolean {
	return line !== null && !allows(wanted.map(plainAddress), plainAddress(line));
}

function allows<T>(wanted: readonly T[], value: T | null): boolean {
	return wanted.length === 0 || (value !== null && wanted.includes(value));
}
