import { isSingleEmoji } from '../../model/emoji';
import type { EventAction } from '../../model/reaction';

const EDGE = '\u200A';
const AROUND_EMOJI: Record<EventAction, string> = { added: '\u200B', removed: '\u200C' };
const LONGEST_WORDS = 60;

/**
 * Reads a reaction that Google Messages sent as text. In every language it has the same invisible characters: a hair space
 * at the start, at the end and around the quoted text; around the emoji a zero-width space, or a zero-width non-joiner if
 * the reaction was removed.
 * Sources: quik-sms/quik EmojiReactionRepositoryImpl.kt, 213YaZ786/SMS SmsReactions.kt.
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
