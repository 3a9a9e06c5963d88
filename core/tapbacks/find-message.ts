import { createCall, type Connection } from '../http/client';
import { TapbackError } from '../model/errors';
import type { TapbackEvent, TappedMessage } from '../model/tapback-event';
import type { MessageContent } from '../model/message';
import type { Provider } from '../providers/provider';
import type { RecentMessage } from '../providers/reactions';
import { readFallbackText } from '../webhook/fallback-texts/read-fallback-text';
import { matchQuote } from '../webhook/quote';

/** So long the run of an event is held up at the most, waits of the provider included. */
const PATIENCE_MS = 15_000;

/** The clocks of a phone and the vendor may differ by so much. */
const CLOCK_DIFFERENCE_MS = 60_000;

/** Whether this provider has a request that tells what was tapped, beside what its events tell. */
export function canFindMessage({ readMessage, readConversation }: Provider): boolean {
	return readMessage !== undefined || readConversation !== undefined;
}

/** Whether its tapbacks only quote their target, and the messages can be read that they may mean. */
export function canFindQuoted({ readConversation }: Provider): boolean {
	return readConversation !== undefined;
}

/**
 * The event with the message that was tapped, as far as one read tells it; as it came where nothing can be read. A quote
 * that one message fits gives that message's id; one that several fit gives them as candidates, and no id. `undefined`
 * where a text is no tapback after all: a person may have written it, and it quotes nothing.
 * @throws TapbackError for a read that fails: the event is as good as before.
 */
export async function findMessage(provider: Provider, event: TapbackEvent, connection: Connection): Promise<TapbackEvent | undefined> {
	const { messageId, target, message } = event;
	const { readMessage, readConversation } = provider;
	if (messageId !== null && target === null) {
		if (message !== null || readMessage === undefined) return event;
		const content = await readMessage(impatientCall(provider, connection), { messageId, fields: {} });
		return { ...event, message: tappedPart(content, event.partIndex) };
	}
	if (messageId !== null || target === null || readConversation === undefined) return event;
	const messages = await readConversation(impatientCall(provider, connection), event);
	if (messages === undefined) return event;
	return matched(
		event,
		target,
		messages.filter((one) => one.id !== event.eventId && isBefore(one, event)),
	);
}

function tappedPart({ id, text, isFromMe, sentAt, parts }: MessageContent, partIndex: number | null): TappedMessage {
	const part = partIndex === null ? undefined : parts?.[partIndex];
	return { id, text: part === undefined ? text : part, isFromMe, sentAt, candidates: [] };
}

function isBefore({ sentAt }: RecentMessage, { occurredAt, receivedAt }: TapbackEvent): boolean {
	return sentAt === null || Date.parse(sentAt) <= Date.parse(occurredAt ?? receivedAt) + CLOCK_DIFFERENCE_MS;
}

type Quote = NonNullable<TapbackEvent['target']>;

function matched(event: TapbackEvent, target: Quote, messages: readonly RecentMessage[]): TapbackEvent | undefined {
	const found = target.isAttachment ? messages.filter(({ hasMedia }) => hasMedia) : quotedBy(target.text, messages);
	// Ordinary words about a picture fit every picture.
	const isTyped = target.confidence === 'ordinary' || (target.confidence === 'possible' && found.length === 0);
	if (isTyped && (found.length === 0 || target.isAttachment)) return undefined;
	const [first, ...others] = found;
	if (first === undefined) return event;
	const settled = settledReading(
		{ ...event, target: { ...target, confidence: target.isAttachment ? target.confidence : 'matched' } },
		messages,
	);
	const candidates = found.map(({ id }) => id);
	// Which picture was tapped is never guessed, be it the only one that was read.
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

/** What all of them have in common. */
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

/** Of two readings the one whose language the same person's other texts are in, if they are in one of them only. */
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

/** Of a text that has one reading. */
function languageOf(text: string): string | null {
	const [reading, ...others] = readFallbackText(text)?.readings ?? [];
	return others.length === 0 ? (reading?.language ?? null) : null;
}

/** One attempt in a short time, for the run waits; a pause is what only a provider asks for that was asked too often. */
function impatientCall(provider: Provider, connection: Connection) {
	return createCall(
		{ ...provider, limits: { ...provider.limits, attempts: 1 } },
		{
			...connection,
			timeoutMs: PATIENCE_MS,
			sleep: async (retryAfterMs) => {
				throw new TapbackError('RATE_LIMITED', `${provider.name} was asked too often.`, { retryAfterMs });
			},
		},
	);
}
