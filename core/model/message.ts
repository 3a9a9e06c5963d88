import { TapbackError, badAnswer } from './errors';
import { serviceName } from './tapback-event';

/** A picture or another file of a message. */
export interface Medium {
	url: string;
	/** `image/png`; `null` where the provider doesn't say. */
	contentType: string | null;
}

/** A message, read from one delivery. Absent facts are `null`, never guessed. */
export interface ParsedMessage {
	/** The same for every retry of one delivery. */
	eventId: string;
	/** The id for a tapback on this message; `null` if the delivery has none. */
	messageId: string | null;
	/** Empty if the message has only media. */
	text: string;
	media: Medium[];
	/** Phone number or e-mail address of the author. */
	actor: string | null;
	isFromMe: boolean;
	conversationId: string | null;
	isGroup: boolean;
	/**
	 * The `to` of a message that answers this one: the person, or the address of the group. `null` if only `conversationId`
	 * can address it.
	 */
	returnAddress: string | null;
	service: string | null;
	/** The account's line of this conversation: its number, or the provider's id of the line if the delivery has no number. */
	line: string | null;
	/** The message that this one replies to inline. */
	replyTo: { messageId: string; partIndex: number | null } | null;
	/** ISO 8601 UTC. */
	occurredAt: string | null;
}

/** A message as the provider returns it now. Absent facts are `null`, never guessed. */
export interface MessageContent {
	id: string;
	/** The text of all parts; `null` if there is none, as for a picture alone. */
	text: string | null;
	isFromMe: boolean | null;
	/** ISO 8601 UTC. */
	sentAt: string | null;
	/** The text of each part by part index, `null` for a picture. Omitted if the provider doesn't return parts. */
	parts?: ReadonlyArray<string | null>;
}

/** A received message, the same for every provider and host. Times are ISO 8601 UTC. */
export interface InboundMessage extends ParsedMessage {
	provider: string;
	receivedAt: string;
	/** The provider's payload, on request. */
	raw?: unknown;
}

/** Formats a parsed message for hosts. `receivedAt` is in milliseconds since 1970. */
export function formatMessage(
	provider: string,
	message: ParsedMessage,
	{ receivedAt, raw }: { receivedAt: number; raw?: unknown },
): InboundMessage {
	return {
		provider,
		...message,
		service: serviceName(message.service),
		receivedAt: new Date(receivedAt).toISOString(),
		...(raw === undefined ? {} : { raw }),
	};
}

/**
 * The provider's response to a message. `applied`: the provider sent it. `accepted`: the provider will send it.
 * `unchanged`: the provider took it for a copy of an earlier message, and sent nothing.
 */
export interface MessageReceipt {
	outcome: 'applied' | 'accepted' | 'unchanged';
	/** `null` where the provider doesn't say. */
	messageId: string | null;
	conversationId: string | null;
	/** Why nothing was sent. */
	reason?: string;
	traceId?: string;
}

const FAILED = /^(?:failed|error|undelivered|rejected)$/i;
const SENT = /^(?:sent|delivered|received|read)$/i;

/**
 * Reads the outcome from the status of a message. An unknown status means `accepted`.
 * @throws TapbackError REFUSED for a status that means the message was not sent.
 */
export function outcomeOfStatus(providerName: string, status: string | undefined): 'applied' | 'accepted' {
	if (FAILED.test(status ?? '')) {
		throw new TapbackError(
			'REFUSED',
			`${providerName} could not send the message: its status is ${status}. Check the recipient and the line.`,
		);
	}
	return SENT.test(status ?? '') ? 'applied' : 'accepted';
}

/** Creates the error for a response without the id of the message. */
export function noMessageId(providerName: string): TapbackError {
	return badAnswer(providerName, 'the id of the message');
}

/** Creates the error for a message without a recipient, or without the line that sends it. */
export function addressMissing(providerName: string, field: 'to' | 'line', whatToDo: string): TapbackError {
	const missing = field === 'to' ? 'a recipient for the message' : 'the line that sends the message';
	return new TapbackError('INVALID_INPUT', `${providerName} needs ${missing}. ${whatToDo} Nothing was sent.`, { field });
}
