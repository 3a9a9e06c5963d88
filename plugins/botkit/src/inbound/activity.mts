import type { BotkitMessage } from 'botkit';

import type { TapbackEvent } from '../../../../core/index.ts';
import type { Reference } from '../options/types.mts';
import { wordOf } from '../options/reaction.mts';

type Activity = BotkitMessage['incoming_message'];

/** Botkit's event types: the type of a tapback's turn, and the events for handlers by action. */
export const TAPBACK = 'tapback';
export const EVENT_OF_ACTION = { added: 'tapback_added', removed: 'tapback_removed' } as const;

/** The event type of a turn that resumes a conversation, after time settled its question. */
export const SETTLED = 'tapback_settled';

/** The Bot Framework's channel of conversations that no other adapter has. */
export const OWN_CHANNEL = 'imessage';

/** Used for a required id that is not known. */
export const NOBODY = 'unknown';

/**
 * A tapback as the Bot Framework's activity `messageReaction`: the target in `replyToId`, the whole event in `channelData`.
 * If a tapback replaced another, both lists of reactions have an entry.
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

/** The reference of a conversation that the bot hasn't seen yet, from the event. */
export function madeUpReference({ conversationId, actor, line }: TapbackEvent): Partial<Reference> {
	return {
		channelId: OWN_CHANNEL,
		serviceUrl: '',
		conversation: { id: conversationId ?? actor ?? NOBODY, name: '', isGroup: false, conversationType: '' },
		user: { id: actor ?? NOBODY, name: '' },
		bot: { id: line ?? NOBODY, name: '' },
	};
}

/** Whether it is a message that a person wrote. Adapters use different event names for it. */
export function isReceivedText({ type, text, incoming_message: activity }: BotkitMessage): boolean {
	return type !== TAPBACK && activity.type === 'message' && typeof text === 'string';
}
