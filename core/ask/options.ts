import { checkAddress } from '../model/address';
import { isSingleEmoji } from '../model/emoji';
import { TapbackError } from '../model/errors';
import { CLASSIC_REACTIONS, isClassicReaction } from '../model/reaction';
import { MOST_PEOPLE, type AnswerChoice, type AskRules } from './rules';
import { meantBy } from './same-reaction';

/** One of several answers with names of their own. */
export interface ChoiceOption {
	/** What the result calls it. */
	name: string;
	/** Reactions that mean it: names of the six, or emoji. To a person, a classic one, its emoji and its skin tones are the same. */
	reactions: readonly string[];
	/** Texts that mean it. Default: its name. */
	words?: readonly string[];
}

/** What counts as an answer to a question. Everything left out has its default. */
export interface AskOptions {
	/**
	 * Reactions that mean yes: names of the six, or emoji. To a person who answers, `like`, 👍 and 👍🏽 are the same, so each
	 * stands for all of them. Default love, like, 👍 and ❤️.
	 */
	yes?: readonly string[];
	/** Reactions that mean no. Default dislike and 👎. */
	no?: readonly string[];
	/** Answers with names of their own, in place of yes and no: two or more. */
	choices?: readonly ChoiceOption[];
	/** Any other reaction: `wait` ignores it (the default), `end` takes it for an answer that is none of them; a list says which ones end. */
	other?: 'wait' | 'end' | readonly string[];
	/** Who may answer: phone numbers and e-mail addresses, or `anyone` (the default). */
	from?: 'anyone' | readonly string[];
	/**
	 * What decides: the `first` answer (the default); `everyone` named must agree; or so many `yes`, with choices so many of
	 * one. It is a no after so many `no`; left out, once the yes can't be reached any more, which is known where people are named.
	 */
	quorum?: 'first' | 'everyone' | { yes: number; no?: number };
	/** Milliseconds for which the decision must hold before it is final: a swap or a removal within them counts. Default 0. */
	reconsiderMs?: number;
	/** Milliseconds until the question is closed; what is decided by then holds. Default: never. */
	deadlineMs?: number;
	/** What people write instead: `words` that mean an answer (the default), `ignore`, or `any` text is an answer. */
	text?: 'ignore' | 'words' | 'any';
	/** Texts that mean yes, in any case and with what doesn't change them: `Yes please!` is `yes`. An emoji means what it means as a reaction. */
	yesWords?: readonly string[];
	noWords?: readonly string[];
}

const YES = ['love', 'like', '👍', '❤️'];
const NO = ['dislike', '👎'];
const YES_WORDS = ['yes', 'y', 'yep', 'yeah', 'ok', 'okay', 'sure'];
const NO_WORDS = ['no', 'n', 'nope', 'nah'];

const FEWEST_CHOICES = 2;
const MOST_CHOICES = 20;

type Wanted = Omit<AnswerChoice, 'needed'>;

/** @throws TapbackError INVALID_INPUT that names the option. */
export function checkAskOptions(options: AskOptions): AskRules {
	const { other = 'wait', reconsiderMs = 0, deadlineMs, text = 'words' } = options;
	const from = checkPeople(options.from ?? 'anyone');
	const wanted = options.choices === undefined ? yesAndNo(options) : namedChoices(options);
	requireDistinct(wanted, options.choices === undefined ? 'no' : 'choices');
	return {
		choices: withNeeded(wanted, options.quorum ?? 'first', from),
		other: typeof other === 'string' ? oneOf('other', other, ['wait', 'end']) : checkReactions('other', other),
		from,
		reconsiderMs: wholeNumber('reconsiderMs', reconsiderMs, 0),
		deadlineMs: deadlineMs === undefined ? null : wholeNumber('deadlineMs', deadlineMs, 1),
		text: oneOf('text', text, ['ignore', 'words', 'any']),
	};
}

/**
 * Reads choices as people write them in one line: `👍 pizza, ❤️ pasta, 😂 sushi`.
 * @throws TapbackError INVALID_INPUT
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
				throw wrong('choices', `has “${entry}”. Write an emoji and a name for each, with commas between: 👍 pizza, ❤️ pasta`);
			}
			return { name, reactions: [reaction] };
		});
}

function yesAndNo({ yes = YES, no = NO, yesWords = YES_WORDS, noWords = NO_WORDS }: AskOptions): Wanted[] {
	return [
		{ name: 'yes', approved: true, reactions: checkReactions('yes', yes), words: checkWords('yesWords', yesWords) },
		{ name: 'no', approved: false, reactions: checkReactions('no', no), words: checkWords('noWords', noWords) },
	];
}

function namedChoices({ choices, ...rest }: AskOptions): Wanted[] {
	const besides = (['yes', 'no', 'yesWords', 'noWords'] as const).find((option) => rest[option] !== undefined);
	if (besides !== undefined) throw wrong(besides, 'can’t stand beside the option choices, which takes the place of yes and no');
	if (!Array.isArray(choices) || choices.length < FEWEST_CHOICES || choices.length > MOST_CHOICES) {
		throw wrong('choices', `must be a list of ${FEWEST_CHOICES} to ${MOST_CHOICES} choices`);
	}
	return choices.map((choice: ChoiceOption) => {
		if (typeof choice !== 'object' || choice === null || typeof choice.name !== 'string' || choice.name.trim() === '') {
			throw wrong('choices', 'has a choice without a name');
		}
		const name = choice.name.trim();
		const reactions = checkReactions('choices', choice.reactions);
		if (reactions.length === 0) throw wrong('choices', `has “${name}” without a reaction`);
		return { name, approved: null, reactions, words: checkWords('choices', choice.words ?? [name]) };
	});
}

/** No reaction, name or word may mean two choices. */
function requireDistinct(choices: readonly Wanted[], option: string): void {
	for (const [index, { name, reactions }] of choices.entries()) {
		for (const earlier of choices.slice(0, index)) {
			if (earlier.name.toLowerCase() === name.toLowerCase()) throw wrong(option, `has “${name}” twice`);
			const both = reactions.find((word) => earlier.reactions.some((other) => meantBy(other) === meantBy(word)));
			if (both === undefined) continue;
			const elsewhere = option === 'choices' ? `for “${earlier.name}” and for “${name}”` : 'which is in the option yes as well';
			throw wrong(option, `has ${both}${option === 'choices' ? ' ' : ', '}${elsewhere}. A reaction can mean one of them only`);
		}
	}
}

function withNeeded(choices: readonly Wanted[], quorum: unknown, from: AskRules['from']): AnswerChoice[] {
	const named = typeof from === 'string' ? undefined : from.length;
	const all = (needed: number) => choices.map((choice) => ({ ...choice, needed }));
	const isYesNo = choices.every(({ approved }) => approved !== null);
	const yesNo = (yes: number, no: number | null) => choices.map((choice) => ({ ...choice, needed: choice.approved === true ? yes : no }));
	if (quorum === 'first') return all(1);
	if (quorum === 'everyone') {
		if (named === undefined) throw wrong('quorum', 'is everyone, but the option from names nobody. Name there who must agree');
		return isYesNo ? yesNo(named, 1) : all(named);
	}
	if (typeof quorum !== 'object' || quorum === null || !('yes' in quorum))
		throw wrong('quorum', 'must be first, everyone, or say how many must agree: { yes: 2 }');
	const yes = reachable('quorum.yes', wholeNumber('quorum.yes', quorum.yes, 1), named);
	const givenNo = 'no' in quorum && quorum.no !== undefined;
	if (!isYesNo) {
		if (givenNo) throw wrong('quorum.no', 'can’t stand beside the option choices');
		return all(yes);
	}
	if (givenNo) return yesNo(yes, reachable('quorum.no', wholeNumber('quorum.no', quorum.no, 1), named));
	return yesNo(yes, named === undefined ? null : named - yes + 1);
}

function reachable(option: string, count: number, named: number | undefined): number {
	if (count <= (named ?? MOST_PEOPLE)) return count;
	throw wrong(
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
	throw wrong(option, `has “${stray}”. Each must be ${CLASSIC_REACTIONS.join(', ')}, or exactly one emoji`);
}

function isReaction(word: string): boolean {
	return isClassicReaction(word) || isSingleEmoji(word);
}

function checkPeople(from: unknown): AskRules['from'] {
	if (from === 'anyone') return from;
	if (typeof from === 'string') throw wrong('from', `is “${from}”. It must be anyone, or a list of phone numbers and e-mail addresses`);
	const people = [...new Set(listOf('from', from).map((address) => checkAddress(address, { field: 'from', label: 'The option from' })))];
	if (people.length === 0) throw wrong('from', 'is empty: nobody could answer. Name somebody, or say anyone');
	if (people.length > MOST_PEOPLE) throw wrong('from', `names ${people.length} people. It can name ${MOST_PEOPLE}`);
	return people;
}

function checkWords(option: string, words: unknown): string[] {
	const list = listOf(option, words);
	if (list.every((word) => word.trim() !== '')) return list;
	throw wrong(option, 'has an empty text');
}

function listOf(option: string, value: unknown): string[] {
	if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
	throw wrong(option, 'must be a list of texts');
}

function wholeNumber(option: string, value: unknown, least: 0 | 1): number {
	if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
	throw wrong(option, `must be a whole number ${least === 0 ? 'from 0 on' : 'above 0'}`);
}

function oneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
	const found = allowed.find((one) => one === value);
	if (found !== undefined) return found;
	throw wrong(option, `is “${value}”. It must be ${allowed.join(' or ')}`);
}

function wrong(field: string, says: string): TapbackError {
	return new TapbackError('INVALID_INPUT', `The option ${field} ${says}.`, { field });
}
