import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { NO_ANSWER_RESULT } from '../../../../core/index.ts';
import {
	formatParkedQuestions,
	formatRow,
	isSettled,
	openQuestionsOf,
	readParkedQuestions,
	readRow,
	type WaitQuestion,
} from '../../../../nodes/AskForTapback/state/wait-state.ts';
import { onMessage, proofWith, waitRow } from '../../../harness/asking-rows.mts';

const written = async (changes: IDataObject = {}) => {
	const proof = await proofWith();
	const row = waitRow({ state: { account: proof.account } });
	return { proof, row, columns: { ...formatRow(row, proof), ...changes } };
};

describe('a row', () => {
	it('is read as it was written', async () => {
		const { proof, row, columns } = await written();
		expect(readRow(columns, proof)).toEqual(row);
	});

	it('is found by the ids of its messages, in small letters and apart from each other', async () => {
		const proof = await proofWith();
		const one = onMessage(waitRow(), 'ABC-1');
		const two = { ...one, state: { ...one.state, questions: [...one.state.questions, ...onMessage(waitRow(), 'x').state.questions] } };
		expect([formatRow(one, proof).messageIds, formatRow(two, proof).messageIds]).toEqual(['|abc-1|', '|abc-1|x|']);
	});

	it.each<[string, IDataObject]>([
		['another key', { key: 'k2' }],
		['another version', { version: 2 }],
		['a version that is no number', { version: 'x' }],
		['another status', { status: 'settled' }],
		['a status that there isn’t', { status: 'done' }],
		['another account', { account: 'a2' }],
		['no key', { key: null }],
		['no state', { state: null }],
		['an empty state', { state: '' }],
		['an object as its version', { version: { toString: 1, valueOf: 1 } }],
	])('is not read with %s', async (_, changes) => {
		const { proof, columns } = await written(changes);
		expect(readRow(columns, proof)).toBeUndefined();
	});

	it('is not read with any other character in its state', async () => {
		const { proof, columns } = await written();
		const state = String(columns.state);
		fc.assert(
			fc.property(fc.nat(state.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, one) => {
				fc.pre(state[at] !== one);
				expect(readRow({ ...columns, state: state.slice(0, at) + one + state.slice(at + 1) }, proof)).toBeUndefined();
			}),
			{ numRuns: 300 },
		);
	});

	it('is not read by another key of the same provider', async () => {
		const { columns } = await written();
		const other = await proofWith('other');
		expect([readRow(columns, other), readRow({ ...columns, account: other.account }, other)]).toEqual([undefined, undefined]);
	});
});

describe('what a run is parked with', () => {
	const parked = { questions: waitRow().state.questions, isHumanReview: true };

	it('is read as it was written', async () => {
		const proof = await proofWith();
		expect(readParkedQuestions('k1', formatParkedQuestions('k1', parked, proof), proof)).toEqual(parked);
	});

	it('is not read by another run, with another key, edited, or as a row', async () => {
		const [proof, other] = [await proofWith(), await proofWith('other')];
		const text = formatParkedQuestions('k1', parked, proof);
		const row = formatRow(waitRow(), proof).state;
		expect([
			readParkedQuestions('k2', text, proof),
			readParkedQuestions('k1', text, other),
			readParkedQuestions('k1', text.replace('"needed":1', '"needed":0'), proof),
			readParkedQuestions('k1', row, proof),
			readParkedQuestions('k1', undefined, proof),
			readParkedQuestions('k1', { toString: 1, valueOf: 1 }, proof),
		]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
	});
});

describe('the questions of a run', () => {
	const [open] = waitRow().state.questions;
	const failed: WaitQuestion = { failure: { message: 'Away.', code: null } };
	const settled = open?.failure === null ? { ...open, question: { ...open.question, result: NO_ANSWER_RESULT } } : failed;

	it('are settled when each has a result or has failed', () => {
		expect([isSettled([]), isSettled([failed, settled]), isSettled([failed, settled, ...waitRow().state.questions])]).toEqual([
			true,
			true,
			false,
		]);
	});

	it('are those that were sent', () => {
		expect(openQuestionsOf({ questions: [failed, settled] })).toEqual([settled]);
	});
});
