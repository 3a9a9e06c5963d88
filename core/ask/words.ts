import { isSingleEmoji } from '../model/emoji';
import type { AnswerChoice } from './rules';
import { meantBy } from './same-reaction';

/** The choice that a text means; `unclear` if it doesn't mean exactly one. */
export type Reading = AnswerChoice | 'unclear';

/** Words that don't change an answer. Any other word makes a text unclear, because a made-up yes is worse than a lost one. */
const FILLERS = new Set(
	(
		'please pls plz thanks thank thx ty very many sure certainly definitely absolutely of course indeed ' +
		'go ahead do it that this works for me fine by with good great perfect sounds lovely cool awesome nice ' +
		'sir madam mate dude guys all everyone hi hello hey im i am happy to lets let us'
	).split(' '),
);

/** Words that are fillers only together: `thank you`, but not `you sure`; `a lot`, but not `n/a`; `so much`, but not `ok so`. */
const FILLER_PAIRS = new Set(['thank you', 'thank u', 'thanks you', 'a lot', 'so much', 'very much']);
/** Words that are fillers only after an answer: `yes i am`, but not `i am ok`, which declines. */
const FIRST_PERSON = new Set(['i', 'im']);
/** Fillers that make a no unclear, because they mean consent: `no, go ahead`. */
const CONSENT = new Set(['ahead', 'do', 'works', 'fine', 'happy', 'sounds']);

/** Matches a question mark of any script, a semicolon at the end of a line, which is the Greek one, and a line that quotes somebody. */
const QUESTION = /[?¿？﹖⁇⁈؟‽⸮՞፧]|[;\u037E]$|^[>＞]/m;
/** Matches a quotation mark. Somebody else may have written the quoted words: `👍 to “OK”`. */
const QUOTATION = /["“”„«»「」]/;

const LONGEST_TEXT = 1000;
const MOST_WORDS = 12;

/** Matches the first line of a signature. */
const SIGNATURE = /^(?:--\s*|—\s*|__+|sent from my .*|get outlook for .*|von meinem .* gesendet|enviado (?:desde|do) mi? .*)$/i;
/** Matches words that a signature doesn't contain, but the rest of an answer does. */
const TAKES_BACK = /(?<!\p{L})(?:not|don['’]?t|but|wait|stop|cancel|never|unless|except|actually|however|hold)(?!\p{L})/iu;

/**
 * Reads an answer in words, such as `Yes`, `yes please`, `Yes, go ahead 👍` or `No thanks`, also above a signature. A question
 * mark, a quotation, a word of another choice, and any other word that is not a filler make it unclear: “not yes”, “yes but not today”, “no
 * problem”.
 */
export function readWords(choices: readonly AnswerChoice[], text: string): Reading {
	if (text.length > LONGEST_TEXT) return 'unclear';
	const [body, signature] = splitSignature(text);
	if (body.trim() === '') return 'unclear';
	if (QUESTION.test(body.trim())) return 'unclear';
	if (TAKES_BACK.test(signature) || choiceWordIn(choices, signature)) return 'unclear';
	const plain = plainWords(body);
	const whole = choices.filter(({ words }) => words.some((word) => plainWords(word) === plain));
	if (whole.length === 1 && whole[0] !== undefined) return whole[0];
	if (whole.length > 1) return 'unclear';
	return QUOTATION.test(body) ? 'unclear' : readTokens(choices, tokensOf(body));
}

function readTokens(choices: readonly AnswerChoice[], tokens: readonly string[]): Reading {
	if (tokens.length === 0 || tokens.length > MOST_WORDS) return 'unclear';
	const meant = new Set<AnswerChoice>();
	let rest = tokens;
	while (rest.length > 0) {
		const [found, length] = choicesAtStart(choices, rest);
		const skipped = found.length > 0 ? length : fillersAtStart(rest, meant.size > 0);
		// A single letter answers only alone: `y u do that` asks why.
		if (skipped === 0 || (found.length > 0 && /^[a-z]$/.test(rest.slice(0, length).join()))) return 'unclear';
		for (const choice of found) meant.add(choice);
		rest = rest.slice(skipped);
	}
	const [only, ...others] = meant;
	if (only === undefined || others.length > 0) return 'unclear';
	return only.approved === false && tokens.some((token) => CONSENT.has(token)) ? 'unclear' : only;
}

function fillersAtStart([first = '', second = '']: readonly string[], isBehindAnswer: boolean): number {
	if (FILLER_PAIRS.has(`${first} ${second}`)) return 2;
	return FILLERS.has(first) && (isBehindAnswer || !FIRST_PERSON.has(first)) ? 1 : 0;
}

/**
 * Returns the choices whose words or emoji the tokens start with, and the number of these tokens; 1 without a choice. Only the
 * longest match counts. There are several choices if a word means more than one.
 */
function choicesAtStart(choices: readonly AnswerChoice[], tokens: readonly string[]): [AnswerChoice[], number] {
	const first = tokens[0] ?? '';
	const lengths = choices.map(({ reactions, words }) => {
		const isEmoji = isSingleEmoji(first) && reactions.some((word) => meantBy(word) === meantBy(first));
		const matches = words.map(tokensOf).filter((parts) => parts.every((part, index) => part === tokens[index]));
		return Math.max(isEmoji ? 1 : 0, ...matches.map(({ length }) => length));
	});
	const longest = Math.max(1, ...lengths);
	return [choices.filter((_, index) => lengths[index] === longest), longest];
}

/** Whether a text contains a word or an emoji of a choice. */
function choiceWordIn(choices: readonly AnswerChoice[], text: string): boolean {
	const tokens = tokensOf(text);
	return tokens.some((_, index) => choicesAtStart(choices, tokens.slice(index))[0].length > 0);
}

function splitSignature(text: string): [body: string, signature: string] {
	const lines = text.split(/\r\n?|\n/);
	const start = lines.findIndex((line, index) => index > 0 && SIGNATURE.test(line.trim()));
	return start === -1 ? [text, ''] : [lines.slice(0, start).join('\n'), lines.slice(start).join('\n')];
}

/** Splits a text into words in lower case, and emoji. */
function tokensOf(text: string): string[] {
	const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.toLowerCase());
	const tokens: string[] = [];
	let word = '';
	const endWord = () => {
		if (word !== '') tokens.push(word);
		word = '';
	};
	for (const { segment } of segments) {
		const plain = segment.normalize('NFKC').toLowerCase();
		// An emoji is not normalized, because ℹ️ would become a letter, and ⁉️ punctuation.
		if (isSingleEmoji(segment)) {
			endWord();
			tokens.push(segment);
		} else if (/^[\p{L}\p{N}\p{M}]/u.test(plain)) word += plain;
		else if (!/^['’]/.test(plain)) endWord();
	}
	endWord();
	return tokens;
}

/** Writes a text in one form, so that two can be compared: its words in lower case and its emoji, separated by spaces. */
export function plainWords(text: string): string {
	const tokens = tokensOf(text);
	return tokens.length === 0 ? text.trim() : tokens.join(' ');
}
