import { TapbackError, badAnswer } from './errors';
import { serviceName } from './tapback-event';

/** A picture or another file of a message. */
export interface Medium {
	url: string;
	/** `image/png`; `null` where the provider doesn't say. */
	contentType: string | null;
}

/** What a provider's codec reads from one delivery. Absent facts are `null`, never guessed. */
export interface ParsedMessage {
	/** The same for every retry of one delivery. */
	eventId: string;
	/** What a tapback on it is addressed by; `null` where the provider keeps it to itself. */
	messageId: string | null;
	/** Empty where only media came. */
	text: string;
	media: Medium[];
	/** Phone number or e-mail address of who wrote. */
	actor: string | null;
	isFromMe: boolean;
	conversationId: string | null;
	isGroup: boolean;
	/** Where an answer goes, as `to` of a message: the person, in a group the group's own address. `null` where only `conversationId` tells. */
	returnAddress: string | null;
	service: string | null;
	/** The account's own line that received it: its number, or the provider's id of it where nothing else is told. */
	line: string | null;
	/** The message it answers inline. */
	replyTo: { messageId: string; partIndex: number | null } | null;
	/** ISO 8601 UTC. */
	occurredAt: string | null;
}

/** One message as the provider has it now. Absent facts are `null`, never guessed. */
export interface MessageContent {
	id: string;
	/** All of its text; `null` where it has none, such as a picture alone. */
	text: string | null;
	isFromMe: boolean | null;
	/** ISO 8601 UTC. */
	sentAt: string | null;
	/** The text of each part by part index, `null` for a picture; left out where the provider doesn't tell the parts apart. */
	parts?: ReadonlyArray<string | null>;
}

/** One message as every host gets it. Times are ISO 8601 UTC. */
export interface InboundMessage extends ParsedMessage {
	provider: string;
	receivedAt: string;
	/** The provider's payload, on request. */
	raw?: unknown;
}

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

/** `applied`: the provider sent it. `accepted`: it took it. `unchanged`: it takes it for a copy, and sent nothing. */
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

/** @throws TapbackError REFUSED for a message that the provider took and couldn't send. */
export function outcomeOfStatus(providerName: string, status: string | undefined): 'applied' | 'accepted' {
	if (FAILED.test(status ?? '')) {
		throw new TapbackError(
			'REFUSED',
			`${providerName} could not send the message: its status is ${status}. Check the recipient and the line.`,
		);
	}
	return SENT.test(status ?? '') ? 'applied' : 'accepted';
}

/** For an answer to a message that doesn't tell its id. */
export function noMessageId(providerName: string): TapbackError {
	return badAnswer(providerName, 'the id of the message');
}

/** For a message that says too little of where it goes. */
export function addressMissing(providerName: string, field: 'to' | 'line', whatToDo: string): TapbackError {
	const missing = field === 'to' ? 'to whom the message goes' : 'which line sends the message';
	return new TapbackError('INVALID_INPUT', `${providerName} must be told ${missing}. ${whatToDo} Nothing was sent.`, { field });
}
