import { checkAddress } from '../address';
import { isSingleEmoji } from '../emoji';
import { TapbackError } from '../errors';
import { CLASSIC_REACTIONS, isClassicReaction } from '../vocabulary';
import { fitsWord } from './meaning';
import { MOST_PEOPLE, type AskRules, type Quorum } from './rules';

/** What counts as an answer to a question. Everything left out has its default. */
export interface AskOptions {
	/**
	 * Reactions that mean yes: names of the six, or emoji as they are; one without a skin tone stands for all of its
	 * tones. Default love, like, 👍 and ❤️.
	 */
	yes?: readonly string[];
	/** Reactions that mean no. Default dislike and 👎. */
	no?: readonly string[];
	/** Any other reaction: `wait` takes no notice (the default), `end` takes it for an answer that is neither; a list says which ones end. */
	other?: 'wait' | 'end' | readonly string[];
	/** Who may answer: addresses, or `anyone` (the default). */
	from?: 'anyone' | readonly string[];
	/**
	 * What decides: the `first` answer (the default); `everyone` named must say yes; or so many `yes`. It is a no after
	 * so many `no`; left out, once the yes can't be reached any more, which is known where people are named.
	 */
	quorum?: 'first' | 'everyone' | { yes: number; no?: number };
	/** Milliseconds for which the decision must stand before it is final: a swap or a removal within them counts. Default 0. */
	reconsiderMs?: number;
	/** Milliseconds until the question is closed; what is decided by then holds. Default: never. */
	deadlineMs?: number;
	/** What people write instead: `ignore` (the default), `words` that mean yes or no, or `any` text is an answer. */
	text?: 'ignore' | 'words' | 'any';
	/** Whole texts that mean yes, in any case and whatever stands behind them: `Yes!` is `yes`. An emoji means what it means as a reaction. */
	yesWords?: readonly string[];
	noWords?: readonly string[];
}

const YES = ['love', 'like', '👍', '❤️'];
const NO = ['dislike', '👎'];
const YES_WORDS = ['yes', 'y', 'yep', 'yeah', 'ok', 'okay', 'sure'];
const NO_WORDS = ['no', 'n', 'nope', 'nah'];

/** @throws TapbackError INVALID_INPUT that names the option. */
export function checkAskOptions(options: AskOptions): AskRules {
	const { other = 'wait', reconsiderMs = 0, deadlineMs, text = 'ignore' } = options;
	const yes = checkReactions('yes', options.yes ?? YES);
	const no = checkReactions('no', options.no ?? NO);
	const both = yes.find((word) => no.some((opposite) => fitsWord(word, opposite) || fitsWord(opposite, word)));
	if (both !== undefined) throw wrong('no', `has ${both}, which is in the option yes as well. A reaction can mean one of them only`);
	const from = checkPeople(options.from ?? 'anyone');
	return {
		yes,
		no,
		other: typeof other === 'string' ? oneOf('other', other, ['wait', 'end']) : checkReactions('other', other),
		from,
		quorum: checkQuorum(options.quorum ?? 'first', from),
		reconsiderMs: wholeNumber('reconsiderMs', reconsiderMs, 0),
		deadlineMs: deadlineMs === undefined ? null : wholeNumber('deadlineMs', deadlineMs, 1),
		text: oneOf('text', text, ['ignore', 'words', 'any']),
		yesWords: checkWords('yesWords', options.yesWords ?? YES_WORDS),
		noWords: checkWords('noWords', options.noWords ?? NO_WORDS),
	};
}

function checkReactions(option: string, words: unknown): string[] {
	const list = listOf(option, words).map((word) => word.trim());
	const stray = list.find((word) => !isClassicReaction(word) && !isSingleEmoji(word));
	if (stray === undefined) return list;
	throw wrong(option, `has “${stray}”. Each must be ${CLASSIC_REACTIONS.join(', ')}, or exactly one emoji`);
}

function checkPeople(from: unknown): AskRules['from'] {
	if (from === 'anyone') return from;
	if (typeof from === 'string') throw wrong('from', `is “${from}”. It must be anyone, or a list of phone numbers and e-mail addresses`);
	const people = [...new Set(listOf('from', from).map((one) => checkAddress(one, { field: 'from', label: 'The option from' })))];
	if (people.length === 0) throw wrong('from', 'is empty: nobody could answer. Name somebody, or say anyone');
	if (people.length > MOST_PEOPLE) throw wrong('from', `names ${people.length} people. It can name ${MOST_PEOPLE}`);
	return people;
}

function checkQuorum(quorum: unknown, from: AskRules['from']): Quorum {
	if (quorum === 'first') return { yes: 1, no: 1 };
	const named = from === 'anyone' ? undefined : from.length;
	if (quorum === 'everyone') {
		if (named === undefined) throw wrong('quorum', 'is everyone, but the option from names nobody. Name there who must agree');
		return { yes: named, no: 1 };
	}
	if (typeof quorum !== 'object' || quorum === null || !('yes' in quorum))
		throw wrong('quorum', 'must be first, everyone, or say how many must agree: { yes: 2 }');
	const yes = reachable('quorum.yes', wholeNumber('quorum.yes', quorum.yes, 1), named);
	if ('no' in quorum && quorum.no !== undefined) return { yes, no: reachable('quorum.no', wholeNumber('quorum.no', quorum.no, 1), named) };
	return { yes, no: named === undefined ? null : named - yes + 1 };
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
