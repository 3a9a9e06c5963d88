import { flatReaction, type EventAction, type InboundReaction, type ReactionName } from './reaction';

/** `structured`: the provider said so. `text`: read from a fallback text. `inferred`: deduced from the live set. */
export type Provenance = 'structured' | 'text' | 'inferred';

/** A target that must be found by its quoted text; `candidates` are message ids, never a choice among them. */
export interface UnresolvedTarget {
	text: string;
	candidates: string[];
	/** Whether `text` is no quote but names an attachment: `an image`. */
	isAttachment?: boolean;
	/** Of the text, by its BCP 47 tag: `de`; `null` where several languages write the same. */
	language?: string | null;
	confidence?: TextConfidence;
	/** All that the words mean, where they mean different reactions in two languages. */
	readings?: ReadonlyArray<{ language: string | null; reaction: ReactionName; emoji: string | null }>;
}

/**
 * How sure it is that a text stands for a tapback. `matched`: its quote is that of a recent message. Otherwise by its words:
 * `form` where a person would hardly write them, `possible` where one may, `ordinary` where people do.
 */
export type TextConfidence = 'matched' | 'form' | 'possible' | 'ordinary';

/** The message that was tapped, or the part of it. Absent facts are `null`, never guessed. */
export interface TappedMessage {
	id: string | null;
	/** `null` for a picture, and where it isn't known. */
	text: string | null;
	isFromMe: boolean | null;
	/** ISO 8601 UTC. */
	sentAt: string | null;
	/** Where several messages may be meant, their ids, newest first: then `id` is `null`. */
	candidates: string[];
}

/** What a provider's codec reads from one delivery. Absent facts are `null`, never guessed. */
export interface ParsedTapback {
	/** The same for every retry of one delivery. */
	eventId: string;
	action: EventAction;
	reaction: InboundReaction;
	messageId: string | null;
	partIndex: number | null;
	/** Phone number or e-mail address of who reacted. */
	actor: string | null;
	isFromMe: boolean;
	conversationId: string | null;
	service: string | null;
	/** The account's own number that received it. */
	line: string | null;
	/** ISO 8601 UTC. */
	occurredAt: string | null;
	provenance: Provenance;
	target: UnresolvedTarget | null;
	/** Where the delivery itself tells it. */
	message?: TappedMessage;
}

/** One tapback as every host outputs it. Times are ISO 8601 UTC. */
export interface TapbackEvent extends Omit<ParsedTapback, 'reaction' | 'message'> {
	provider: string;
	reaction: ReactionName;
	/** The glyph, of the classic six too; `null` for a sticker and for an unknown kind. */
	emoji: string | null;
	receivedAt: string;
	/** What was tapped: of the delivery, or looked up by the host; `null` where neither tells. */
	message: TappedMessage | null;
	/** The reaction it took the place of, where known. */
	replaced: { reaction: ReactionName; emoji: string | null } | null;
	/** The provider's payload, on request and whenever the kind is unknown. */
	raw?: unknown;
}

/** A tapback that stands on a message now. */
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

export function formatEvent(
	provider: string,
	tapback: ParsedTapback,
	{ receivedAt, raw }: { receivedAt: number; raw?: unknown },
): TapbackEvent {
	// Spread, with fields behind it, would take Node 20 longer than the whole check of a signature.
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

/** As far as a quote tells it. */
function quotedMessage({ text, isAttachment, candidates }: UnresolvedTarget): TappedMessage {
	return { id: null, text: isAttachment ? null : text, isFromMe: null, sentAt: null, candidates };
}

const SERVICES = ['iMessage', 'SMS', 'RCS'];

/** Vendors spell it `imessage` and `iMessage`; a service we don't know keeps its name. */
export function serviceName(service: string | null): string | null {
	return SERVICES.find((known) => known.toLowerCase() === service?.toLowerCase()) ?? service;
}
