import { isSingleEmoji } from '../../model/emoji';
import type { EventAction, InboundReaction } from '../../model/reaction';
import { commonLanguage, framesFor, plainMarks, type Frame, type Typed } from './frames';
import { readGoogleMessages } from './google-messages';
import { mayBeFallback } from './may-be-fallback';
import { isOneQuote } from './quoted';

/** The meaning of a sentence in one language. */
export interface FallbackReading {
	/** BCP 47 tag, without the region if several regions have the same sentence; `null` if the language isn't known. */
	language: string | null;
	reaction: InboundReaction;
}

/** A text that stands for a tapback. */
export interface FallbackText {
	action: EventAction;
	/** Several if the same words mean different reactions in two languages. */
	readings: readonly [FallbackReading, ...FallbackReading[]];
	/** The quoted text of the target, or the noun for an attachment: `an image`. */
	quoted: string;
	isAttachment: boolean;
	/** How likely a person types exactly this as a message. */
	typed: Typed;
}

/**
 * Reads the text that phones send where a tapback can't be shown, in all languages of the table: `Loved “See you”`,
 * `„Bis morgen“ ein Herz hinzugefügt`. The whole message must be the sentence, without a space around it, because Apple adds
 * none and people do. `undefined` for any other text. Takes linear time.
 * Sources: docs/fallback-texts.md; Apple documents none of these texts.
 */
export function readFallbackText(text: string): FallbackText | undefined {
	const marked = readGoogleMessages(text);
	if (marked !== undefined) {
		const { emoji, ...rest } = marked;
		return { ...rest, readings: [{ language: null, reaction: { type: 'emoji', emoji } }], isAttachment: false, typed: 'unlikely' };
	}
	// The sentence of a sticker ends with the placeholder of an attachment.
	const whole = text.endsWith('\uFFFC') ? text.slice(0, -1) : text;
	return mayBeFallback(whole) ? merged(allMatches(whole)) : undefined;
}

const LONGEST_EMOJI = 64;

interface Match {
	frame: Frame;
	reaction: InboundReaction;
	quoted: string;
	isAttachment: boolean;
}

function allMatches(text: string): Match[] {
	const plain = plainMarks(text);
	const matches: Match[] = [];
	for (const frame of framesFor(plain)) {
		const match = matchOf(frame, text, plain);
		if (match !== undefined) matches.push(match);
	}
	return matches;
}

function matchOf(frame: Frame, text: string, plain: string): Match | undefined {
	const { start, middle, end, placeholders, nouns, marks } = frame;
	const [first, second] = placeholders;
	const from = start.length;
	const to = plain.length - end.length;
	if (to < from) return undefined;
	const splitAt =
		second === undefined ? to : first === 'emoji' ? plain.indexOf(middle, from) : plain.lastIndexOf(middle, to - middle.length);
	const secondAt = splitAt + middle.length;
	if (splitAt < from || secondAt > to) return undefined;

	const emoji = first === 'emoji' ? text.slice(from, splitAt) : second === 'emoji' ? text.slice(secondAt, to) : undefined;
	// Checking for a letter first is much faster than Unicode’s tables.
	if (emoji !== undefined && (emoji.length > LONGEST_EMOJI || /^[a-z ]/i.test(emoji) || !isSingleEmoji(emoji))) return undefined;
	const [begin, stop] = first === 'emoji' ? [secondAt, to] : [from, splitAt];
	const [quoted, plainQuoted] = [text.slice(begin, stop), plain.slice(begin, stop)];
	const isAttachment = placeholders.includes('noun');
	const fits = isAttachment ? nouns.has(plainQuoted) : quoted.trim() !== '' && (marks === undefined || isOneQuote(plainQuoted, marks));
	return fits ? { frame, reaction: reactionOf(frame, emoji), quoted, isAttachment } : undefined;
}

function reactionOf({ reaction }: Frame, emoji: string | undefined): InboundReaction {
	return reaction === 'emoji' ? { type: reaction, emoji: emoji ?? '' } : { type: reaction };
}

/** Merges the matches with the most fixed characters, which are the least likely to match by chance. */
function merged(matches: readonly Match[]): FallbackText | undefined {
	const [only, second] = matches;
	if (only === undefined) return undefined;
	if (second === undefined) return asText(only, [readingOf([only], only)], only.frame.typed);

	const most = Math.max(...matches.map(({ frame }) => fixedLength(frame)));
	const [best = only, ...others] = matches.filter(({ frame }) => fixedLength(frame) === most);
	const same = [best, ...others.filter(({ frame, quoted }) => frame.action === best.frame.action && quoted === best.quoted)];
	const kinds = new Map(same.map((match) => [match.reaction.type, match]));
	const [reading = readingOf(same, best), ...further] = [...kinds.values()].map((match) => readingOf(same, match));
	return asText(best, [reading, ...further], mostTyped(same));
}

function asText({ frame, quoted, isAttachment }: Match, readings: FallbackText['readings'], typed: Typed): FallbackText {
	return { action: frame.action, readings, quoted, isAttachment, typed };
}

/** The reaction of one match, and the common language of all matches with this reaction. */
function readingOf(matches: readonly Match[], { reaction }: Match): FallbackReading {
	const tags = matches.filter((match) => match.reaction.type === reaction.type).map(({ frame }) => frame.language);
	return { reaction, language: tags.reduce(commonLanguage) };
}

function fixedLength({ start, middle, end }: Frame): number {
	return start.length + middle.length + end.length;
}

function mostTyped(matches: readonly Match[]): Typed {
	const found = new Set(matches.map(({ frame }) => frame.typed));
	if (found.has('ordinary')) return 'ordinary';
	return found.has('possible') ? 'possible' : 'unlikely';
}
