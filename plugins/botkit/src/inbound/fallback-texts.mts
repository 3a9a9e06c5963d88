import { randomUUID } from 'node:crypto';

import type { BotWorker, BotkitMessage } from 'botkit';

import { glyphOf, parseFallbackText, type TapbackEvent } from '../../../../core/index.ts';
import { isReceivedText, reactionActivity } from './activity.mts';
import { setEvents } from './dispatch.mts';
import type { SeenEvents } from './seen-events.mts';
import type { Report } from '../lifecycle/report.mts';

/**
 * A middleware for `ingest`: turns a message like `Liked “See you”` into the tapback that it means, before `hears` or a dialog
 * takes it as a person's text. If the webhook receives the same message, the event is emitted once.
 */
export function recognizeFallbackTexts(providerId: string, { seenEvents, report }: { seenEvents: SeenEvents; report: Report }) {
	return async (_bot: BotWorker, message: BotkitMessage): Promise<void> => {
		try {
			const event = isReceivedText(message) ? eventOf(providerId, message) : undefined;
			if (event === undefined) return;
			const isNew = await seenEvents.claim(event.eventId);
			setEvents(message, isNew ? [event] : []);
			const { type, reactionsAdded, reactionsRemoved } = reactionActivity(event);
			Object.assign(message.incoming_message, { type, reactionsAdded, reactionsRemoved });
		} catch (error) {
			report('A message could not be checked for a tapback', error);
		}
	};
}

function eventOf(provider: string, { text = '', user, channel, incoming_message: activity }: BotkitMessage): TapbackEvent | undefined {
	const parsed = parseFallbackText(text);
	if (parsed === undefined) return undefined;
	const { reaction, ...fallback } = parsed;
	const { id, timestamp, recipient } = activity;
	return {
		provider,
		// The message’s own id, because the webhook uses it for the same message.
		eventId: id || randomUUID(),
		...fallback,
		reaction: reaction.type,
		emoji: glyphOf(reaction),
		actor: user,
		isFromMe: false,
		conversationId: channel,
		service: null,
		line: recipient?.id ?? null,
		occurredAt: isoTime(timestamp),
		receivedAt: new Date().toISOString(),
		message: { id: null, text: fallback.target.isAttachment ? null : fallback.target.text, isFromMe: null, sentAt: null, candidates: [] },
		replaced: null,
	};
}

/** A time of the Bot Framework in ISO 8601. It is a Date, or a text if it was read from a storage; else `null`. */
export function isoTime(timestamp: unknown): string | null {
	const time = timestamp instanceof Date || typeof timestamp === 'string' ? new Date(timestamp).getTime() : NaN;
	return Number.isNaN(time) ? null : new Date(time).toISOString();
}
