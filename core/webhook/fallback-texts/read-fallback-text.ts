import { isSingleEmoji } from '../../model/emoji';
import type { EventAction, InboundReaction } from '../../model/reaction';
import { FIRST_CHARACTERS, LAST_CHARACTERS } from './edges';
import { framesFor, plainMarks, type Frame, type Typed } from './frames';
import { readGoogleMessages } from './google-messages';
import { isOneQuote } from './quoted';

/** What a sentence says in one language. */
export interface FallbackReading {
	/** BCP 47; the language without its region where several regions write the same, `null` where it isn't known. */
	language: string | null;
	reaction: InboundReaction;
}

/** A text that stands for a tapback. */
export interface FallbackText {
	action: EventAction;
	/** Several where the same words mean different reactions in two languages. */
	readings: readonly [FallbackReading, ...FallbackReading[]];
	/** The text of the target, or the words for what can't be quoted: `an image`. */
	quoted: string;
	isAttachment: boolean;
	/** Whether a person would write exactly this as a whole message. */
	typed: Typed;
}

/**
 * Reads the text that stands in for a tapback where tapbacks can't be shown, in every language of the table:
 * `Loved “See you”`, `„Bis morgen“ ein Herz hinzugefügt`. The whole message must be the sentence, to the character: Apple writes
 * no space around it, people do. `undefined` for everything else. Takes time linear in the length.
 * Sources: docs/fallback-texts.md; Apple documents none of it.
 */
export function readFallbackText(text: string): FallbackText | undefined {
	const marked = readGoogleMessages(text);
	if (marked !== undefined) {
		const { emoji, ...rest } = marked;
		return { ...rest, readings: [{ language: null, reaction: { type: 'emoji', emoji } }], isAttachment: false, typed: 'unlikely' };
	}
	// Behind a sticker's sentence stands the mark of an attachment.
	const whole = text.endsWith('\uFFFC') ? text.slice(0, -1) : text;
	return mayBeFallback(whole) ? merged(allMatches(whole)) : undefined;
}

/** What most messages don't pass, so that nothing needs to be built for them. */
function mayBeFallback(text: string): boolean {
	const [first, last] = [text.charAt(0), text.at(-1) ?? ''];
	const isBegun = FIRST_CHARACTERS.includes(first) || first > '\u2000' || '©®#*0123456789'.includes(first);
	return first !== '' && isBegun && (LAST_CHARACTERS.includes(last) || text.includes('：'));
}

const LONGEST_EMOJI = 64;

interface Match extends FallbackReading {
	frame: Frame;
	quoted: string;
	isAttachment: boolean;
}

function allMatches(text: string): Match[] {
	const plain = plainMarks(text);
	return framesFor(plain).flatMap((frame) => matchOf(frame, { text, plain }) ?? []);
}

function matchOf(frame: Frame, { text, plain }: { text: string; plain: string }): Match | undefined {
	const { start, middle, end, slots, nouns } = frame;
	const [first, second] = slots;
	const from = start.length;
	const to = plain.length - end.length;
	if (to < from) return undefined;
	const at = first === 'emoji' ? plain.indexOf(middle, from) : plain.lastIndexOf(middle, to - middle.length);
	if (second !== undefined && (at < from || at + middle.length > to)) return undefined;
	const parts =
		second === undefined
			? [[first, from, to] as const]
			: ([
					[first, from, at],
					[second, at + middle.length, to],
				] as const);
	const slice = (wanted: string) => parts.filter(([slot]) => slot === wanted).map(([, begin, stop]) => [begin, stop] as const)[0];

	const emojiAt = slice('emoji');
	const emoji = emojiAt && text.slice(...emojiAt);
	// A letter is told apart much sooner than by Unicode’s tables.
	if (emoji !== undefined && (emoji.length > LONGEST_EMOJI || /^[a-z ]/i.test(emoji) || !isSingleEmoji(emoji))) return undefined;
	const nounAt = slice('noun');
	const place = nounAt ?? slice('text');
	const quoted = place === undefined ? '' : text.slice(...place);
	const fits =
		nounAt === undefined
			? quoted.trim() !== '' && (frame.marks === undefined || isOneQuote(plainMarks(quoted), frame.marks))
			: nouns.has(plainMarks(quoted));
	return fits
		? { frame, language: frame.language, reaction: reactionOf(frame, emoji), quoted, isAttachment: nounAt !== undefined }
		: undefined;
}

function reactionOf({ reaction }: Frame, emoji: string | undefined): InboundReaction {
	return reaction === 'emoji' ? { type: reaction, emoji: emoji ?? '' } : { type: reaction };
}

/** Of frames that fit, those with the most fixed characters: they leave the least to chance. */
function merged(matches: readonly Match[]): FallbackText | undefined {
	if (matches.length === 0) return undefined;
	const most = Math.max(...matches.map(({ frame }) => fixedLength(frame)));
	const [best, ...others] = matches.filter(({ frame }) => fixedLength(frame) === most);
	if (best === undefined) return undefined;
	const same = [best, ...others.filter(({ frame, quoted }) => frame.action === best.frame.action && quoted === best.quoted)];
	const reactions = new Map(same.map((match) => [match.reaction.type, match.reaction]));
	const [reading, ...further] = [...reactions].map(([type, reaction]) => ({
		reaction,
		language: commonLanguage(same.filter((match) => match.reaction.type === type).map(({ language }) => language)),
	}));
	if (reading === undefined) return undefined;
	const { quoted, isAttachment, frame } = best;
	return { action: frame.action, readings: [reading, ...further], quoted, isAttachment, typed: mostTyped(same) };
}

function fixedLength({ start, middle, end }: Frame): number {
	return start.length + middle.length + end.length;
}

function mostTyped(matches: readonly Match[]): Typed {
	const found = new Set(matches.map(({ frame }) => frame.typed));
	if (found.has('ordinary')) return 'ordinary';
	return found.has('possible') ? 'possible' : 'unlikely';
}

/** What the tags have in common, part by part: `pt` for pt-BR and pt-PT; `null` for two languages. */
function commonLanguage(tags: readonly (string | null)[]): string | null {
	const [first = [], ...others] = tags.map((tag) => tag?.split('-') ?? []);
	const differs = first.findIndex((part, index) => others.some((parts) => parts[index] !== part));
	return first.slice(0, differs === -1 ? first.length : differs).join('-') || null;
}
