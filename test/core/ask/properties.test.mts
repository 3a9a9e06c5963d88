import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { applyEvent } from '../../../core/ask/apply-event.ts';
import type { QuestionEvent } from '../../../core/ask/events.ts';
import type { AskOptions } from '../../../core/ask/options.ts';
import type { Question } from '../../../core/ask/question.ts';
import { readQuestion } from '../../../core/ask/question.ts';
import { votesOf } from '../../../core/ask/votes.ts';
import { ANN, BOB, CID, after, asked, at, resultOf, tap, tick, untap, endOf, write } from '../../harness/core/asking.mts';

const PEOPLE = [ANN, BOB, CID];
const WORDS = ['like', 'love', 'dislike', 'laugh', '👍🏽'] as const;
const MEANS: Record<string, boolean | undefined> = { like: true, love: true, '👍🏽': true, dislike: false, laugh: undefined };

/** What somebody does: puts a reaction there, or takes one off. Each has a second of its own. */
interface Deed {
	who: string;
	word: string;
	isRemoval: boolean;
}

const deeds = (people = PEOPLE) =>
	fc.array(fc.record({ who: fc.constantFrom(...people), word: fc.constantFrom(...WORDS), isRemoval: fc.boolean() }), { maxLength: 12 });

function told({ who, word, isRemoval }: Deed, index: number): QuestionEvent {
	return (isRemoval ? untap : tap)(index + 1, who, word);
}

/** What stands of each person: told as plainly as it can be, and so the measure. */
function standing(done: readonly Deed[]): Map<string, string> {
	const stands = new Map<string, string>();
	const placed = new Set<string>();
	for (const { who, word, isRemoval } of done) {
		const isSwapEnd = placed.has(who + word) && stands.get(who) !== word;
		if (!isRemoval) {
			stands.set(who, word);
			placed.add(who + word);
		} else if (!isSwapEnd) stands.delete(who);
	}
	return stands;
}

function count(done: readonly Deed[], meaning: boolean): number {
	return [...standing(done).values()].filter((word) => MEANS[word] === meaning).length;
}

function options(): fc.Arbitrary<AskOptions> {
	return fc.record({
		quorum: fc.constantFrom<AskOptions['quorum']>('first', 'everyone', { yes: 2 }, { yes: 1 }, { yes: 3, no: 2 }),
		from: fc.constant(PEOPLE),
		other: fc.constantFrom<AskOptions['other']>('wait', 'end', ['laugh']),
	});
}

function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
	return fc.shuffledSubarray([...list], { minLength: list.length });
}

/** All of it at one moment, in the order of the list. */
function atOnce(question: Question, events: readonly QuestionEvent[]): Question {
	return events.reduce((open, happening) => applyEvent(open, happening, at(100)).question, question);
}

/** The votes and the result of a question are the same for the events in both orders. */
function expectTheSame([given, inOrder, mixed]: [AskOptions, QuestionEvent[], QuestionEvent[]]): void {
	const question = asked({ ...given, reconsiderMs: 10_000, deadlineMs: 200_000 });
	const [one, other] = [atOnce(question, inOrder), atOnce(question, mixed)];
	expect(votesOf(other)).toEqual(votesOf(one));
	expect(resultOf(tick(other, 200))).toEqual(resultOf(tick(one, 200)));
}

describe('whatever people do', () => {
	it('order and copies don’t matter while it is open', () => {
		const cases = fc
			.tuple(options(), deeds())
			.chain(([given, done]) => fc.tuple(fc.constant(given), fc.constant(done.map(told)), fc.array(fc.nat(), { maxLength: 6 })))
			.chain(([given, events, copies]) => {
				const copied = events.length === 0 ? [] : copies.flatMap((index) => events[index % events.length] ?? []);
				return fc.tuple(fc.constant(given), fc.constant(events), shuffled([...events, ...copied]));
			});
		fc.assert(fc.property(cases, expectTheSame), { numRuns: 300 });
	});

	it('order and copies of texts don’t matter either, beside tapbacks of the same people', () => {
		const texts = fc.array(
			fc.record({ who: fc.constantFrom(...PEOPLE), text: fc.constantFrom('yes', 'No thanks', 'hm', 'yes no', '👍', 'yes?') }),
			{ maxLength: 8 },
		);
		const cases = fc
			.tuple(options(), deeds(), texts, fc.constantFrom<AskOptions['text']>('words', 'any'))
			.chain(([given, done, written, text]) => {
				const taps = done.map((deed, index) => told(deed, 2 * index));
				const inOrder = [...taps, ...written.map(({ who, text: said }, index) => write(2 * index + 2, who, said))];
				return fc.tuple(fc.constant({ ...given, text }), fc.constant(inOrder), shuffled([...inOrder, ...inOrder.slice(0, 3)]));
			});
		fc.assert(fc.property(cases, expectTheSame), { numRuns: 300 });
	});

	it('nobody votes twice, and each by what stands of them', () => {
		fc.assert(
			fc.property(deeds(), (done) => {
				const parts = done.map((deed, index) => told(deed, index));
				const votes = votesOf(atOnce(asked({ quorum: { yes: 200 } }), parts));
				const expected = [...standing(done)].filter(([, word]) => MEANS[word] !== undefined);
				expect(new Map(votes.map(({ actor, approved }) => [actor, approved]))).toEqual(
					new Map(expected.map(([who, word]) => [who, MEANS[word]])),
				);
				expect(votes).toHaveLength(expected.length);
			}),
			{ numRuns: 300 },
		);
	});

	it('a quorum is reached by exactly so many, at once', () => {
		fc.assert(
			fc.property(deeds(), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), (done, yes, no) => {
				let question = asked({ quorum: { yes, no } });
				for (const [index, deed] of done.entries()) {
					const { question: next, state } = applyEvent(question, told(deed, index), at(index + 1));
					question = next;
					const soFar = done.slice(0, index + 1);
					const isReached = count(soFar, true) >= yes || count(soFar, false) >= no;
					expect(state.state).toBe(isReached ? 'settled' : 'waiting');
					if (state.state === 'waiting') continue;
					expect(state.result.approved).toBe(count(soFar, true) === yes);
					return;
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('the wrong people, and what is elsewhere, change nothing', () => {
		const strangers = deeds(['+12025550999', 'dan@example.com']);
		const elsewhere = deeds().map((done) => done.map((deed, index) => ({ deed, index })));
		const mixed = fc.tuple(options(), deeds(), strangers, elsewhere).chain(([given, done, strange, other]) => {
			const right = done.map(told);
			const wrong = [
				...strange.map(told),
				...strange.map(({ who }, index) => write(index, who, 'yes')),
				...other.flatMap(({ deed, index }) => {
					const happening = told(deed, index);
					if (happening.type !== 'tapback') return [];
					return [
						{ ...happening, event: { ...happening.event, messageId: 'm2' } },
						{ ...happening, event: { ...happening.event, isFromMe: true } },
					];
				}),
			];
			return fc.tuple(fc.constant(given), fc.constant(right), fc.constant(wrong), shuffled([...right, ...wrong]));
		});
		fc.assert(
			fc.property(mixed, ([given, right, wrong, all]) => {
				const question = asked({ ...given, reconsiderMs: 10_000, deadlineMs: 200_000, text: 'any' });
				expect(resultOf(tick(atOnce(question, all), 200))).toEqual(resultOf(tick(atOnce(question, right), 200)));
				expect(atOnce(question, wrong)).toEqual(question);
			}),
			{ numRuns: 200 },
		);
	});

	it('a decision has stood for the whole window, and the first that did holds', () => {
		fc.assert(
			fc.property(deeds(), fc.integer({ min: 0, max: 5 }), fc.array(fc.integer({ min: 0, max: 40 })), (done, window, ticks) => {
				const question = asked({ reconsiderMs: window * 1000, from: [ANN] });
				const mine = done.map((deed) => ({ ...deed, who: ANN }));
				// Second by second, as long as it takes: what ANN's standing reaction means, and since when she has had it.
				let expected: string | undefined;
				let held: { word: string; since: number } | undefined;
				for (let second = 0; second <= mine.length + window && expected === undefined; second += 1) {
					if (held && second >= held.since + window) expected = held.word;
					if (expected !== undefined) break;
					const word = standing(mine.slice(0, second)).get(ANN);
					const counts = word !== undefined && MEANS[word] !== undefined;
					if (!counts) held = undefined;
					else if (held?.word !== word) held = { word, since: second };
					if (held && second >= held.since + window) expected = held.word;
				}
				const events = mine.map((deed, index) => ({ second: index + 1, happening: told(deed, index) }));
				const clock = [...ticks, mine.length + window].map((second) => ({ second, happening: { type: 'tick' } as QuestionEvent }));
				const all = [...events, ...clock].sort((a, b) => a.second - b.second);
				let last = applyEvent(question, { type: 'tick' }, at(0));
				for (const { second, happening } of all) last = applyEvent(last.question, happening, at(second));
				expect(endOf(last)).toBe(expected === undefined ? 'waits' : MEANS[expected] ? 'yes' : 'no');
			}),
			{ numRuns: 500 },
		);
	});

	it('is kept as JSON and read back the same', () => {
		fc.assert(
			fc.property(options(), deeds(), (given, done) => {
				const { question } = after(asked({ ...given, reconsiderMs: 2000 }), done.map(told));
				expect(readQuestion(JSON.parse(JSON.stringify(question)))).toEqual(question);
			}),
			{ numRuns: 100 },
		);
	});
});
