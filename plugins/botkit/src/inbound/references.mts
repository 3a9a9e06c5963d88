import type { BotkitMessage } from 'botkit';

import { createBoundedMap, isSameAddress, plainAddress, plainMessageId, type TapbackEvent } from '../../../../core/index.ts';
import type { Reference } from '../options/types.mts';

/**
 * The conversation of each message, so that a tapback on a message runs in the same conversation, with the same state. Botkit
 * stores state by all fields of the conversation and by the user, so all of them must be equal.
 */
export interface References {
	/** Stores the conversation of a received or sent message, by the provider's id. */
	remember(messageId: string, reference: Partial<Reference>): void;
	knows(messageId: string): boolean;
	/** Stores in which conversation a person wrote. */
	rememberPerson(message: BotkitMessage): void;
	/** The conversation of a tapback; `undefined` if it isn't known. Never guesses between several. */
	find(event: TapbackEvent): Partial<Reference> | undefined;
}

export function createReferences(): References {
	const byMessage = createBoundedMap<Partial<Reference>>();
	const byPlace = createBoundedMap<Partial<Reference>>();

	return {
		remember: (messageId, reference) => byMessage.set(plainMessageId(messageId), reference),
		knows: (messageId) => byMessage.get(plainMessageId(messageId)) !== undefined,
		rememberPerson({ user, channel, reference }) {
			if (user && channel) byPlace.set(placeOf(channel, user), reference);
		},
		find(event) {
			const { messageId, conversationId, actor } = event;
			const reference = messageId === null ? undefined : byMessage.get(plainMessageId(messageId));
			if (reference) return actor === null ? reference : withUser(actor, reference);
			if (actor === null) return undefined;
			// Without a conversation's id it is the conversation with this person.
			return byPlace.get(placeOf(conversationId ?? actor, actor));
		},
	};
}

/** The same conversation, with the actor as its user: in a group somebody else than the recipient may tap. */
function withUser(actor: string, reference: Partial<Reference>): Partial<Reference> {
	const { user, conversation } = reference;
	if (user && (isSameAddress(user.id, actor) || conversation?.isGroup === false)) return reference;
	return { ...reference, user: { id: actor, name: '' } };
}

function placeOf(channel: string, user: string): string {
	return JSON.stringify([channel, plainAddress(user)]);
}
