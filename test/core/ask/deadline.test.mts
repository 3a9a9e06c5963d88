import { describe, expect, it } from '@jest/globals';

import { nextDeadline } from '../../../core/ask/apply-event.ts';
import { ANN, after, asked, at, tap } from '../../harness/core/asking.mts';

describe('the next deadline of a question', () => {
	it('is null where only an answer can settle it', () => expect(nextDeadline(asked())).toBeNull());

	it('is when its time is up', () => expect(nextDeadline(asked({ deadlineMs: 60_000 }))).toBe(at(60)));

	it('is when a decision becomes final, if that comes before', () => {
		const { question } = after(asked({ deadlineMs: 60_000, reconsiderMs: 10_000 }), [tap(5, ANN, 'like')]);
		expect(nextDeadline(question)).toBe(at(15));
	});

	it('is null once it is settled', () => {
		const { question } = after(asked({ deadlineMs: 60_000 }), [tap(5, ANN, 'like')]);
		expect(nextDeadline(question)).toBeNull();
	});
});
