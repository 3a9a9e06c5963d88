import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { framesOf, type Frame } from '../core/webhook/fallback-texts/frames.ts';
import { EDGE_BITS, edgeBit, END_LENGTH, MARKS, START_LENGTH } from '../core/webhook/fallback-texts/may-be-fallback.ts';

export const FALLBACK_TABLE_FILE = 'core/webhook/fallback-texts/table.ts';
export const FALLBACK_EDGES_FILE = 'core/webhook/fallback-texts/edges.ts';
export const FALLBACK_DOC_FILE = 'docs/fallback-texts.md';

const FOLDER = join(import.meta.dirname, 'fallback-texts');
const REACTIONS = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question', 'emoji', 'sticker'];
const SLOT = '\0';
const TYPED = ['unlikely', 'possible', 'ordinary'] as const;

/** `others`: not Apple's wording, but what other projects accept. */
type Sureness = 'seen' | 'two' | 'one' | 'others';

export interface Sentence {
	action: 'added' | 'removed';
	reaction: string;
	/** Whether a person would write exactly this as a whole message. */
	typed: (typeof TYPED)[number];
	sureness: Sureness;
	/** `{text}` is the quoted message, `{emoji}` one emoji, `{a}` a noun of list a. */
	text: string;
}

export interface Language {
	/** BCP 47. */
	tag: string;
	name: string;
	/** Attachments by the letter of their list, in the order of `ATTACHMENT_KINDS`. */
	nouns: Map<string, string[]>;
	sentences: Sentence[];
}

/** All languages, read from `scripts/fallback-texts`. */
export function fallbackLanguages(): Language[] {
	const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
	return files.sort().map((name) => readLanguage(name, readFileSync(join(FOLDER, name), 'utf8')));
}

/** The table that core reads fallback texts by: one string for each language. */
export function fallbackTableSource(languages: readonly Language[]): string {
	const rows = languages.map((language) => `\t'${escaped(compact(language))}',`);
	return `// Generated from scripts/fallback-texts by \`npm run generate\`: change the languages there, not this file.

/** One language in each string, in the form that frames.ts reads. */
const LANGUAGES: readonly string[] = [
${rows.join('\n')}
];

/** A function, because the package loads the table from a file of its own, and only when needed. */
export const languageRows = (): readonly string[] => LANGUAGES;
`;
}

/** The quick check of a text, before the table is loaded. */
export function fallbackEdgesSource(languages: readonly Language[]): string {
	const texts = languages.map(compact).flatMap(framesOf).flatMap(wholeSentences);
	const starts = texts.map(startOf).filter((start) => start !== undefined);
	const ends = texts.map(endOf).filter((end) => end !== undefined);
	return `// Generated from scripts/fallback-texts by \`npm run generate\`: change the languages there, not this file.

/** The starts and the ends of all sentences, one bit each, as may-be-fallback.ts reads them. A character holds four bits. */
export const STARTS =
	'${edgeMap(starts, START_LENGTH)}';
export const ENDS =
	'${edgeMap(ends, END_LENGTH)}';
`;
}

/** What is read in each language, and how sure the wording is. */
export function fallbackDocSource(languages: readonly Language[]): string {
	const rows = languages.map(({ tag, name, sentences, nouns }) => {
		const quoting = sentences.filter(({ text }) => text.includes('{text}'));
		const count = (sureness: Sureness) => quoting.filter((sentence) => sentence.sureness === sureness).length;
		const typed = (word: Sentence['typed']) => quoting.filter((sentence) => sentence.typed === word).length;
		const attachments = nouns.size === 0 ? 'no' : worst(sentences.filter(({ text }) => !text.includes('{text}')));
		const cells = [
			tag,
			name,
			count('seen'),
			count('two'),
			count('one'),
			typed('unlikely'),
			typed('possible'),
			typed('ordinary'),
			attachments,
		];
		return `| ${cells.join(' | ')} |`;
	});
	return `# Fallback texts by language

Generated from \`scripts/fallback-texts\` by \`npm run generate\`. What the columns mean:

- **seen**: sentences from a real message. **two**: two independent sources agree, to the character. **one**: one source only.
- **unlikely**: a person would hardly write the sentence as a whole message, so it always counts. **possible** and **ordinary**: people also write such sentences, so they count only if their quote is the text of a recent message. If no messages can be read, \`possible\` sentences count.
- **attachments**: whether sentences about a picture, a film or another attachment are read, and the weakest of their marks.

| language | | seen | two | one | unlikely | possible | ordinary | attachments |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

Google Messages marks its sentences with invisible characters, which are read in every language. Not read: any other language, and in Hindi the removal of an emoji, because its form is not certain. \`Gostou de “…”\` means love in Brazil and like in Portugal, so it is read as both.
`;
}

function readLanguage(name: string, source: string): Language {
	const [first = '', ...lines] = source.split('\n').filter((line) => line !== '');
	const [tag = '', ...words] = first.split(' ');
	const language: Language = { tag, name: words.join(' '), nouns: new Map(), sentences: [] };
	for (const line of lines) {
		const [head = '', ...cells] = line.split(' | ').map(unescaped);
		const nouns = /^nouns ([a-z])$/.exec(head)?.[1];
		if (nouns !== undefined) language.nouns.set(nouns, cells);
		else language.sentences.push(readSentence(`${name}: ${line}`, head, cells));
	}
	return language;
}

function readSentence(where: string, head: string, cells: string[]): Sentence {
	const parts = /^([+-])([a-z]+) (unlikely|possible|ordinary) (seen|two|one|others)$/.exec(head);
	const [, sign, reaction = '', typed, sureness] = parts ?? [];
	const [text] = cells;
	if (!REACTIONS.includes(reaction) || text === undefined || cells.length > 1) throw new Error(`This line can't be read: ${where}`);
	return {
		action: sign === '+' ? 'added' : 'removed',
		reaction,
		typed: TYPED.find((word) => word === typed) ?? 'ordinary',
		sureness: (['seen', 'two', 'one', 'others'] as const).find((word) => word === sureness) ?? 'one',
		text,
	};
}

/** Tag, lists of nouns and sentences, one a line. A sentence begins with its reaction (a capital for a removal) and its `typed`. */
function compact({ tag, nouns, sentences }: Language): string {
	const lists = [...nouns].map(([letter, words]) => `${letter}${words.join('|')}`);
	const lines = sentences.map(({ action, reaction, typed, text }) => {
		const letter = 'abcdefgh'.charAt(REACTIONS.indexOf(reaction));
		const code = action === 'added' ? letter : letter.toUpperCase();
		return `${code}${TYPED.indexOf(typed)}${text
			.replace('{text}', '*')
			.replace('{emoji}', '%')
			.replace(/\{([a-z])\}/, '@$1')}`;
	});
	return [tag, String(lists.length), ...lists, ...lines].join('\n');
}

/** A frame with each of its nouns inserted, and `SLOT` where any text or emoji can be. */
function wholeSentences({ start, middle, end, placeholders, nouns }: Frame): string[] {
	const fill = (noun: string) => placeholders.map((slot) => (slot === 'noun' ? noun : SLOT));
	const filled = placeholders.includes('noun') ? [...nouns].map(fill) : [fill('')];
	return filled.map(([first = '', second]) => start + first + (second === undefined ? '' : middle + second) + end);
}

/** `undefined` for a start that passes by its first character alone. */
function startOf(sentence: string): string | undefined {
	const start = sentence.slice(0, START_LENGTH);
	if (start.charAt(0) > '\u2000' || /^["«]/.test(start) || start.startsWith(SLOT)) return undefined;
	if (start.includes(SLOT)) throw new Error(`The start of this sentence is too short to recognize it: ${sentence}`);
	return start;
}

/** `undefined` for an end that passes by its last character alone, or by the colon in front of the text. */
function endOf(sentence: string): string | undefined {
	const end = sentence.slice(-END_LENGTH);
	if (MARKS.includes(end.slice(-1)) || sentence.endsWith(`：${SLOT}`)) return undefined;
	if (end.includes(SLOT)) throw new Error(`The end of this sentence is too short to recognize it: ${sentence}`);
	return end;
}

function edgeMap(edges: readonly string[], length: number): string {
	const bits = new Set(edges.map((edge) => edgeBit(edge, 0, length)));
	const units = Array.from({ length: EDGE_BITS / 4 }, (_, unit) => [0, 1, 2, 3].filter((bit) => bits.has(unit * 4 + bit)));
	return units.map((set) => String.fromCharCode(64 + set.reduce((sum, bit) => sum + 2 ** bit, 0))).join('');
}

function worst(sentences: readonly Sentence[]): string {
	return TYPED.findLast((word) => sentences.some(({ typed }) => typed === word)) ?? 'no';
}

/** The text as a string literal: invisible characters and quotes are escaped. */
function escaped(text: string): string {
	return text
		.replace(/\n/g, '\\n')
		.replace(/['"\\\u00A0\u200A-\u200F\u2011\u202F\uFFFC]/g, (character) =>
			character === '\\' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
		);
}

function unescaped(text: string): string {
	return text.replace(/\\u([0-9a-f]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
