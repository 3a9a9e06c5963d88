import { describe, expect, it } from '@jest/globals';

import type { ErrorRule } from '../../../core/http/api.ts';
import { createApiClient } from '../../../core/http/client.ts';
import type { TapbackErrorCode } from '../../../core/model/errors.ts';
import { lostAnswer, madeUp, ok, refusedConnection, scriptedConnection, type Reply } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const CODES: Record<TapbackErrorCode, [idempotent: number, other: number]> = {
	// Refused before anything happened: asked again, patiently.
	RATE_LIMITED: [8, 8],
	TARGET_NOT_READY: [8, 8],
	// The request surely never left.
	NOT_REACHED: [3, 3],
	// Nobody knows what happened.
	PROVIDER_FAILED: [3, 1],
	NO_ANSWER: [3, 1],
	BAD_ANSWER: [3, 1],
	// A clear no stays a no.
	AUTH_FAILED: [1, 1],
	NOT_ALLOWED: [1, 1],
	PAYMENT_REQUIRED: [1, 1],
	TARGET_NOT_FOUND: [1, 1],
	TARGET_UNSUPPORTED: [1, 1],
	REFUSED: [1, 1],
	UNSUPPORTED: [1, 1],
	INVALID_INPUT: [1, 1],
	STATE_UNKNOWN: [1, 1],
	WEBHOOK_CONFLICT: [1, 1],
	SECRET_MISSING: [1, 1],
	NOT_VERIFIED: [1, 1],
};

const codes = Object.keys(CODES) as TapbackErrorCode[];
const rules: ErrorRule[] = codes.map((code) => ({ status: 400, providerCode: code, code, hint: 'Advice.' }));
const provider = madeUp({
	errors: {
		rules,
		read: (json) => (typeof json === 'object' && json !== null && 'code' in json ? { code: String(json.code), message: 'no' } : undefined),
	},
});

const request = (idempotent = true) => ({ method: 'POST', path: '/x', body: { a: 1 }, idempotent }) as const;
const refusal = (code: TapbackErrorCode): Reply => ({ status: 400, body: JSON.stringify({ code }) });
const many = (reply: Reply) => Array.from({ length: 20 }, () => reply);

describe('a failure is repeated as often as it can’t harm', () => {
	it.each(
		Object.entries(CODES).flatMap(
			([code, [idempotent, other]]) =>
				[
					[code, true, idempotent],
					[code, false, other],
				] as const,
		),
	)('%s, idempotent %s: %i attempts in all', async (code, isIdempotent, attempts) => {
		const { connection, sent, pauses } = scriptedConnection(many(refusal(code as TapbackErrorCode)));
		const failure = await errorOf(async () => await createApiClient(provider, connection)(request(isIdempotent)));
		expect([failure.code, sent.length, pauses.length]).toEqual([code, attempts, attempts - 1]);
	});

	it.each([
		['a refused connection', refusedConnection(), 'NOT_REACHED', 3, 3],
		['a lost answer', lostAnswer(), 'NO_ANSWER', 3, 1],
		['a 408', { status: 408 }, 'NO_ANSWER', 3, 1],
		['a 503', { status: 503 }, 'PROVIDER_FAILED', 3, 1],
		['a 429', { status: 429 }, 'RATE_LIMITED', 8, 8],
		['a page in place of JSON', { body: '<html>' }, 'BAD_ANSWER', 3, 1],
		['a redirect', { status: 302 }, 'REFUSED', 1, 1],
	] as const)('%s', async (_what, reply, code, idempotent, other) => {
		for (const [isIdempotent, attempts] of [
			[true, idempotent],
			[false, other],
		] as const) {
			const { connection, sent } = scriptedConnection(many(reply));
			const failure = await errorOf(async () => await createApiClient(provider, connection)(request(isIdempotent)));
			expect([isIdempotent, failure.code, sent.length]).toEqual([isIdempotent, code, attempts]);
		}
	});

	it('TARGET_NOT_READY as often as the provider says, where it says so, and nothing else', async () => {
		const impatient = { ...provider, limits: { ...provider.limits, notReadyAttempts: 4 } };
		for (const [code, attempts] of [
			['TARGET_NOT_READY', 4],
			['RATE_LIMITED', 8],
		] as const) {
			const { connection, sent } = scriptedConnection(many(refusal(code)));
			await errorOf(async () => await createApiClient(impatient, connection)(request()));
			expect([code, sent.length]).toEqual([code, attempts]);
		}
	});

	it('as often as the connection says, where it says so', async () => {
		const { connection, sent } = scriptedConnection(many(lostAnswer()));
		await errorOf(async () => await createApiClient(provider, { ...connection, attempts: 2 })(request()));
		expect(sent).toHaveLength(2);
	});

	it('until it succeeds', async () => {
		const { connection, sent } = scriptedConnection([{ status: 503 }, lostAnswer(), ok({ id: 'a' })]);
		await expect(createApiClient(provider, connection)(request())).resolves.toMatchObject({ json: { id: 'a' } });
		expect(sent).toHaveLength(3);
	});

	it('and an error that is none of ours is passed on at once, as it is', async () => {
		const bug = new TypeError('a bug');
		let asked = 0;
		const { connection } = scriptedConnection([], {
			transport: async () => {
				asked += 1;
				throw bug;
			},
		});
		await expect(createApiClient(provider, connection)(request())).rejects.toBe(bug);
		expect(asked).toBe(1);
	});
});

describe('the pause before a repeat', () => {
	const pausesOf = async (reply: Reply, random = 0.5) => {
		const { connection, pauses } = scriptedConnection(many(reply), { random: () => random });
		const failure = await errorOf(async () => await createApiClient(provider, connection)(request()));
		return { pauses, failure };
	};

	it('doubles up to the longest', async () => {
		expect((await pausesOf(refusal('TARGET_NOT_READY'))).pauses).toEqual([1000, 2000, 4000, 8000, 8000, 8000, 8000]);
	});

	it.each([
		[0, 0.75],
		[0.999999, 1.25],
	])('is jittered: at chance %d it is %d of the plain one', async (random, factor) => {
		const { pauses } = await pausesOf(refusal('TARGET_NOT_READY'), random);
		expect(pauses[0]).toBeCloseTo(1000 * factor, 1);
		expect(pauses[3]).toBeCloseTo(8000 * factor, 1);
	});

	it.each([
		['seconds', { 'retry-after': '20' }, 20_000],
		['milliseconds', { 'retry-after-ms': '20500' }, 20_500],
		['two minutes, the longest', { 'retry-after': '120' }, 120_000],
		['a date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }, 30_000],
	])('is as long as the provider asks in %s', async (_what, headers, first) => {
		expect((await pausesOf({ status: 429, headers })).pauses[0]).toBe(first);
		expect((await pausesOf({ status: 503, headers })).pauses[0]).toBe(first);
	});

	it('is never made longer by a provider that is asked once only, because a repeat could do harm', async () => {
		const { connection, pauses } = scriptedConnection(many({ status: 503, headers: { 'retry-after': '20' } }));
		const failure = await errorOf(async () => await createApiClient(provider, connection)(request(false)));
		expect([pauses, failure.details.retryAfterMs]).toEqual([[], 20_000]);
	});

	it('is not shorter than our own where the provider asks for less', async () => {
		expect((await pausesOf({ status: 429, headers: { 'retry-after': '0' } })).pauses.slice(0, 3)).toEqual([1000, 2000, 4000]);
	});

	it.each([{ 'retry-after': '121' }, { 'retry-after-ms': '120001' }, { 'retry-after': 'Thu, 01 Jan 2026 01:00:00 GMT' }])(
		'is not waited for where it is longer than two minutes: %j',
		async (headers) => {
			const { pauses, failure } = await pausesOf({ status: 429, headers });
			expect([pauses, failure.code]).toEqual([[], 'RATE_LIMITED']);
		},
	);

	it('that the host breaks off ends the call, with the host’s reason and no further request', async () => {
		for (const reply of [{ status: 429 }, refusal('TARGET_NOT_READY'), { status: 503 }, lostAnswer()]) {
			const reason = new Error('The execution was cancelled.');
			const { connection, sent } = scriptedConnection([reply], { sleep: async () => await Promise.reject(reason) });
			await expect(createApiClient(provider, connection)(request())).rejects.toBe(reason);
			expect(sent).toHaveLength(1);
		}
	});

	it('slows down all requests after a 429, and after nothing else', async () => {
		for (const [reply, slowed] of [
			[{ status: 429 }, [1000]],
			[refusal('TARGET_NOT_READY'), []],
			[{ status: 503 }, []],
		] as const) {
			const slowDowns: number[] = [];
			const pacer = { run: async <T,>(task: () => Promise<T>) => await task(), slowDown: (ms: number) => void slowDowns.push(ms) };
			const { connection } = scriptedConnection([reply], { pacer });
			await createApiClient(provider, connection)(request());
			expect(slowDowns).toEqual(slowed);
		}
	});
});
