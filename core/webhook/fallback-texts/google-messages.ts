import { isSingleEmoji } from '../../model/emoji';
import type { EventAction } from '../../model/reaction';

const EDGE = '\u200A';
const AROUND_EMOJI: Record<EventAction, string> = { added: '\u200B', removed: '\u200C' };
const LONGEST_WORDS = 60;

/**
 * Google Messages marks a reaction sent as text with invisible characters, whatever its language: a hair space first, last
 * and on both sides of the quoted text, and on both sides of the emoji a zero-width space, or a non-joiner for a removal.
 * Source: quik-sms/quik EmojiReactionRepositoryImpl.kt, 213YaZ786/SMS SmsReactions.kt.
 */
export function readGoogleMessages(text: string): { action: EventAction; emoji: string; quoted: string } | undefined {
	if (!text.startsWith(EDGE) || !text.endsWith(EDGE)) return undefined;
	const opening = text.indexOf(EDGE, 1);
	const closing = text.lastIndexOf(EDGE, text.length - 2);
	const areNear = opening < 3 * LONGEST_WORDS && text.length - closing < LONGEST_WORDS;
	const quoted = text.slice(opening + 1, closing);
	if (opening < 1 || closing <= opening || !areNear || quoted.trim() === '') return undefined;
	const words = text.slice(1, opening);
	for (const action of ['added', 'removed'] as const) {
		const [, emoji, ...others] = words.split(AROUND_EMOJI[action]);
		if (emoji !== undefined && others.length === 1 && isSingleEmoji(emoji)) return { action, emoji, quoted };
	}
	return undefined;
}
