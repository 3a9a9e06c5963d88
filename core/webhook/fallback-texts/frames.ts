import { CLASSIC_REACTIONS, type EventAction, type InboundReaction } from '../../model/reaction';
import { languageRows } from './table';

/** Whether a person would write exactly such a sentence as a whole message. */
export type Typed = 'unlikely' | 'possible' | 'ordinary';

/** A sentence with slots: `Reacted `, an emoji, ` to “`, the quoted text, `”`. */
export interface Frame {
	/** BCP 47: what the tags of all languages that write exactly this have in common. */
	language: string | null;
	action: EventAction;
	reaction: Exclude<InboundReaction['type'], 'unknown'>;
	typed: Typed;
	/** In front of the first slot, between two, behind the last. */
	start: string;
	middle: string;
	end: string;
	slots: readonly PlaceholderKind[];
	/** The nouns that may stand in a noun's slot. */
	nouns: ReadonlySet<string>;
	/** The marks around the quoted text where they differ: quotes within the quote can be told by them. */
	marks: readonly [opening: string, closing: string] | undefined;
}

export type PlaceholderKind = 'text' | 'emoji' | 'noun';

const TYPED: readonly Typed[] = ['unlikely', 'possible', 'ordinary'];
const REACTIONS = [...CLASSIC_REACTIONS, 'emoji', 'sticker'] as const;
const NO_FRAMES: readonly Frame[] = [];
const NO_NOUNS: ReadonlySet<string> = new Set();
const STRAIGHT = '"';
/** Stands in an index for a character that can be any: an emoji, or the end of a quoted text. */
const ANY = '*';
/** Double quotes, in whose place people type straight ones. */
const CURLY = '“”„';

let built: ReadonlyMap<string, readonly Frame[]> | undefined;

/** All frames whose beginning and end a text has. The table is built at the first use. */
export function framesFor(text: string): Frame[] {
	const frames = (built ??= byEdges());
	const [first, last] = [text.charAt(0), text.charAt(text.length - 1)];
	const found: Frame[] = [];
	// Loops, because every message comes through here.
	for (const key of [first + last, first + ANY, ANY + last, ANY + ANY]) {
		for (const frame of frames.get(key) ?? NO_FRAMES) {
			if (text.startsWith(frame.start) && text.endsWith(frame.end)) found.push(frame);
		}
	}
	return found;
}

/** One space for all that look like one, one apostrophe for both. No character is added or taken away. */
export function plainMarks(text: string): string {
	if (!/[\u00A0\u202F’]/.test(text)) return text;
	return text.replace(/[\u00A0\u202F]/g, ' ').replace(/’/g, "'");
}

/** What two tags have in common, part by part: `pt` for pt-BR and pt-PT; `null` for two languages. */
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

/** What several languages write becomes one frame of them all, for a text to be compared once. */
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

/** The first and last characters that a text in this frame can have. */
function edgesOf({ start, end, slots, nouns }: Frame): Set<string> {
	const ofNouns = (index: number) => [...nouns].map((noun) => noun.at(index) ?? ANY);
	const firsts = start === '' ? (slots[0] === 'noun' ? ofNouns(0) : [ANY]) : [start.charAt(0)];
	const lasts = end === '' ? (slots.at(-1) === 'noun' ? ofNouns(-1) : [ANY]) : [end.at(-1) ?? ANY];
	return new Set(firsts.flatMap((first) => lasts.map((last) => first + last)));
}

/** A language of the table: its tag, the number of its lists of nouns, the lists, its sentences; a line each. */
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
	const found = [first, second].filter((slot) => slot !== undefined);
	const list = found.find((slot) => slot.startsWith('@'))?.charAt(1);
	const slots = found.map(slotOf);
	const [before, after] = slots[0] === 'text' ? [start, middle + end] : [second === undefined ? start : middle, end];
	return {
		language,
		action: letter === letter.toLowerCase() ? 'added' : 'removed',
		reaction,
		typed: TYPED[Number(line.charAt(1))] ?? 'ordinary',
		start,
		middle,
		end,
		slots,
		nouns: lists.get(list ?? '') ?? NO_NOUNS,
		marks: slots.includes('text') ? marksOf(before, after) : undefined,
	};
}

function nounsOf(words: string): ReadonlySet<string> {
	return new Set(
		plainMarks(words)
			.split('|')
			.filter((word) => word !== ''),
	);
}

function slotOf(slot: string): PlaceholderKind {
	if (slot === '*') return 'text';
	return slot === '%' ? 'emoji' : 'noun';
}

function marksOf(before: string, after: string): Frame['marks'] {
	const opening = before.trimEnd().at(-1) ?? '';
	const closing = after.trimStart().charAt(0);
	return opening === closing || !'“„«「‘»'.includes(opening) ? undefined : [opening, closing];
}

/** A person may have typed it on a keyboard that has no others. */
function withStraightMarks(frame: Frame): Frame {
	const [opening = '', closing = ''] = frame.marks ?? [];
	const isTextFirst = frame.slots[0] === 'text';
	const isAlone = frame.slots.length === 1;
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
