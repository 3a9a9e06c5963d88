import { describe, expect, it } from '@jest/globals';

import { createOneAttemptClient } from '../../../core/http/one-attempt.ts';
import { lostAnswer, madeUp, scriptedConnection, type Reply } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const provider = madeUp({});

async function failAfter(reply: Reply, options?: { timeoutMs?: number; hint?: string }) {
	const { connection, sent, pauses } = scriptedConnection([reply, reply]);
	const call = createOneAttemptClient(provider, connection, options);
	const failure = await errorOf(async () => await call({ method: 'GET', path: '/x', idempotent: true }));
	return { failure, sent, pauses };
}

describe('a client with one attempt', () => {
	it('doesn’t repeat a request', async () => {
		const { failure, sent } = await failAfter(lostAnswer());
		expect([failure.code, sent.length]).toEqual(['NO_ANSWER', 1]);
	});

	it('says that a pause was asked for, in place of waiting', async () => {
		const { failure, sent, pauses } = await failAfter({ status: 429, headers: { 'retry-after': '7' } }, { hint: ' Wait a minute.' });
		expect([failure.code, failure.details.retryAfterMs, sent.length, pauses]).toEqual(['RATE_LIMITED', 7000, 1, []]);
		expect(failure.message).toMatch(/was asked too often\. Wait a minute\.$/);
	});

	it('has a time limit of its own, or that of the connection', async () => {
		const { connection, sent } = scriptedConnection([{ status: 200 }, { status: 200 }]);
		const request = { method: 'GET', path: '/x', idempotent: true } as const;
		await createOneAttemptClient(provider, { ...connection, timeoutMs: 5 }, { timeoutMs: 7 })(request);
		await createOneAttemptClient(provider, { ...connection, timeoutMs: 5 })(request);
		expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([7, 5]);
	});
});
