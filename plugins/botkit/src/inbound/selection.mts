import { z } from 'zod';

import {
	isSameAddress,
	isSameMessageId,
	isSameEmoji,
	isSingleEmoji,
	type EventAction,
	type ReactionName,
	type TapbackEvent,
} from '../../../../core/index.ts';
import { checkCall, wrongOption } from '../options/errors.mts';
import { allowList, objectOf } from '../options/schema.mts';
import { ACTIONS, REACTIONS } from '../options/check-webhook.mts';

/** Which tapbacks a handler is called for. A key that is left out matches all; an empty list is refused. */
export interface TapbackSelection {
	actions?: readonly EventAction[];
	reactions?: readonly ReactionName[];
	/** Emoji with their skin tones. With both `reactions` and `emoji`, a tapback needs to match only one of them. */
	emoji?: readonly string[];
	messageIds?: readonly string[];
	actors?: readonly string[];
	conversationIds?: readonly string[];
}

const selectionSchema = z
	.object({
		actions: allowList(ACTIONS).optional(),
		reactions: allowList(REACTIONS).optional(),
		emoji: allowList().optional(),
		messageIds: allowList().optional(),
		actors: allowList().optional(),
		conversationIds: allowList().optional(),
	})
	.strict();

/** @throws TapbackError INVALID_INPUT that names the option, because a typo would select everything */
export function checkSelection(call: string, given: unknown, handler: unknown): TapbackSelection {
	const selection = checkCall(call, objectOf(selectionSchema), given, 'selection');
	const unset = Object.entries(selection).find(([, list]) => list === undefined);
	if (unset) throw wrongOption(unset[0], 'is undefined. For all, leave the option out', call);
	const stray = selection.emoji?.find((one) => !isSingleEmoji(one));
	if (stray !== undefined) throw wrongOption('emoji', `has “${stray}”, which is not exactly one emoji`, call);
	if (typeof handler !== 'function') throw wrongOption('handler', 'must be a function', call);
	// Copies, so that later changes of the user's lists have no effect.
	return Object.fromEntries(Object.entries(selection).map(([name, list]) => [name, [...list]]));
}

export function selects(selection: TapbackSelection, event: TapbackEvent): boolean {
	const { actions, messageIds, actors, conversationIds } = selection;
	return (
		allows(actions, (action) => action === event.action) &&
		selectsReaction(selection, event) &&
		allows(messageIds, (id) => event.messageId !== null && isSameMessageId(id, event.messageId)) &&
		allows(actors, (actor) => event.actor !== null && isSameAddress(actor, event.actor)) &&
		allows(conversationIds, (id) => event.conversationId !== null && isSameMessageId(id, event.conversationId))
	);
}

function selectsReaction({ reactions, emoji }: TapbackSelection, event: TapbackEvent): boolean {
	if (reactions === undefined && emoji === undefined) return true;
	const isEmoji = event.reaction === 'emoji' && emoji?.some((one) => isSameEmoji(one, event.emoji ?? ''));
	return isEmoji === true || reactions?.includes(event.reaction) === true;
}

function allows<T>(wanted: readonly T[] | undefined, fits: (one: T) => boolean): boolean {
	return wanted === undefined || wanted.some(fits);
}
