import type { Connection } from '../http/client';
import { createOneAttemptClient } from '../http/one-attempt';
import type { ApiClient } from '../http/types';
import type { TapbackEvent, TappedMessage } from '../model/tapback-event';
import type { MessageContent } from '../model/message';
import type { Provider } from '../providers/provider';
import type { RecentMessage } from '../providers/reactions';
import { readFallbackText } from '../webhook/fallback-texts/read-fallback-text';
import { matchQuote } from '../webhook/quote';

/** Maximum delay of an event's run, including the pauses of the pacer. */
const PATIENCE_MS = 15_000;

/** Tolerance for the difference between the clocks of a phone and of the vendor. */
const CLOCK_DIFFERENCE_MS = 60_000;

/** Whether `findMessage` can read messages of this provider. */
export function canFindMessage({ readMessage, readConversation }: Provider): boolean {
	return readMessage !== undefined || readConversation !== undefined;
}

/** Whether `findMessage` can find a message that a tapback only quotes. */
export function canFindQuoted({ readConversation }: Provider): boolean {
	return readConversation !== undefined;
}

/**
 * Adds the tapped message to an event, with at most one request; returns the event unchanged if the provider has no such
 * request. If a quote fits one message, the event gets its id; if it fits several or is about a picture, their ids become
 * `candidates`, and the event gets no id. `undefined` if the text is probably not a tapback: people type such texts, and it quotes no recent message.
 * @throws TapbackError if the request fails. The event itself remains valid.
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

/** Formats one part of a message, or the whole message without a part index. */
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
	// An ordinary sentence about a picture fits every picture, so it is never a tapback.
	const mayBeTyped = target.confidence === 'ordinary' || (target.confidence === 'possible' && found.length === 0);
	if (mayBeTyped && (found.length === 0 || target.isAttachment)) return undefined;
	const [first, ...others] = found;
	if (first === undefined) return event;
	const read = withOneReading(
		{ ...event, target: { ...target, confidence: target.isAttachment ? target.confidence : 'matched' } },
		messages,
	);
	const candidates = found.map(({ id }) => id);
	// A picture gets no id even if it is the only one, because an older picture may be meant.
	if (others.length > 0 || target.isAttachment) {
		return { ...read, message: commonFacts(read, found), target: read.target && { ...read.target, candidates } };
	}
	const { id, text, isFromMe, sentAt } = first;
	return { ...read, messageId: id, message: { id, text, isFromMe, sentAt, candidates: [] } };
}

function quotedBy(quote: string, messages: readonly RecentMessage[]): RecentMessage[] {
	const fits = messages.map((message) => ({ message, fit: message.text === null ? undefined : matchQuote(quote, message.text) }));
	const whole = fits.filter(({ fit }) => fit === 'exact' || fit === 'normalized');
	return (whole.length > 0 ? whole : fits.filter(({ fit }) => fit === 'cut')).map(({ message }) => message);
}

/** The facts that all found messages share. */
function commonFacts({ message }: TapbackEvent, found: readonly RecentMessage[]): TappedMessage {
	const [isFromMe, ...others] = new Set(found.map((one) => one.isFromMe));
	return {
		id: null,
		text: message?.text ?? null,
		isFromMe: others.length === 0 ? (isFromMe ?? null) : null,
		sentAt: null,
		candidates: found.map(({ id }) => id),
	};
}

/** Chooses the reading in the language of the person's other tapbacks, if exactly one reading has such a language. */
function withOneReading(event: TapbackEvent, messages: readonly RecentMessage[]): TapbackEvent {
	const readings = event.target?.readings ?? [];
	if (event.target === null || readings.length === 0) return event;
	const theirs = messages.filter(({ author, isFromMe, text }) => isFromMe === false && author === event.actor && text !== null);
	const languages = new Set(theirs.map(({ text }) => languageOf(text ?? '')));
	const [reading, ...others] = readings.filter(({ language }) => language !== null && languages.has(language));
	if (reading === undefined || others.length > 0) return event;
	const { language, reaction, emoji } = reading;
	return { ...event, reaction, emoji, target: { ...event.target, language } };
}

/** The language of a fallback text; `null` if it isn't one, or has several readings. */
function languageOf(text: string): string | null {
	const [reading, ...others] = readFallbackText(text)?.readings ?? [];
	return others.length === 0 ? (reading?.language ?? null) : null;
}

/** Creates a client with one attempt and a timeout of 15 s, because the run waits for it. */
export function createShortClient(provider: Provider, connection: Connection): ApiClient {
	return createOneAttemptClient(provider, connection, { timeoutMs: PATIENCE_MS });
}
