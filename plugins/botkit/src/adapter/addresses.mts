import type { BotkitMessage } from 'botkit';

import { createBoundedMap, isSameAddress, plainAddress, type InboundMessage, type MessageInput } from '../../../../core/index.ts';
import { NOBODY, OWN_CHANNEL } from '../inbound/activity.mts';
import type { Reference } from '../options/types.mts';

type Activity = Partial<BotkitMessage['incoming_message']>;

/** Apple's own scheme: behind it stands where an answer goes, in a group the group's address. */
const SCHEME = 'imessage:';

/**
 * The provider's addresses as the Bot Framework has them, and back. A reference holds all that an answer needs, so one
 * that was stored works after a restart.
 */
export interface Addresses {
	/** Where a message belongs. */
	referenceOf(message: InboundMessage): Partial<Reference>;
	/** Where the bot begins to talk to somebody. */
	begun(reference: Partial<Reference>): Partial<Reference>;
	/** Where an activity goes. */
	targetOf(activity: Activity): Pick<MessageInput, 'conversationId' | 'to' | 'line'>;
	/** A message went out there, and the provider told the conversation's id. */
	noteSent(activity: Activity, conversationId: string | null): void;
}

export function createAddresses(ownLine: string | undefined): Addresses {
	/** Of conversations that the bot began: their state is kept under the person’s address. */
	const addressOf = createBoundedMap<string>();
	const conversationOf = createBoundedMap<string>();

	return {
		referenceOf({ conversationId, returnAddress, actor, line, isGroup }) {
			const id = (conversationId && addressOf.get(conversationId)) ?? conversationId ?? returnAddress ?? actor ?? NOBODY;
			return reference({ id, isGroup, user: actor, line: line ?? ownLine, address: returnAddress });
		},
		begun({ user, bot, conversation, serviceUrl }) {
			const line = known(bot?.id) ?? ownLine;
			const person = known(user?.id) ?? known(conversation?.id) ?? '';
			if (conversation?.id) {
				const address = serviceUrl?.startsWith(SCHEME) ? serviceUrl.slice(SCHEME.length) : null;
				return { ...reference({ id: conversation.id, isGroup: conversation.isGroup, user: person, line, address }), conversation };
			}
			return reference({ id: plainAddress(person), isGroup: false, user: person, line, address: person });
		},
		targetOf({ conversation, recipient, from, serviceUrl = '' }) {
			const id = known(conversation?.id);
			const person = known(recipient?.id);
			const address = serviceUrl.startsWith(SCHEME) ? serviceUrl.slice(SCHEME.length) || undefined : undefined;
			const isPerson = id !== undefined && [person, address].some((one) => one !== undefined && isSameAddress(one, id));
			return {
				conversationId: isPerson ? conversationOf.get(id) : id,
				// A conversation that was never seen may be a group: its people are not written to one by one.
				to: address ?? (isPerson && !conversation?.isGroup ? id : undefined),
				line: known(from?.id) ?? ownLine,
			};
		},
		noteSent({ conversation, recipient }, conversationId) {
			const id = known(conversation?.id);
			const isBegun = id !== undefined && recipient !== undefined && isSameAddress(recipient.id, id);
			if (!isBegun || conversationId === null) return;
			addressOf.set(conversationId, id);
			conversationOf.set(id, conversationId);
		},
	};
}

interface ReferenceParts {
	id: string;
	isGroup: boolean;
	user: string | null;
	line: string | undefined;
	address: string | null;
}

/** The same fields as for a tapback in a conversation that wasn't seen: Botkit keeps state by all of them. */
function reference({ id, isGroup, user, line, address }: ReferenceParts): Partial<Reference> {
	return {
		channelId: OWN_CHANNEL,
		serviceUrl: `${SCHEME}${address ?? ''}`,
		conversation: { id, name: '', isGroup, conversationType: '' },
		user: { id: user ?? NOBODY, name: '' },
		bot: { id: line ?? NOBODY, name: '' },
	};
}

function known(id: string | undefined): string | undefined {
	return id === NOBODY || id === '' ? undefined : id;
}
