import type { BotkitMessage } from 'botkit';

import { createBoundedMap, isSameAddress, plainAddress, type InboundMessage, type MessageInput } from '../../../../core/index.ts';
import { NOBODY, OWN_CHANNEL } from '../inbound/activity.mts';
import type { Reference } from '../options/types.mts';

type Activity = Partial<BotkitMessage['incoming_message']>;

/** Apple's URL scheme, as prefix of the return address: a person's, or in a group the group's. */
const SCHEME = 'imessage:';

/**
 * Converts the provider's addresses to references of the Bot Framework, and back. A reference holds all that a reply needs, so
 * a stored one works after a restart.
 */
export interface Addresses {
	/** The reference of a received message. */
	referenceOf(message: InboundMessage): Partial<Reference>;
	/** The reference of a conversation that the bot begins. */
	begun(reference: Partial<Reference>): Partial<Reference>;
	/** The address to which an activity is sent. */
	targetOf(activity: Activity): Pick<MessageInput, 'conversationId' | 'to' | 'line'>;
	/** Records the conversation's id that the provider gave for a sent activity. */
	recordSent(activity: Activity, conversationId: string | null): void;
}

export function createAddresses(ownLine: string | undefined): Addresses {
	/** For conversations that the bot began, because Botkit stores their state by the person’s address. */
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
				// An unknown conversation may be a group. Then don't write to a single person of it.
				to: address ?? (isPerson && !conversation?.isGroup ? id : undefined),
				line: known(from?.id) ?? ownLine,
			};
		},
		recordSent({ conversation, recipient }, conversationId) {
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

/** Must have the same fields as `madeUpReference`, because Botkit stores state by all fields. */
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
