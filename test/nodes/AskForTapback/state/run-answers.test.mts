import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import type { QuestionEvent } from '../../../../core/index.ts';
import { applyToRun, forgetRun, startRun } from '../../../../nodes/AskForTapback/state/run-answers.ts';
import { ANN, BOB, NOON, asked, tap, write } from '../../../harness/core/asking.mts';

const open = (...questions: Array<ReturnType<typeof asked>>) =>
	startRun(
		'k1',
		questions.map((question) => ({ failure: null, question, conversationId: 'c1', replyTo: null })),
	);
/** What is put out once all questions of the run have their answer. */
const applied = (event: QuestionEvent) =>
	applyToRun('k1', [], event)?.map((one) => (one.failure === null ? one.question.result?.approved : 'failed'));

beforeEach(() => void jest.useFakeTimers({ now: NOON + 10_000 }));
afterEach(() => {
	jest.useRealTimers();
	forgetRun('k1');
});

describe('the questions of a run with a webhook of its own', () => {
	it('are none of them answered by a text that could be for two', () => {
		open(asked(), asked({}, { messageId: 'm2' }));
		expect(applied(write(5, ANN, 'yes'))).toBeUndefined();
		expect(applied(tap(6, ANN, 'dislike'))).toBeUndefined();
		expect(applied(tap(7, ANN, 'dislike', { messageId: 'm2' }))).toEqual([false, false]);
	});

	it('have each the text of the person who was asked', () => {
		open(asked({ from: [ANN] }), asked({ from: [BOB] }, { messageId: 'm2' }));
		expect(applied(write(5, ANN, 'yes'))).toBeUndefined();
		expect(applied(write(6, BOB, 'no'))).toEqual([true, false]);
	});

	it('are settled by time, whichever event comes', () => {
		open(asked({ deadlineMs: 8000 }), asked({}, { messageId: 'm2' }));
		expect(applied(tap(5, ANN, 'like', { messageId: 'm2' }))).toEqual([null, true]);
	});
});
