import { isSingleEmoji } from '../model/emoji';
import type { AnswerChoice } from './rules';
import { meantBy } from './same-reaction';

/** The choice that a text means; `unclear` if it doesn't mean exactly one. */
export type Reading = AnswerChoice | 'unclear';

/** Words that don't change an answer. Any other word makes a text unclear, because a made-up yes is worse than a lost one. */
const FILLERS = new Set(
	(
		'please pls plz thanks thank thx ty you u so much very many a lot sure certainly definitely absolutely of course indeed ' +
		'go ahead do it that this works for me fine by with good great perfect sounds lovely cool awesome nice ' +
		'sir madam mate dude guys all everyone hi hello hey im i am happy to lets let us'
	).split(' '),
);

const LONGEST_TEXT = 1000;
const MOST_WORDS = 12;

/** Matches the first line of a signature. */
const SIGNATURE = /^(?:--\s*|—\s*|__+|sent from my .*|get outlook for .*|von meinem .* gesendet|enviado (?:desde|do) mi? .*)$/i;

/**
 * Reads an answer in words, such as `Yes`, `yes please`, `Yes, go ahead 👍` or `No thanks`, also above a signature. A question
 * mark, a word of another choice, and any other word that is not in `FILLERS` make it unclear: “not yes”, “yes but not today”, “no
 * problem”.
 */
export function readWords(choices: readonly AnswerChoice[], text: string): Reading {
	if (text.length > LONGEST_TEXT) return 'unclear';
	const [body, signature] = splitSignature(text);
	if (body.trim() === '') return 'unclear';
	if (/[?¿？؟]/.test(body)) return 'unclear';
	if (choiceWordIn(choices, signature)) return 'unclear';
	const plain = plainWords(body);
	const whole = choices.filter(({ words }) => words.some((word) => plainWords(word) === plain));
	if (whole.length === 1 && whole[0] !== undefined) return whole[0];
	if (whole.length > 1) return 'unclear';
	return readTokens(choices, tokensOf(body));
}

function readTokens(choices: readonly AnswerChoice[], tokens: readonly string[]): Reading {
	if (tokens.length === 0 || tokens.length > MOST_WORDS) return 'unclear';
	const meant = new Set<AnswerChoice>();
	let rest = tokens;
	while (rest.length > 0) {
		const [choice, length] = choiceAtStart(choices, rest);
		if (choice !== undefined) meant.add(choice);
		else if (!FILLERS.has(rest[0] ?? '')) return 'unclear';
		rest = rest.slice(length);
	}
	const [only, ...others] = meant;
	return only !== undefined && others.length === 0 ? only : 'unclear';
}

/** Returns the choice whose words or emoji the tokens start with, and the number of these tokens; 1 without a choice. */
function choiceAtStart(choices: readonly AnswerChoice[], tokens: readonly string[]): [AnswerChoice | undefined, number] {
	let found: [AnswerChoice | undefined, number] = [undefined, 1];
	for (const choice of choices) {
		if (choice.reactions.some((word) => isSingleEmoji(tokens[0] ?? '') && meantBy(word) === meantBy(tokens[0] ?? ''))) return [choice, 1];
		for (const word of choice.words) {
			const parts = tokensOf(word);
			const isLonger = found[0] === undefined || parts.length > found[1];
			if (parts.length > 0 && isLonger && parts.every((part, index) => part === tokens[index])) found = [choice, parts.length];
		}
	}
	return found;
}

/** Whether a text contains a word or an emoji of a choice. */
function choiceWordIn(choices: readonly AnswerChoice[], text: string): boolean {
	const tokens = tokensOf(text);
	return tokens.some((_, index) => choiceAtStart(choices, tokens.slice(index))[0] !== undefined);
}

function splitSignature(text: string): [body: string, signature: string] {
	const lines = text.split(/\r\n?|\n/);
	const start = lines.findIndex((line, index) => index > 0 && SIGNATURE.test(line.trim()));
	return start === -1 ? [text, ''] : [lines.slice(0, start).join('\n'), lines.slice(start).join('\n')];
}

/** Splits a text into words in lower case, and emoji. */
function tokensOf(text: string): string[] {
	const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.normalize('NFKC').toLowerCase());
	const tokens: string[] = [];
	let word = '';
	const endWord = () => {
		if (word !== '') tokens.push(word);
		word = '';
	};
	for (const { segment } of segments) {
		if (isSingleEmoji(segment)) {
			endWord();
			tokens.push(segment);
		} else if (/^[\p{L}\p{N}\p{M}]/u.test(segment)) word += segment;
		else if (!/^['’]/.test(segment)) endWord();
	}
	endWord();
	return tokens;
}

function plainWords(text: string): string {
	const tokens = tokensOf(text);
	return tokens.length === 0 ? text.trim() : tokens.join(' ');
}
