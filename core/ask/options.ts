import { checkAddress } from '../model/address';
import { isSingleEmoji } from '../model/emoji';
import { TapbackError } from '../model/errors';
import { CLASSIC_REACTIONS, isClassicReaction } from '../model/reaction';
import { MOST_PEOPLE, type AnswerChoice, type AskRules } from './rules';
import { meantBy } from './same-reaction';
import { plainWords } from './words';

/** One of several answers to a question. */
export interface ChoiceOption {
	/** The name in the result. */
	name: string;
	/**
	 * Reactions that mean this choice: names of the six, or emoji. A classic reaction, its emoji and its skin tones are the
	 * same here.
	 */
	reactions: readonly string[];
	/** Texts that mean this choice. Default: its name. */
	words?: readonly string[];
}

/** What counts as an answer to a question. Every option has a default. */
export interface AskOptions {
	/**
	 * Reactions that mean yes: names of the six, or emoji. `like`, 👍 and 👍🏽 are the same here, because they are the same to a
	 * person. Default: love, like, 👍 and ❤️.
	 */
	yes?: readonly string[];
	/** Reactions that mean no. Default: dislike and 👎. */
	no?: readonly string[];
	/** 2 to 20 choices that replace yes and no. */
	choices?: readonly ChoiceOption[];
	/**
	 * What any other reaction does. `wait` (the default): it is ignored. `end`: it settles the question without a choice. A
	 * list: only these reactions settle it.
	 */
	other?: 'wait' | 'end' | readonly string[];
	/** Who may answer: phone numbers and e-mail addresses, or `anyone` (the default). */
	from?: 'anyone' | readonly string[];
	/**
	 * Which votes decide. `first` (the default): the first answer. `everyone`: all people in `from` must agree. `yes`: the number
	 * of votes for yes, or for one of the choices. `no`: the number of votes for no; without it, the question is a no as soon
	 * as `yes` can't be reached any more, which is possible only if `from` is a list.
	 */
	quorum?: 'first' | 'everyone' | { yes: number; no?: number };
	/**
	 * How long a decision must stay the same before it is final, in milliseconds. Until then people can change their tapback.
	 * Default: 0.
	 */
	reconsiderMs?: number;
	/** Milliseconds until the question ends. A decision that is reached by then counts. Default: it never ends. */
	deadlineMs?: number;
	/**
	 * Whether texts can answer. `words` (the default): texts that mean a choice. `any`: every text; one that means no choice
	 * settles the question without one. `ignore`: none.
	 */
	text?: 'ignore' | 'words' | 'any';
	/**
	 * Texts that mean yes. Case and polite words are ignored, so `Yes please!` is `yes`; an emoji means the same as the
	 * reaction. Default: yes, y, yep, yeah, ok, okay, sure.
	 */
	yesWords?: readonly string[];
	/** Texts that mean no. Default: no, n, nope, nah. */
	noWords?: readonly string[];
}

const YES = ['love', 'like', '👍', '❤️'];
const NO = ['dislike', '👎'];
const YES_WORDS = ['yes', 'y', 'yep', 'yeah', 'ok', 'okay', 'sure'];
const NO_WORDS = ['no', 'n', 'nope', 'nah'];

const FEWEST_CHOICES = 2;
const MOST_CHOICES = 20;

type CheckedChoice = Omit<AnswerChoice, 'needed'>;

/**
 * Checks the options of a question, and fills in the defaults.
 * @throws TapbackError INVALID_INPUT that names the wrong option; its `details.field` is the name.
 */
export function checkAskOptions(options: AskOptions): AskRules {
	const { other = 'wait', reconsiderMs = 0, deadlineMs, text = 'words' } = options;
	const from = checkPeople(options.from ?? 'anyone');
	const choices = options.choices === undefined ? yesAndNo(options) : namedChoices(options);
	requireDistinct(choices, options.choices !== undefined);
	return {
		choices: withNeeded(choices, options.quorum ?? 'first', from),
		other: typeof other === 'string' ? oneOf('other', other, ['wait', 'end']) : checkReactions('other', other),
		from,
		reconsiderMs: wholeNumber('reconsiderMs', reconsiderMs, 0),
		deadlineMs: deadlineMs === undefined ? null : wholeNumber('deadlineMs', deadlineMs, 1),
		text: oneOf('text', text, ['ignore', 'words', 'any']),
	};
}

/**
 * Parses choices that are written in one line: `👍 pizza, ❤️ pasta, 😂 sushi`.
 * @throws TapbackError INVALID_INPUT for a choice without a reaction or without a name.
 */
export function parseChoices(line: string): ChoiceOption[] {
	return line
		.split(/[,;\n]/)
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '')
		.map((entry) => {
			const [reaction = '', ...words] = entry.split(/\s+/);
			const name = words.join(' ');
			if (name === '' || !isReaction(reaction)) {
				throw invalidOption('choices', `has “${entry}”. Write an emoji and a name for each, with commas between: 👍 pizza, ❤️ pasta`);
			}
			return { name, reactions: [reaction] };
		});
}

function yesAndNo({ yes = YES, no = NO, yesWords = YES_WORDS, noWords = NO_WORDS }: AskOptions): CheckedChoice[] {
	return [
		{ name: 'yes', approved: true, reactions: checkReactions('yes', yes), words: checkWords('yesWords', yesWords) },
		{ name: 'no', approved: false, reactions: checkReactions('no', no), words: checkWords('noWords', noWords) },
	];
}

function namedChoices({ choices, ...rest }: AskOptions): CheckedChoice[] {
	const besides = (['yes', 'no', 'yesWords', 'noWords'] as const).find((option) => rest[option] !== undefined);
	if (besides !== undefined) throw invalidOption(besides, 'can’t be combined with the option choices, which replaces yes and no');
	if (!Array.isArray(choices) || choices.length < FEWEST_CHOICES || choices.length > MOST_CHOICES) {
		throw invalidOption('choices', `must be a list of ${FEWEST_CHOICES} to ${MOST_CHOICES} choices`);
	}
	return choices.map((choice: ChoiceOption) => {
		if (typeof choice !== 'object' || choice === null || typeof choice.name !== 'string' || choice.name.trim() === '') {
			throw invalidOption('choices', 'has a choice without a name');
		}
		const name = choice.name.trim();
		const reactions = checkReactions('choices', choice.reactions);
		if (reactions.length === 0) throw invalidOption('choices', `has “${name}” without a reaction`);
		return { name, approved: null, reactions, words: checkWords('choices', choice.words ?? [name]) };
	});
}

/** No reaction, name or word may mean two choices. */
function requireDistinct(choices: readonly CheckedChoice[], isNamed: boolean): void {
	for (const [index, { name, reactions, words }] of choices.entries()) {
		for (const earlier of choices.slice(0, index)) {
			if (earlier.name.toLowerCase() === name.toLowerCase()) throw invalidOption('choices', `has “${name}” twice`);
			const reaction = reactions.find((one) => earlier.reactions.some((other) => meantBy(other) === meantBy(one)));
			const word = words.find((one) => earlier.words.some((other) => plainWords(other) === plainWords(one)));
			const both = reaction ?? (word && `“${word}”`);
			if (both === undefined) continue;
			const suffix = reaction === undefined ? 'Words' : '';
			const [field, elsewhere] = isNamed
				? ['choices', ` for “${earlier.name}” and for “${name}”`]
				: [`no${suffix}`, `, which is in the option yes${suffix} as well`];
			throw invalidOption(field, `has ${both}${elsewhere}. It can mean one of them only`);
		}
	}
}

function withNeeded(choices: readonly CheckedChoice[], quorum: unknown, from: AskRules['from']): AnswerChoice[] {
	const named = typeof from === 'string' ? undefined : from.length;
	const all = (needed: number) => choices.map((choice) => ({ ...choice, needed }));
	const isYesNo = choices.every(({ approved }) => approved !== null);
	const yesNo = (yes: number, no: number | null) => choices.map((choice) => ({ ...choice, needed: choice.approved === true ? yes : no }));
	if (quorum === 'first') return all(1);
	if (quorum === 'everyone') {
		if (named === undefined) throw invalidOption('quorum', 'is everyone, but the option from names nobody. Name the people who must agree');
		return isYesNo ? yesNo(named, 1) : all(named);
	}
	if (typeof quorum !== 'object' || quorum === null || !('yes' in quorum))
		throw invalidOption('quorum', 'must be first, everyone, or say how many must agree: { yes: 2 }');
	const yes = reachable('quorum.yes', wholeNumber('quorum.yes', quorum.yes, 1), named);
	const givenNo = 'no' in quorum && quorum.no !== undefined;
	if (!isYesNo) {
		if (givenNo) throw invalidOption('quorum.no', 'can’t be combined with the option choices');
		return all(yes);
	}
	if (givenNo) return yesNo(yes, reachable('quorum.no', wholeNumber('quorum.no', quorum.no, 1), named));
	return yesNo(yes, named === undefined ? null : named - yes + 1);
}

function reachable(option: string, count: number, named: number | undefined): number {
	if (count <= (named ?? MOST_PEOPLE)) return count;
	throw invalidOption(
		option,
		named === undefined
			? `is ${count}. It can be ${MOST_PEOPLE} at most`
			: `is ${count}, but the option from names ${named}. It could never be reached`,
	);
}

function checkReactions(option: string, words: unknown): string[] {
	const list = listOf(option, words).map((word) => word.trim());
	const stray = list.find((word) => !isReaction(word));
	if (stray === undefined) return list;
	throw invalidOption(option, `has “${stray}”. Each must be ${CLASSIC_REACTIONS.join(', ')}, or exactly one emoji`);
}

function isReaction(word: string): boolean {
	return isClassicReaction(word) || isSingleEmoji(word);
}

function checkPeople(from: unknown): AskRules['from'] {
	if (from === 'anyone') return from;
	if (typeof from === 'string')
		throw invalidOption('from', `is “${from}”. It must be anyone, or a list of phone numbers and e-mail addresses`);
	const people = [...new Set(listOf('from', from).map((address) => checkAddress(address, { field: 'from', label: 'The option from' })))];
	if (people.length === 0) throw invalidOption('from', 'is empty: nobody could answer. Name somebody, or say anyone');
	if (people.length > MOST_PEOPLE) throw invalidOption('from', `names ${people.length} people. It can name ${MOST_PEOPLE} at most`);
	return people;
}

function checkWords(option: string, words: unknown): string[] {
	const list = listOf(option, words);
	if (list.every((word) => word.trim() !== '')) return list;
	throw invalidOption(option, 'has an empty text');
}

function listOf(option: string, value: unknown): string[] {
	if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
	throw invalidOption(option, 'must be a list of texts');
}

function wholeNumber(option: string, value: unknown, least: 0 | 1): number {
	if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
	throw invalidOption(option, `must be a whole number ${least === 0 ? 'from 0 on' : 'above 0'}`);
}

function oneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
	const found = allowed.find((one) => one === value);
	if (found !== undefined) return found;
	throw invalidOption(option, `is “${value}”. It must be ${allowed.join(' or ')}`);
}

function invalidOption(field: string, clause: string): TapbackError {
	return new TapbackError('INVALID_INPUT', `The option ${field} ${clause}.`, { field });
}
