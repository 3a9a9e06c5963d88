import { parseFallbackText } from '../webhook/fallback-texts/parse-fallback-text';
import type { ReactionValue } from '../state/reaction-value';
import type { AnswerChoice, AskRules } from './rules';
import { fitsReaction, meantByTapback } from './same-reaction';
import { readWords, type Reading } from './words';

/** The choice that an answer means; `null` for an answer that means none of the choices; `undefined` if it is not an answer. */
export type Meaning = AnswerChoice | null | undefined;

/** Returns what a reaction means by the rules of a question. */
export function meaningOfReaction(rules: AskRules, value: ReactionValue): Meaning {
	const choice = rules.choices.find(({ reactions }) => reactions.some((word) => fitsReaction(word, value)));
	if (choice !== undefined) return choice;
	const { other } = rules;
	const ends = typeof other === 'string' ? other === 'end' : other.some((word) => fitsReaction(word, value));
	return ends && (typeof other === 'string' || meantByTapback(value) !== undefined) ? null : undefined;
}

/** Returns what a text means by the rules of a question. An empty text, and a text that stands for a tapback, are not an answer. */
export function meaningOfText(rules: AskRules, text: string): Meaning {
	if (rules.text === 'ignore' || isEmptyOrTapback(text)) return undefined;
	const reading = readWords(rules.choices, text);
	if (reading !== 'unclear') return reading;
	return rules.text === 'any' ? null : undefined;
}

/** Whether a text can't be read as an answer, although texts may answer the question. */
export function isUnclearText(rules: AskRules, text: string): boolean {
	return rules.text === 'words' && !isEmptyOrTapback(text) && (readWords(rules.choices, text) satisfies Reading) === 'unclear';
}

function isEmptyOrTapback(text: string): boolean {
	// The text is parsed untrimmed, too, because Google Messages marks a reaction with spaces at both ends.
	return text.trim() === '' || parseFallbackText(text) !== undefined || parseFallbackText(text.trim()) !== undefined;
}
