import { findConversation, liftTapback, placeTapback, type TapbackChange } from '../model/account.mts';
import type { Message, Tapback } from '../model/message.mts';
import type { Provider } from '../providers/provider.mts';
import { isSingleEmoji, REACTIONS, type Reaction } from '../model/reaction.mts';
import { ControlError } from './control-error.mts';
import { messageById } from './messages.mts';

export interface ReactionInput {
	messageId: string;
	/** Required to add. To remove: only this reaction is removed; if absent, any. */
	reaction?: Reaction;
	emoji?: string;
	partIndex?: number;
	action?: 'add' | 'remove';
	/** Default: the author of the message if a human wrote it, else the first participant. */
	actor?: string;
}

export interface ReactionResult {
	change: TapbackChange['kind'];
	previous: Tapback | null;
	tapbacks: Tapback[];
	/** Ids of the deliveries of this change. */
	deliveries: string[];
}

/** Adds or removes the human's tapback. */
export function react(provider: Provider, input: ReactionInput, now: number): ReactionResult {
	const message = messageById(provider, input.messageId);
	if (message.service === 'SMS') {
		throw new ControlError(422, `Message "${message.id}" is an SMS, which carries no tapbacks. React to an iMessage or RCS message.`);
	}
	const { action = 'add', partIndex = 0 } = input;
	if (action !== 'add' && action !== 'remove') throw new ControlError(400, '"action" must be "add" or "remove".');
	if (!Number.isInteger(partIndex) || partIndex < 0 || partIndex >= message.parts.length) {
		throw new ControlError(
			422,
			`"partIndex" must be a whole number from 0 to ${message.parts.length - 1}: the message has ${message.parts.length} part(s).`,
		);
	}
	const actor = pickActor(provider, message, input.actor);
	const at = new Date(now).toISOString();
	const wanted = parseReaction(input);
	const change =
		action === 'remove'
			? liftTapback(provider.account, message, { partIndex, actor, expected: wanted })
			: placeTapback(provider.account, message, { partIndex, actor, from: 'human', at, ...required(wanted) });
	const deliveries = change.kind === 'unchanged' ? [] : provider.humanReacted(change);
	return { change: change.kind, previous: change.previous ?? null, tapbacks: message.tapbacks, deliveries };
}

function parseReaction({ reaction, emoji }: ReactionInput): { reaction: Reaction; emoji?: string } | undefined {
	if (reaction === undefined) return undefined;
	if (!REACTIONS.includes(reaction)) throw new ControlError(400, `"reaction" must be one of: ${REACTIONS.join(', ')}.`);
	if (reaction !== 'emoji') return { reaction };
	if (typeof emoji !== 'string' || !isSingleEmoji(emoji)) {
		throw new ControlError(400, 'With "reaction":"emoji", "emoji" must be exactly one emoji.');
	}
	return { reaction, emoji };
}

function required<T>(wanted: T | undefined): T {
	if (wanted === undefined) throw new ControlError(400, `"reaction" is missing. Use one of: ${REACTIONS.join(', ')}.`);
	return wanted;
}

function pickActor({ account }: Provider, message: Message, actor: string | undefined): string {
	const participants = findConversation(account, message.conversationId)?.participants ?? [];
	if (actor === undefined) return message.from === 'human' ? message.author : (participants[0] ?? message.author);
	if (participants.includes(actor)) return actor;
	throw new ControlError(422, `"${actor}" is not in this conversation. Use one of: ${participants.join(', ')}.`);
}
