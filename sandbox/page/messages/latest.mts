import type { Message } from '../../src/model/message.mts';
import { messageInWords, quotePart } from './part-text.mts';
import { kindInWords } from './tapback-kind.mts';

/** The holder of the phone, and people's names. */
export interface Viewer {
	holder: string | undefined;
	/** The name of a number. */
	nameOf(number: string): string;
}

/** The last event in a conversation: `You: ❤️ on “See you at seven.”`. */
export interface Latest {
	/** ISO 8601 */
	at: string;
	text: string;
}

/** The newest message or tapback; `undefined` without one. */
export function latestIn(messages: readonly Message[], viewer: Viewer): Latest | undefined {
	const things = messages.flatMap((message): Latest[] => [
		{ at: message.sentAt, text: `${authorName(message.author, viewer)}: ${messageInWords(message)}` },
		...message.tapbacks.map((tapback) => ({
			at: tapback.at,
			text: `${authorName(tapback.actor, viewer)}: ${kindInWords(tapback)} on ${quotePart(message.parts[tapback.partIndex])}`,
		})),
	]);
	return things.reduce<Latest | undefined>((newest, thing) => (newest === undefined || thing.at >= newest.at ? thing : newest), undefined);
}

/** `You` for the holder of the phone, else the name. */
export function authorName(number: string, { holder, nameOf }: Viewer): string {
	return number === holder ? 'You' : nameOf(number);
}
