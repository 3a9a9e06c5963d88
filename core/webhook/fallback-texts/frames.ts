import { CLASSIC_REACTIONS, type EventAction, type InboundReaction } from '../../model/reaction';
import { languageRows } from './table';

/** How likely a person types exactly this sentence as a message. */
export type Typed = 'unlikely' | 'possible' | 'ordinary';

/** A sentence with placeholders: `Reacted `, an emoji, ` to “`, the quoted text, `”`. */
export interface Frame {
	/** BCP 47 tag: the common part of the tags of all languages that have this sentence; `null` if there is none. */
	language: string | null;
	action: EventAction;
	reaction: Exclude<InboundReaction['type'], 'unknown'>;
	typed: Typed;
	/** The text before the first placeholder, between two, and after the last. */
	start: string;
	middle: string;
	end: string;
	placeholders: readonly PlaceholderKind[];
	/** The nouns that fit a noun's placeholder. */
	nouns: ReadonlySet<string>;
	/** The marks around the quoted text, if the opening and the closing one differ: they tell quotes within the quote apart. */
	marks: readonly [opening: string, closing: string] | undefined;
}

/** What a placeholder stands for: a quoted text, an emoji, or a noun for an attachment. */
export type PlaceholderKind = 'text' | 'emoji' | 'noun';

const TYPED: readonly Typed[] = ['unlikely', 'possible', 'ordinary'];
const REACTIONS = [...CLASSIC_REACTIONS, 'emoji', 'sticker'] as const;
const NO_FRAMES: readonly Frame[] = [];
const NO_NOUNS: ReadonlySet<string> = new Set();
const STRAIGHT = '"';
/** Stands for any character in a key of the index. */
const ANY = '*';
/** Double quotation marks that people may type as straight ones. */
const CURLY = '“”„';

let built: ReadonlyMap<string, readonly Frame[]> | undefined;

/** Returns all frames whose start and end a text has. The index is built at the first use. */
export function framesFor(text: string): Frame[] {
	const frames = (built ??= byEdges());
	const [first, last] = [text.charAt(0), text.charAt(text.length - 1)];
	const found: Frame[] = [];
	// Loops are faster than array methods, and this runs for every message.
	for (const key of [first + last, first + ANY, ANY + last, ANY + ANY]) {
		for (const frame of frames.get(key) ?? NO_FRAMES) {
			if (text.startsWith(frame.start) && text.endsWith(frame.end)) found.push(frame);
		}
	}
	return found;
}

/** Replaces kinds of spaces and apostrophes by the plain ones. The length stays the same. */
export function plainMarks(text: string): string {
	if (!/[\u00A0\u202F’]/.test(text)) return text;
	return text.replace(/[\u00A0\u202F]/g, ' ').replace(/’/g, "'");
}

/** Returns the common parts of two tags: `pt` for pt-BR and pt-PT; `null` for two different languages. */
export function commonLanguage(one: string | null, other: string | null): string | null {
	if (one === other) return one;
	const [parts, others] = [one?.split('-') ?? [], other?.split('-') ?? []];
	const differs = parts.findIndex((part, index) => others[index] !== part);
	return parts.slice(0, differs === -1 ? parts.length : differs).join('-') || null;
}

function byEdges(): Map<string, Frame[]> {
	const frames = new Map<string, Frame[]>();
	for (const frame of withoutCopies(languageRows().flatMap(framesOf))) {
		for (const key of edgesOf(frame)) frames.set(key, [...(frames.get(key) ?? []), frame]);
	}
	return frames;
}

/** Merges equal frames of several languages, so that a text is compared only once. */
function withoutCopies(frames: readonly Frame[]): Frame[] {
	const distinct = new Map<string, Frame>();
	for (const frame of frames) {
		const { language, nouns, ...rest } = frame;
		const key = JSON.stringify([rest, ...nouns]);
		const copy = distinct.get(key);
		distinct.set(key, { ...frame, language: copy === undefined ? language : commonLanguage(copy.language, language) });
	}
	return [...distinct.values()];
}

/** The keys of a frame: each first character with each last character that its texts can have. */
function edgesOf({ start, end, placeholders, nouns }: Frame): Set<string> {
	const ofNouns = (index: number) => [...nouns].map((noun) => noun.at(index) ?? ANY);
	const firsts = start === '' ? (placeholders[0] === 'noun' ? ofNouns(0) : [ANY]) : [start.charAt(0)];
	const lasts = end === '' ? (placeholders.at(-1) === 'noun' ? ofNouns(-1) : [ANY]) : [end.at(-1) ?? ANY];
	return new Set(firsts.flatMap((first) => lasts.map((last) => first + last)));
}

/** Parses a language of the table. Its lines: the tag, the number of lists of nouns, the lists, the sentences. */
export function framesOf(rows: string): Frame[] {
	const [language = '', count, ...lines] = rows.split('\n');
	const lists = new Map(lines.splice(0, Number(count)).map((line) => [line.charAt(0), nounsOf(line.slice(1))]));
	return lines.flatMap((line) => {
		const frame = frameOf(language, line, lists);
		return CURLY.includes(frame.marks?.[0] ?? ' ') ? [frame, withStraightMarks(frame)] : [frame];
	});
}

function frameOf(language: string, line: string, lists: ReadonlyMap<string, ReadonlySet<string>>): Frame {
	const letter = line.charAt(0);
	const reaction = REACTIONS['abcdefgh'.indexOf(letter.toLowerCase())] ?? 'sticker';
	const [start = '', first, ...others] = plainMarks(line.slice(2)).split(/(\*|%|@[a-z])/);
	const [middle = '', second, end = ''] = others.length === 1 ? ['', undefined, ...others] : others;
	const found = [first, second].filter((symbol) => symbol !== undefined);
	const list = found.find((symbol) => symbol.startsWith('@'))?.charAt(1);
	const placeholders = found.map(kindOf);
	const [before, after] = placeholders[0] === 'text' ? [start, middle + end] : [second === undefined ? start : middle, end];
	return {
		language,
		action: letter === letter.toLowerCase() ? 'added' : 'removed',
		reaction,
		typed: TYPED[Number(line.charAt(1))] ?? 'ordinary',
		start,
		middle,
		end,
		placeholders,
		nouns: lists.get(list ?? '') ?? NO_NOUNS,
		marks: placeholders.includes('text') ? marksOf(before, after) : undefined,
	};
}

function nounsOf(words: string): ReadonlySet<string> {
	return new Set(
		plainMarks(words)
			.split('|')
			.filter((word) => word !== ''),
	);
}

function kindOf(symbol: string): PlaceholderKind {
	if (symbol === '*') return 'text';
	return symbol === '%' ? 'emoji' : 'noun';
}

function marksOf(before: string, after: string): Frame['marks'] {
	const opening = before.trimEnd().at(-1) ?? '';
	const closing = after.trimStart().charAt(0);
	return opening === closing || !'“„«「‘»'.includes(opening) ? undefined : [opening, closing];
}

/** The same frame with straight marks, which is what some keyboards type. */
function withStraightMarks(frame: Frame): Frame {
	const [opening = '', closing = ''] = frame.marks ?? [];
	const isTextFirst = frame.placeholders[0] === 'text';
	const isAlone = frame.placeholders.length === 1;
	const open = (text: string) => text.slice(0, text.lastIndexOf(opening)) + STRAIGHT + text.slice(text.lastIndexOf(opening) + 1);
	const close = (text: string) => text.replace(closing, STRAIGHT);
	return {
		...frame,
		typed: frame.typed === 'unlikely' ? 'possible' : frame.typed,
		start: isTextFirst || isAlone ? open(frame.start) : frame.start,
		middle: isAlone ? '' : isTextFirst ? close(frame.middle) : open(frame.middle),
		end: isTextFirst && !isAlone ? frame.end : close(frame.end),
		marks: [STRAIGHT, STRAIGHT],
	};
}
