import { beforeEach, describe, expect, it, jest } from '@jest/globals';

import { NOON, tap, write, ANN } from '../../../harness/core/asking.mts';
import { onMessage, waitRow } from '../../../harness/asking-rows.mts';

type OpenQuestions = typeof import('../../../../nodes/AskForTapback/state/open-questions.ts');

/** As another process has it: it knows nothing yet. */
let known: OpenQuestions;
beforeEach(() => {
	jest.isolateModules(() => {
		known = jest.requireActual<OpenQuestions>('../../../../nodes/AskForTapback/state/open-questions.ts');
	});
});

const HERE = { account: 'a1', listener: 'l1' };
const onM1 = tap(5, ANN, 'like');
const quoting = (text: string) => tap(5, ANN, 'like', { messageId: null, target: { text, candidates: [] } });
const keysFor = (event: Parameters<OpenQuestions['candidatesFor']>[0], where = HERE) => {
	const candidates = known.candidatesFor(event, where);
	return candidates.isComplete ? candidates.keys : 'not known';
};

describe('a process', () => {
	it('doesn’t know whether it knows all questions, until a run in it read them', () => {
		known.rememberWait(waitRow());
		expect(keysFor(onM1)).toBe('not known');
		known.rememberAll('a1', []);
		expect(keysFor(onM1)).toEqual(['k1']);
	});

	it('knows those of one account by that, and not of another', () => {
		known.rememberAll('a1', [waitRow()]);
		expect(keysFor(onM1, { account: 'a2', listener: 'l1' })).toBe('not known');
	});

	it('keeps what it knows itself where the rows that were read are older', () => {
		known.rememberWait(waitRow({ status: 'settled' }));
		known.rememberAll('a1', [waitRow()]);
		expect(keysFor(onM1)).toEqual([]);
	});
});

describe('the questions that an event may be for', () => {
	beforeEach(() => known.rememberAll('a1', []));

	it('are those on its message', () => {
		for (const row of [waitRow(), onMessage(waitRow({ key: 'k2' }), 'm2')]) known.rememberWait(row);
		expect(keysFor(onM1)).toEqual(['k1']);
	});

	it('are those of its listener', () => {
		known.rememberWait(waitRow({ state: { listener: 'l2' } }));
		expect([keysFor(onM1), keysFor(onM1, { account: 'a1', listener: 'l2' })]).toEqual([[], ['k1']]);
	});

	it('are also those that are being sent, whose ids are not known yet, unless a process ended while it sent them', () => {
		known.rememberWait(onMessage(waitRow({ key: 'k2', status: 'opening' }), null));
		const keysAfter = (minutes: number) => {
			jest.spyOn(Date, 'now').mockReturnValue(NOON + minutes * 60_000);
			return keysFor(tap(5, ANN, 'like', { messageId: 'm9' }));
		};
		expect([keysAfter(5), keysAfter(31)]).toEqual([['k2'], []]);
		jest.restoreAllMocks();
	});

	it('are all that a text fits, as long as one is being sent, so that it isn’t taken for the only one', () => {
		jest.spyOn(Date, 'now').mockReturnValue(NOON + 1000);
		for (const row of [waitRow(), waitRow({ key: 'k2', status: 'opening' })]) known.rememberWait(row);
		expect(keysFor(write(5, ANN, 'yes'))).toEqual(['k1', 'k2']);
		jest.restoreAllMocks();
	});

	it('are none where a quote fits two, whichever listeners they have', () => {
		known.rememberWait(onMessage(waitRow(), null, 'Shall I book it?'));
		expect(keysFor(quoting('Shall I book it?'))).toEqual(['k1']);
		known.rememberWait(onMessage(waitRow({ key: 'k2', state: { listener: 'l2' } }), null, 'Shall I book it?'));
		expect(keysFor(quoting('Shall I book it?'))).toEqual([]);
	});

	it('are none where a text fits two', () => {
		known.rememberWait(waitRow());
		expect(keysFor(write(5, ANN, 'yes'))).toEqual(['k1']);
		known.rememberWait(waitRow({ key: 'k2' }));
		expect(keysFor(write(5, ANN, 'yes'))).toEqual([]);
	});
});

describe('a question that ended', () => {
	beforeEach(() => known.rememberAll('a1', [waitRow()]));

	it('is forgotten with its wait', () => {
		known.rememberVersion(waitRow({ version: 3 }));
		known.forgetWait('k1');
		expect([keysFor(onM1), known.isOutdated(waitRow())]).toEqual([[], false]);
	});

	it('is still known when its time is up, because a tap removes its row', () => {
		known.forgetEndedWaits(NOON + 60_000);
		expect(keysFor(onM1)).toEqual(['k1']);
	});

	it('is forgotten some time after its end', () => {
		known.rememberVersion(waitRow({ version: 3 }));
		known.forgetEndedWaits(NOON + 60_001);
		expect([keysFor(onM1), known.isOutdated(waitRow())]).toEqual([[], false]);
	});
});

describe('a version of a row', () => {
	it('is outdated once a later one was seen', () => {
		expect(known.isOutdated(waitRow())).toBe(false);
		known.rememberVersion(waitRow({ version: 2 }));
		expect([1, 2, 3].map((version) => known.isOutdated(waitRow({ version })))).toEqual([true, false, false]);
	});
});

describe('a mark', () => {
	it('is recognised once, by the process that made it', () => {
		const mark = known.createProcessMark();
		expect([known.isOwnMark(mark), known.isOwnMark(mark), known.isOwnMark('')]).toEqual([true, false, false]);
	});

	it('is another one each time, and can’t be guessed from the one before', () => {
		const marks = Array.from({ length: 100 }, () => known.createProcessMark());
		expect(new Set(marks).size).toBe(100);
		for (const mark of marks) expect(mark).toMatch(/^[0-9a-f]{24}$/);
	});

	it('is given up where a thousand newer ones came to nothing', () => {
		const first = known.createProcessMark();
		const others = Array.from({ length: 1000 }, () => known.createProcessMark());
		expect([known.isOwnMark(first), known.isOwnMark(others[0] ?? '')]).toEqual([false, true]);
	});
});
