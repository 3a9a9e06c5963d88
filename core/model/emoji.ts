import type { InboundReaction, Reaction } from './reaction';

let compiled: RegExp | undefined;
/**
 * The grammar of one emoji in Unicode's UTS #51: a flag, a keycap, or pictographs joined by ZWJ, each with its variation
 * selector, skin tone or tag sequence. Matching takes linear time, because each alternative starts with another class of
 * character. Compiled at the first use, because compiling reads Unicode's tables.
 */
const oneEmoji = () =>
	(compiled ??=
		/^(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?(?:[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?)*)$/u);

const LONGEST_EMOJI = 64;

/**
 * Whether a text is exactly one emoji for a reader. A family, a flag, a keycap or an emoji with a skin tone is one; `🔥🔥` and
 * `hi🔥` are not.
 */
export function isSingleEmoji(text: string): boolean {
	return text.length <= LONGEST_EMOJI && oneEmoji().test(text);
}

/** Reads what a provider sends in place of an emoji. Anything but one emoji becomes a reaction of the type `unknown`. */
export function emojiOrUnknown(text: string): InboundReaction {
	return isSingleEmoji(text) ? { type: 'emoji', emoji: text } : { type: 'unknown', name: text };
}

/** Whether two emoji are the same. Ignores variation selectors, so `❤` and `❤️` are the same; skin tones count. */
export function isSameEmoji(a: string, b: string): boolean {
	return withoutVariationSelectors(a) === withoutVariationSelectors(b);
}

/** Whether two reactions are the same. The spelling of an emoji is ignored; the classic ❤️ and the emoji ❤️ are different. */
export function isSameReaction(a: InboundReaction, b: Reaction): boolean {
	return a.type === 'emoji' && b.type === 'emoji' ? isSameEmoji(a.emoji, b.emoji) : a.type === b.type;
}

/**
 * Returns all spellings of an emoji, the given one first. `❤` and `❤️` look the same to a person, but differ for an API
 * that compares texts. Most emoji have one spelling.
 */
export function spellingsOf(emoji: string): string[] {
	const bare = withoutVariationSelectors(emoji);
	return [...new Set([emoji, withEmojiSelectors(bare), bare])];
}

/** Returns one text for all spellings of an emoji. */
export function plainEmoji(emoji: string): string {
	return withEmojiSelectors(withoutVariationSelectors(emoji));
}

let selectable: RegExp | undefined;
/** Matches a character that is drawn as text unless U+FE0F or a skin tone follows. Compiled at the first use, as above. */
const needsSelector = () =>
	(selectable ??= /(?:[0-9#*](?=\u20E3)|(?!\p{Emoji_Presentation})\p{Extended_Pictographic})(?!\p{Emoji_Modifier})/gu);

function withEmojiSelectors(bare: string): string {
	return bare.replace(needsSelector(), '$&\uFE0F');
}

function withoutVariationSelectors(text: string): string {
	return text.replace(/[\uFE0E\uFE0F]/g, '');
}
