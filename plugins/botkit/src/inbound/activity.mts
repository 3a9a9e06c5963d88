import type { BotkitMessage } from 'botkit';

import type { TapbackEvent } from '../../../../core/index.ts';
import type { Reference } from '../options/types.mts';
import { wordOf } from '../options/reaction.mts';

type Activity = BotkitMessage['incoming_message'];

/** Botkit's event types. The first carries a tapback into the bot, the others tell its handlers what happened. */
export const TAPBACK = 'tapback';
export const EVENT_OF_ACTION = { added: 'tapback_added', removed: 'tapback_removed' } as const;

/** By which a conversation goes on after time settled its question. */
export const SETTLED = 'tapback_settled';

export const OWN_CHANNEL = 'imessage';

/** Stands where an id must and none is known. */
export const NOBODY = 'unknown';

/**
 * A tapback as the Bot Framework has it: `messageReaction`, with both lists where one took the place of another, the
 * target in `replyToId`, and the whole event in `channelData`.
 */
export function reactionActivity(event: TapbackEvent): Partial<Activity> {
	const { action, replaced, messageId } = event;
	const tapped = [{ type: wordOf(event) }];
	return {
		type: 'messageReaction',
		id: event.eventId,
		timestamp: new Date(event.occurredAt ?? event.receivedAt),
		...(messageId === null ? {} : { replyToId: messageId }),
		reactionsAdded: action === 'added' ? tapped : [],
		reactionsRemoved: action === 'removed' ? tapped : replaced ? [{ type: wordOf(replaced) }] : [],
		channelData: { botkitEventType: TAPBACK, tapback: event },
	};
}

/** For a conversation that the bot hasn't seen yet. */
export function madeUpReference({ conversationId, actor, line }: TapbackEvent): Partial<Reference> {
	return {
		channelId: OWN_CHANNEL,
		serviceUrl: '',
		conversation: { id: conversationId ?? actor ?? NOBODY, name: '', isGroup: false, conversationType: '' },
		user: { id: actor ?? NOBODY, name: '' },
		bot: { id: line ?? NOBODY, name: '' },
	};
}

/** A message that a person wrote, under whatever event name the adapter has for it. */
export function isReceivedText({ type, text, incoming_message: activity }: BotkitMessage): boolean {
	return type !== TAPBACK && activity.type === 'message' && typeof text === 'string';
}
