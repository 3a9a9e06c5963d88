import type { InboundReaction } from './reaction';

/*
 * The emoji sequence grammar of UTS #51, anchored: a flag, a keycap, or pictographs joined by ZWJ,
 * each with its variation selector, skin tone or tag sequence. Every alternative starts with another
 * class of character, so matching is linear. Made at the first use, for it reads Unicode's tables.
 */
let compiled: RegExp | undefined;
const oneEmoji = () =>
	(compiled ??=
		/^(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?(?:[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?)*)$/u);

const LONGEST_EMOJI = 64;

/** Exactly one emoji as a person counts: a family, a flag, a keycap and a skin tone are one; `🔥🔥` and `hi🔥` are not. */
export function isSingleEmoji(text: string): boolean {
	return text.length <= LONGEST_EMOJI && oneEmoji().test(text);
}

/** What a provider calls an emoji: that emoji, or a kind that this version doesn't know. */
export function emojiOrUnknown(text: string): InboundReaction {
	return isSingleEmoji(text) ? { type: 'emoji', emoji: text } : { type: 'unknown', name: text };
}

/** `❤` and `❤️` denote the same emoji: variation selectors are ignored, skin tones are not. */
export function isSameEmoji(a: string, b: string): boolean {
	return withoutVariationSelectors(a) === withoutVariationSelectors(b);
}

/**
 * All spellings of an emoji, the given one first: `❤` and `❤️` are one emoji to a person, and two texts to an API that
 * compares them. Most emoji have one spelling.
 */
export function spellingsOf(emoji: string): string[] {
	const bare = withoutVariationSelectors(emoji);
	return [...new Set([emoji, withEmojiSelectors(bare), bare])];
}

/** The same text for all spellings of an emoji. */
export function plainEmoji(emoji: string): string {
	return withEmojiSelectors(withoutVariationSelectors(emoji));
}

let selectable: RegExp | undefined;
/** What is drawn as text unless U+FE0F follows, or a skin tone. Made at the first use, as above. */
const needsSelector = () =>
	(selectable ??= /(?:[0-9#*](?=\u20E3)|(?!\p{Emoji_Presentation})\p{Extended_Pictographic})(?!\p{Emoji_Modifier})/gu);

function withEmojiSelectors(bare: string): string {
	return bare.replace(needsSelector(), '$&\uFE0F');
}

function withoutVariationSelectors(text: string): string {
	return text.replace(/[\uFE0E\uFE0F]/g, '');
}
