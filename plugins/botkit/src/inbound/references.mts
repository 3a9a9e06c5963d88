import type { BotkitMessage } from 'botkit';

import { createBoundedMap, isSameAddress, plainAddress, type TapbackEvent } from '../../../../core/index.ts';
import type { Reference } from '../options/types.mts';

/**
 * Where messages were seen, so that a tapback on one of them finds the same conversation, and with it the same state:
 * Botkit keeps that by every field of the conversation, and by the user.
 */
export interface References {
	/** A message by its provider's id, in or out. */
	remember(messageId: string, reference: Partial<Reference>): void;
	knows(messageId: string): boolean;
	/** Who wrote where. */
	meet(message: BotkitMessage): void;
	/** `undefined` where it isn't known; never a guess between several. */
	find(event: TapbackEvent): Partial<Reference> | undefined;
}

export function createReferences(): References {
	const byMessage = createBoundedMap<Partial<Reference>>();
	const byPlace = createBoundedMap<Partial<Reference>>();

	return {
		remember: (messageId, reference) => byMessage.set(messageId, reference),
		knows: (messageId) => byMessage.get(messageId) !== undefined,
		meet({ user, channel, reference }) {
			if (user && channel) byPlace.set(placeOf(channel, user), reference);
		},
		find(event) {
			const { messageId, conversationId, actor } = event;
			const reference = messageId === null ? undefined : byMessage.get(messageId);
			if (reference) return actor === null ? reference : seenBy(actor, reference);
			if (actor === null) return undefined;
			// Where no conversation is named, it is the one between the two.
			return byPlace.get(placeOf(conversationId ?? actor, actor));
		},
	};
}

/** In a group somebody else may tap than the one who was written to. */
function seenBy(actor: string, reference: Partial<Reference>): Partial<Reference> {
	const { user, conversation } = reference;
	if (user && (isSameAddress(user.id, actor) || conversation?.isGroup === false)) return reference;
	return { ...reference, user: { id: actor, name: '' } };
}

function placeOf(channel: string, user: string): string {
	return JSON.stringify([channel, plainAddress(user)]);
}
