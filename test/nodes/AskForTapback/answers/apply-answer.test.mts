import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { providerById } from '../../../../core/providers/registry.ts';
import { applyDelivery } from '../../../../nodes/AskForTapback/answers/apply-answer.ts';
import type { AnswerDesk } from '../../../../nodes/AskForTapback/answers/answer-desk.ts';
import type { QuestionTable } from '../../../../nodes/AskForTapback/state/question-table.ts';
import type { WaitRow } from '../../../../nodes/AskForTapback/state/wait-state.ts';
import { ANN, NOON, tap } from '../../../harness/core/asking.mts';
import { onMessage, proofWith, waitRow } from '../../../harness/asking-rows.mts';

beforeEach(() => void jest.useFakeTimers({ now: NOON + 1000 }));
afterEach(() => void jest.useRealTimers());

/** A run with so many questions, whose row is written once they are sent: after how many seconds. Says whether a tap at once reaches it. */
async function reaches(questions: number, seconds: number): Promise<boolean> {
	jest.setSystemTime(NOON + 1000);
	const state = { questions: Array.from({ length: questions }, () => waitRow().state.questions).flat() };
	const opening = onMessage(waitRow({ status: 'opening', state }), null);
	const open = waitRow({ status: 'open', state });
	const rows = async (): Promise<WaitRow[]> => [Date.now() < NOON + 1000 + seconds * 1000 ? opening : open];
	let isReached = false;
	const table: QuestionTable = {
		insert: async () => undefined,
		async replace() {
			isReached = true;
			throw new Error('It is written.');
		},
		remove: async () => undefined,
		...{ findByKeys: rows, findAll: rows, findByMessage: rows, unreadable: () => [] },
	};
	const context: object = {};
	const desk: AnswerDesk = { context: context as AnswerDesk['context'], provider: providerById('linq'), proof: await proofWith(), table };
	const applied = applyDelivery(desk, { event: tap(1, ANN, 'like'), keys: null, listener: 'l1' }).catch(() => undefined);
	await jest.advanceTimersByTimeAsync(1_000_000);
	await applied;
	return isReached;
}

describe('a tap on a question whose run still sends others', () => {
	it('waits for a minute, and longer where many are sent', async () => {
		expect([await reaches(1, 50), await reaches(1, 80), await reaches(20, 200), await reaches(20, 300)]).toEqual([
			true,
			false,
			true,
			false,
		]);
	});
});
