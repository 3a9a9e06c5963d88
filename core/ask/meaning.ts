import { parseFallbackText } from '../webhook/fallback-texts/parse-fallback-text';
import type { ReactionValue } from '../state/reaction-value';
import type { AnswerChoice, AskRules } from './rules';
import { fitsReaction, meantByTapback } from './same-reaction';
import { readWords, type Reading } from './words';

/** The choice that an answer means, `null` for an answer that means none of them; `undefined` for what is no answer. */
export type Meaning = AnswerChoice | null | undefined;

export function meaningOfReaction(rules: AskRules, kind: ReactionValue): Meaning {
	const choice = rules.choices.find(({ reactions }) => reactions.some((word) => fitsReaction(word, kind)));
	if (choice !== undefined) return choice;
	const { other } = rules;
	const ends = typeof other === 'string' ? other === 'end' : other.some((word) => fitsReaction(word, kind));
	return ends && (typeof other === 'string' || meantByTapback(kind) !== undefined) ? null : undefined;
}

/** A text that stands for a tapback is none that somebody wrote; media without a text say nothing. */
export function meaningOfText(rules: AskRules, text: string): Meaning {
	if (rules.text === 'ignore' || isNoText(text)) return undefined;
	const reading = readWords(rules.choices, text);
	if (reading !== 'unclear') return reading;
	return rules.text === 'any' ? null : undefined;
}

/** Whether somebody wrote something that texts can't be read from. */
export function isUnclearText(rules: AskRules, text: string): boolean {
	return rules.text === 'words' && !isNoText(text) && (readWords(rules.choices, text) satisfies Reading) === 'unclear';
}

function isNoText(text: string): boolean {
	return text.trim() === '' || parseFallbackText(text.trim()) !== undefined;
}
