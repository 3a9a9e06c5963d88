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

/** `❤` and `❤️` denote the same emoji: variation selectors are ignored, skin tones are not. */
export function isSameEmoji(a: string, b: string): boolean {
	return withoutVariationSelectors(a) === withoutVariationSelectors(b);
}

function withoutVariationSelectors(text: string): string {
	return text.replace(/[\uFE0E\uFE0F]/g, '');
}
