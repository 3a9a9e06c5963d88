import { describe, expect, it } from '@jest/globals';

import { checkAskOptions, parseChoices } from '../../../core/ask/options.ts';
import { isTapbackError } from '../../../core/model/errors.ts';
import { answerHint, clarification, withAnswerHint } from '../../../core/ask/hints.ts';
import { ANN, BOB, CID, after, asked, resultOf, tap, tick, untap, write } from '../../harness/core/asking.mts';

const choices = parseChoices('👍 pizza, ❤️ pasta, 😂 sushi');

describe('a question with named choices', () => {
	it.each([
		['like', 'pizza'],
		['👍🏽', 'pizza'],
		['love', 'pasta'],
		['❤', 'pasta'],
		['laugh', 'sushi'],
	])('is answered by %s: %s', (word, choice) => {
		const result = resultOf(after(asked({ choices }), [tap(5, ANN, word)]));
		expect(result).toMatchObject({ choice, approved: null, timedOut: false, votes: [{ choice, approved: null }] });
	});

	it('waits on after a reaction that is none of them', () => {
		expect(resultOf(after(asked({ choices }), [tap(5, ANN, 'dislike')]))).toBeUndefined();
	});

	it('is answered by the name of a choice, and by nothing that names two', () => {
		expect(resultOf(after(asked({ choices }), [write(5, ANN, 'Pasta please')]))).toMatchObject({ choice: 'pasta', text: 'Pasta please' });
		expect(resultOf(after(asked({ choices }), [write(5, ANN, 'pasta or pizza')]))).toBeUndefined();
	});

	it('is decided by the choice that enough people took', () => {
		const question = asked({ choices, from: [ANN, BOB, CID], quorum: { yes: 2 } });
		const votes = [tap(5, ANN, 'like'), tap(6, BOB, 'love'), tap(7, CID, 'love')];
		expect(resultOf(after(question, votes))).toMatchObject({ choice: 'pasta', actor: CID });
	});

	it('ends without a choice once none can be reached any more', () => {
		const question = asked({ choices, from: [ANN, BOB], quorum: 'everyone' });
		expect(resultOf(after(question, [tap(5, ANN, 'like')]))).toBeUndefined();
		expect(resultOf(after(question, [tap(5, ANN, 'like'), tap(6, BOB, 'love')]))).toMatchObject({ choice: null, timedOut: false });
		expect(resultOf(after(question, [tap(5, ANN, 'like'), tap(6, BOB, '👍')]))).toMatchObject({ choice: 'pizza' });
	});

	it('can be reconsidered', () => {
		const question = asked({ choices, reconsiderMs: 60_000 });
		const { question: swapped } = after(question, [tap(5, ANN, 'like'), tap(20, ANN, 'love')]);
		expect(resultOf(tick(swapped, 80))).toMatchObject({ choice: 'pasta' });
		const { state } = after(question, [tap(5, ANN, 'like'), untap(20, ANN, 'like')]);
		expect(state).toEqual({ state: 'waiting', until: null });
	});
});

describe('the choices of a question', () => {
	const messageOf = (act: () => unknown) => {
		try {
			act();
		} catch (error) {
			if (isTapbackError(error)) return error.message;
			throw error;
		}
		throw new Error('Nothing was wrong.');
	};

	it.each([
		['👍 pizza, 👍🏽 pasta', 'The option choices has 👍🏽 for “pizza” and for “pasta”. It can mean one of them only.'],
		['👍 pizza, ❤️ Pizza', 'The option choices has “Pizza” twice.'],
		['👍 pizza', 'The option choices must be a list of 2 to 20 choices.'],
	])('are refused: %s', (line, message) => expect(messageOf(() => checkAskOptions({ choices: parseChoices(line) }))).toBe(message));

	it('are refused beside yes and no', () => {
		expect(messageOf(() => checkAskOptions({ choices, yes: ['like'] }))).toMatch(/^The option yes can’t be combined with/);
	});

	it.each(['pizza, ❤️ pasta', '👍, ❤️ pasta'])('need an emoji and a name each: %s', (line) => {
		expect(messageOf(() => parseChoices(line))).toMatch(/^The option choices has “.*”\. Write an emoji and a name for each/);
	});
});

describe('how to answer', () => {
	const yesNo = checkAskOptions({});
	const named = checkAskOptions({ choices });

	it('is said in one line', () => {
		expect([answerHint(yesNo), answerHint(named)]).toEqual(['👍 yes · 👎 no', '👍 pizza · ❤️ pasta · 😂 sushi']);
		expect(answerHint(checkAskOptions({ yes: ['🔥'], no: ['❌'] }))).toBe('🔥 yes · ❌ no');
	});

	it('stands below a question that doesn’t say so itself', () => {
		expect(withAnswerHint('Shall I book it?', yesNo)).toBe('Shall I book it?\n👍 yes · 👎 no');
		for (const text of ['Shall I? 👍 or 👎', ' ']) expect(withAnswerHint(text, yesNo)).toBe(text);
		expect(withAnswerHint('Pizza 👍?', named)).toBe('Pizza 👍?\n👍 pizza · ❤️ pasta · 😂 sushi');
	});

	it('is said again to who wrote something else', () => {
		expect([clarification(yesNo), clarification(named)]).toEqual(['Please tap 👍 or 👎.', 'Please tap 👍 pizza, ❤️ pasta or 😂 sushi.']);
	});
});
