import type { Connection } from '../http/client';
import { createOneAttemptClient } from '../http/one-attempt';
import type { ApiClient } from '../http/types';
import type { TapbackEvent, TappedMessage } from '../model/tapback-event';
import type { MessageContent } from '../model/message';
import type { Provider } from '../providers/provider';
import type { RecentMessage } from '../providers/reactions';
import { readFallbackText } from '../webhook/fallback-texts/read-fallback-text';
import { matchQuote } from '../webhook/quote';

/** Maximum delay of an event's run, pauses for the provider included. */
const PATIENCE_MS = 15_000;

/** Tolerance between the clocks of a phone and of the vendor. */
const CLOCK_DIFFERENCE_MS = 60_000;

/** Whether this provider has a request that reads the tapped message. */
export function canFindMessage({ readMessage, readConversation }: Provider): boolean {
	return readMessage !== undefined || readConversation !== undefined;
}

/** Whether its tapbacks only quote their target, and the recent messages can be read. */
export function canFindQuoted({ readConversation }: Provider): boolean {
	return readConversation !== undefined;
}

/**
 * The event with the tapped message, found by one read; unchanged if nothing can be read. A quote that fits one message
 * gives its id; one that fits several gives candidates, and no id. `undefined` if the text is no tapback after all: a
 * person may have written it, and it quotes no recent message.
 * @throws TapbackError if the read fails; the event itself is still valid.
 */
export async function findMessage(provider: Provider, event: TapbackEvent, connection: Connection): Promise<TapbackEvent | undefined> {
	const { messageId, target, message } = event;
	const { readMessage, readConversation } = provider;
	if (messageId !== null && target === null) {
		if (message !== null || readMessage === undefined) return event;
		const content = await readMessage(createShortClient(provider, connection), { messageId, fields: {} });
		return { ...event, message: tappedPart(content, event.partIndex) };
	}
	if (messageId !== null || target === null || readConversation === undefined) return event;
	const messages = await readConversation(createShortClient(provider, connection), event);
	if (messages === undefined) return event;
	return matched(
		event,
		target,
		messages.filter((one) => one.id !== event.eventId && isBefore(one, event)),
	);
}

/** One part of a message, or all of it. */
export function tappedPart({ id, text, isFromMe, sentAt, parts }: MessageContent, partIndex: number | null): TappedMessage {
	const part = partIndex === null ? undefined : parts?.[partIndex];
	return { id, text: part === undefined ? text : part, isFromMe, sentAt, candidates: [] };
}

function isBefore({ sentAt }: RecentMessage, { occurredAt, receivedAt }: TapbackEvent): boolean {
	return sentAt === null || Date.parse(sentAt) <= Date.parse(occurredAt ?? receivedAt) + CLOCK_DIFFERENCE_MS;
}

type Quote = NonNullable<TapbackEvent['target']>;

function matched(event: TapbackEvent, target: Quote, messages: readonly RecentMessage[]): TapbackEvent | undefined {
	const found = target.isAttachment ? messages.filter(({ hasMedia }) => hasMedia) : quotedBy(target.text, messages);
	// A sentence of ordinary words about a picture would fit every picture.
	const isTyped = target.confidence === 'ordinary' || (target.confidence === 'possible' && found.length === 0);
	if (isTyped && (found.length === 0 || target.isAttachment)) return undefined;
	const [first, ...others] = found;
	if (first === undefined) return event;
	const settled = settledReading(
		{ ...event, target: { ...target, confidence: target.isAttachment ? target.confidence : 'matched' } },
		messages,
	);
	const candidates = found.map(({ id }) => id);
	// Never guess which picture was tapped, even if only one was read.
	if (others.length > 0 || target.isAttachment) {
		return { ...settled, message: severalMessages(settled, found), target: settled.target && { ...settled.target, candidates } };
	}
	const { id, text, isFromMe, sentAt } = first;
	return { ...settled, messageId: id, message: { id, text, isFromMe, sentAt, candidates: [] } };
}

function quotedBy(quote: string, messages: readonly RecentMessage[]): RecentMessage[] {
	const fits = messages.map((message) => ({ message, fit: message.text === null ? undefined : matchQuote(quote, message.text) }));
	const whole = fits.filter(({ fit }) => fit === 'exact' || fit === 'normalized');
	return (whole.length > 0 ? whole : fits.filter(({ fit }) => fit === 'cut')).map(({ message }) => message);
}

/** The value that all of them share. */
function severalMessages({ message }: TapbackEvent, found: readonly RecentMessage[]): TappedMessage {
	const [isFromMe, ...others] = new Set(found.map((one) => one.isFromMe));
	return {
		id: null,
		text: message?.text ?? null,
		isFromMe: others.length === 0 ? (isFromMe ?? null) : null,
		sentAt: null,
		candidates: found.map(({ id }) => id),
	};
}

/** Of two readings, the one in the language of the person's other texts, if these are in one of the two only. */
function settledReading(event: TapbackEvent, messages: readonly RecentMessage[]): TapbackEvent {
	const readings = event.target?.readings ?? [];
	if (event.target === null || readings.length === 0) return event;
	const theirs = messages.filter(({ author, isFromMe, text }) => isFromMe === false && author === event.actor && text !== null);
	const spoken = new Set(theirs.map(({ text }) => languageOf(text ?? '')));
	const [reading, ...others] = readings.filter(({ language }) => spoken.has(language));
	if (reading === undefined || others.length > 0) return event;
	const { language, reaction, emoji } = reading;
	return { ...event, reaction, emoji, target: { ...event.target, language } };
}

/** The language of a text with one reading. */
function languageOf(text: string): string | null {
	const [reading, ...others] = readFallbackText(text)?.readings ?? [];
	return others.length === 0 ? (reading?.language ?? null) : null;
}

/** One attempt with a short timeout, because the run waits. */
export function createShortClient(provider: Provider, connection: Connection): ApiClient {
	return createOneAttemptClient(provider, connection, { timeoutMs: PATIENCE_MS });
}
