import { flatReaction, type EventAction, type InboundReaction, type ReactionName } from './reaction';

/**
 * The source of an event. `structured`: an event of the provider. `text`: a fallback text. `inferred`: a later read of the
 * message no longer lists the tapback.
 */
export type Provenance = 'structured' | 'text' | 'inferred';

/** A target without a message id: the text quotes the message. `candidates` are the ids of all messages that fit the quote. */
export interface UnresolvedTarget {
	text: string;
	candidates: string[];
	/** Whether `text` names an attachment, like `an image`, instead of quoting. */
	isAttachment?: boolean;
	/** BCP 47 tag of the text's language, like `de`; `null` if several languages have the same text. */
	language?: string | null;
	confidence?: TextConfidence;
	/** All readings, if the same words mean different reactions in two languages. */
	readings?: ReadonlyArray<{ language: string | null; reaction: ReactionName; emoji: string | null }>;
}

/**
 * How likely a text is a tapback. `matched`: it quotes a recent message. Otherwise judged by its words: `form` if hardly
 * anybody would type them, `possible` if somebody may, `ordinary` if people often do.
 */
export type TextConfidence = 'matched' | 'form' | 'possible' | 'ordinary';

/** The message that was tapped, or the tapped part of it. Absent facts are `null`, never guessed. */
export interface TappedMessage {
	id: string | null;
	/** `null` for a picture, and if the text isn't known. */
	text: string | null;
	isFromMe: boolean | null;
	/** ISO 8601 UTC. */
	sentAt: string | null;
	/** If several messages fit, their ids, newest first, and `id` is `null`. */
	candidates: string[];
}

/** A tapback, read from one delivery. Absent facts are `null`, never guessed. */
export interface ParsedTapback {
	/** The same for every retry of one delivery. */
	eventId: string;
	action: EventAction;
	reaction: InboundReaction;
	messageId: string | null;
	partIndex: number | null;
	/** Phone number or e-mail address of the person who reacted. */
	actor: string | null;
	isFromMe: boolean;
	conversationId: string | null;
	service: string | null;
	/** The account's own number in this conversation. */
	line: string | null;
	/** ISO 8601 UTC. */
	occurredAt: string | null;
	provenance: Provenance;
	target: UnresolvedTarget | null;
	/** Set if the delivery has the message. */
	message?: TappedMessage;
}

/** A tapback event, the same for every provider and host. Times are ISO 8601 UTC. */
export interface TapbackEvent extends Omit<ParsedTapback, 'reaction' | 'message'> {
	provider: string;
	reaction: ReactionName;
	/** The glyph, also of the classic six; `null` for a sticker and for an unknown reaction. */
	emoji: string | null;
	receivedAt: string;
	/** The tapped message, from the delivery or found by `findMessage`; `null` if neither has it. */
	message: TappedMessage | null;
	/** The earlier reaction of the same person that this one replaced; `null` if there was none, or it isn't known. */
	replaced: { reaction: ReactionName; emoji: string | null } | null;
	/** The provider's payload, on request and whenever the reaction is unknown. */
	raw?: unknown;
}

/** A tapback that is on a message now. */
export interface LiveTapback {
	reaction: InboundReaction;
	messageId: string;
	partIndex: number | null;
	actor: string | null;
	isFromMe: boolean;
	conversationId: string | null;
	service: string | null;
	line: string | null;
	occurredAt: string | null;
	reactionId: string | null;
}

/** Formats a parsed tapback for hosts. `receivedAt` is in milliseconds since 1970. */
export function formatEvent(
	provider: string,
	tapback: ParsedTapback,
	{ receivedAt, raw }: { receivedAt: number; raw?: unknown },
): TapbackEvent {
	// No object spread: on Node 20, a spread followed by fields takes longer than verifying the signature.
	const { reaction, emoji } = flatReaction(tapback.reaction);
	return {
		provider,
		eventId: tapback.eventId,
		action: tapback.action,
		reaction,
		emoji,
		messageId: tapback.messageId,
		partIndex: tapback.partIndex,
		message: tapback.message ?? (tapback.target && quotedMessage(tapback.target)),
		actor: tapback.actor,
		isFromMe: tapback.isFromMe,
		conversationId: tapback.conversationId,
		service: serviceName(tapback.service),
		line: tapback.line,
		occurredAt: tapback.occurredAt,
		receivedAt: new Date(receivedAt).toISOString(),
		provenance: tapback.provenance,
		replaced: null,
		target: tapback.target,
		...(raw === undefined ? {} : { raw }),
	};
}

function quotedMessage({ text, isAttachment, candidates }: UnresolvedTarget): TappedMessage {
	return { id: null, text: isAttachment ? null : text, isFromMe: null, sentAt: null, candidates };
}

const SERVICES = ['iMessage', 'SMS', 'RCS'];

/** Returns one spelling for `imessage` and `iMessage`. An unknown service keeps its name. */
export function serviceName(service: string | null): string | null {
	return SERVICES.find((known) => known.toLowerCase() === service?.toLowerCase()) ?? service;
}
