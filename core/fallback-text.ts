import { isSingleEmoji } from './emoji';
import type { ParsedTapback } from './event';
import type { ClassicReaction, EventAction } from './vocabulary';

/** What a fallback text tells of an event. Its target is quoted (`See you`, `an image`), never named. */
export type FallbackTapback = Pick<ParsedTapback, 'action' | 'reaction' | 'messageId' | 'partIndex' | 'provenance' | 'target'>;

/**
 * Reads the English text that stands in for a tapback where tapbacks can't be shown: `Loved “See you”`,
 * `Removed 🔥 from an image`. The whole message must be the fallback, to the character: Apple writes no
 * space around it, people do. `undefined` for everything else. Takes time linear in the length.
 * Source: npm @photon-ai/imessage-kit 3.0.0 and mautrix/imessage; Apple documents none of it.
 */
export function parseFallbackText(text: string): FallbackTapback | undefined {
	const split = splitAttachment(text) ?? splitQuote(text);
	if (split === undefined) return undefined;
	const verb = VERBS.get(split.head) ?? emojiVerb(split.head);
	if (verb === undefined) return undefined;
	return { ...verb, messageId: null, partIndex: null, provenance: 'text', target: { text: split.target, candidates: [] } };
}

interface Split {
	/** Everything before the target, with its last space. */
	head: string;
	target: string;
}

type Verb = Pick<FallbackTapback, 'action' | 'reaction'>;

/** The first of each list is what Apple writes; the others are what other projects have accepted. */
const WORDS: Record<ClassicReaction | 'sticker', Record<EventAction, readonly string[]>> = {
	love: { added: ['Loved '], removed: ['Removed a heart from '] },
	like: { added: ['Liked '], removed: ['Removed a like from '] },
	dislike: { added: ['Disliked '], removed: ['Removed a dislike from '] },
	laugh: { added: ['Laughed at '], removed: ['Removed a laugh from '] },
	emphasize: {
		added: ['Emphasized '],
		removed: ['Removed an exclamation from ', 'Removed an exclamation mark from ', 'Removed an emphasis from '],
	},
	question: { added: ['Questioned '], removed: ['Removed a question mark from ', 'Removed a question from '] },
	sticker: { added: ['Reacted with a sticker to '], removed: ['Removed a sticker from '] },
};

const EMOJI_WORDS: Record<EventAction, readonly [before: string, after: string]> = {
	added: ['Reacted ', ' to '],
	removed: ['Removed ', ' from '],
};

const ATTACHMENTS = ['an image', 'a movie', 'an audio message', 'an attachment'];

const ACTIONS = ['added', 'removed'] as const;

const VERBS = new Map<string, Verb>(
	keysOf(WORDS).flatMap((type) =>
		ACTIONS.flatMap((action) => WORDS[type][action].map((words) => [words, { action, reaction: { type } }] as const)),
	),
);

function keysOf<K extends string>(table: Record<K, unknown>): K[] {
	return Object.keys(table) as K[];
}

function emojiVerb(head: string): Verb | undefined {
	for (const action of ACTIONS) {
		const [before, after] = EMOJI_WORDS[action];
		if (!head.startsWith(before) || !head.endsWith(after)) continue;
		const emoji = head.slice(before.length, -after.length);
		if (isSingleEmoji(emoji)) return { action, reaction: { type: 'emoji', emoji } };
	}
	return undefined;
}

function splitAttachment(text: string): Split | undefined {
	const target = ATTACHMENTS.find((attachment) => text.endsWith(` ${attachment}`));
	return target === undefined ? undefined : { head: text.slice(0, -target.length), target };
}

function splitQuote(text: string): Split | undefined {
	const start = text.search(/["“]/);
	// Apple writes curly quotes; people also type straight ones.
	const isCurly = text[start] === '“';
	const quoted = text.slice(start + 1, -1);
	const isQuote = start > 0 && text.length > start + 1 && text.endsWith(isCurly ? '”' : '"');
	if (!isQuote || quoted.trim() === '' || isSeveral(quoted, isCurly)) return undefined;
	return { head: text.slice(0, start), target: quoted };
}

/** `Hamlet” and “Macbeth`: closed before it was opened, then opened. People write so; a quote within a quote is nested. */
function isSeveral(quoted: string, isCurly: boolean): boolean {
	let depth = 0;
	for (const { 0: mark, index } of quoted.matchAll(isCurly ? /[“”]/g : /"/g)) {
		const isOpening = isCurly ? mark === '“' : index === 0 || /[\s([]/.test(quoted.charAt(index - 1));
		if (isOpening && depth < 0) return true;
		depth += isOpening ? 1 : -1;
	}
	return false;
}
