import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/index.ts';
import type { Fault } from '../../sandbox/src/index.mts';
import { type Harness } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { giveUpSoon } from '../harness/contract/impatience.mts';
import { closedUrl } from '../harness/contract/receiver.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const MALFORMED: ReadonlyArray<[string, Fault]> = [
	['a web page with a 200', { kind: 'body', body: '<!doctype html><h1>Welcome</h1>', contentType: 'text/html' }],
	['JSON that was cut off', { kind: 'body', body: '{"status":"acc' }],
	['plain text with a 200', { kind: 'body', body: 'OK', contentType: 'text/plain' }],
];

const LOST: ReadonlyArray<[string, Fault]> = [
	['breaks the connection before it acts', { kind: 'drop-before' }],
	['breaks the connection after it acted', { kind: 'drop-after' }],
	['never answers', { kind: 'hang' }],
	['fails with a 500', { kind: 'status', status: 500 }],
	['fails with a 503 and a web page', { kind: 'status', status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>Down</h1>' }],
];

function plan({ control, provider }: Harness, fault: Fault, times = 1): void {
	control.addFault(provider.id, { times, match: { method: 'POST' }, fault });
}

describe.each([...PROVIDERS])('$name', (provider) => {
	const { isIdempotent, emptyAnswer, send } = scenarioOf(provider);
	const { attempts } = provider.limits;

	describe.each(MALFORMED)('that answers with %s', (_, fault) => {
		it('is never taken to have succeeded', async () => {
			const harness = sandbox.harness(provider);
			plan(harness, fault, 99);
			if (!isIdempotent) {
				expect(await harness.send()).toMatchObject({ outcome: 'unknown' });
				expect(harness.requests()).toHaveLength(1);
				return;
			}
			const error = await errorOf(harness.send());
			expect(error.code).toBe('BAD_ANSWER');
			expect(error.message).toContain(provider.name);
			expect(error.message).toContain('Base URL');
			expect(harness.requests()).toHaveLength(attempts);
		});
	});

	it('that answers with nothing has accepted only where the vendor promises no body', async () => {
		const harness = sandbox.harness(provider);
		plan(harness, { kind: 'body', body: '' }, 99);
		if (emptyAnswer === 'BAD_ANSWER') expect(await errorOf(harness.send())).toMatchObject({ code: 'BAD_ANSWER' });
		else expect(await harness.send()).toMatchObject({ outcome: emptyAnswer });
		expect(harness.requests()).toHaveLength(1);
	});

	it.each([301, 302, 307, 308])('that redirects with a %i is not followed: the key stays here', async (status) => {
		const harness = sandbox.harness(provider);
		plan(harness, { kind: 'status', status, headers: { location: sandbox.receiver.url } }, 99);
		const { code, message } = await errorOf(harness.send());
		expect(code).toBe('REFUSED');
		expect(message).toContain('redirect');
		expect(message).toContain('Base URL');
		expect(harness.requests()).toHaveLength(1);
		expect(sandbox.receiver.left()).toBe(0);
	});

	describe.each(LOST)('that %s', (_, fault) => {
		it(isIdempotent ? 'once, is asked again' : 'once, is not asked again', async () => {
			const harness = sandbox.harness(provider);
			giveUpSoon(harness);
			plan(harness, fault);
			const { outcome } = await harness.send();
			expect(outcome).toBe(isIdempotent ? send.outcome : 'unknown');
			expect(harness.requests()).toHaveLength(isIdempotent ? 2 : 1);
			expect(harness.connection.pauses).toHaveLength(isIdempotent ? 1 : 0);
			if (isIdempotent) expect(harness.standing()).toEqual(['love on part 0']);
		});

		it('for good, is given up', async () => {
			const harness = sandbox.harness(provider);
			giveUpSoon(harness);
			plan(harness, fault, 99);
			if (!isIdempotent) {
				expect(await harness.send()).toMatchObject({ outcome: 'unknown' });
				expect(harness.requests()).toHaveLength(1);
				return;
			}
			const { code } = await errorOf(harness.send());
			expect(code).toBe(fault.kind === 'status' ? 'PROVIDER_FAILED' : 'NO_ANSWER');
			expect(harness.requests()).toHaveLength(attempts);
			expect(harness.connection.pauses).toHaveLength(attempts - 1);
		});
	});

	it('that can’t be reached is tried again, for nothing was done', async () => {
		const harness = sandbox.harness(provider, { baseUrl: await closedUrl() });
		const error = await errorOf(harness.send());
		expect(error.code).toBe('NOT_REACHED');
		expect(error.message).toContain(`${provider.name} could not be reached`);
		expect(harness.connection.pauses).toHaveLength(attempts - 1);
	});

	it.each<[string, Record<string, string>, number]>([
		['in seconds', { 'Retry-After': '7' }, 7000],
		['in milliseconds', { 'retry-after-ms': '1900' }, 1900],
	])('that asks to wait %s is waited for', async (_, headers, pauseMs) => {
		const harness = sandbox.harness(provider);
		plan(harness, { kind: 'status', status: 429, headers });
		expect(await harness.send()).toMatchObject({ outcome: send.outcome });
		expect(harness.connection.pauses).toEqual([pauseMs]);
		expect(harness.standing()).toEqual(['love on part 0']);
	});

	it('that asks to wait until a date is waited for', async () => {
		const harness = sandbox.harness(provider);
		plan(harness, { kind: 'status', status: 429, headers: { 'Retry-After': new Date(sandbox.now() + 20_000).toUTCString() } });
		await harness.send();
		expect(harness.connection.pauses).toHaveLength(1);
		expect(harness.connection.pauses[0]).toBeGreaterThan(18_000);
		expect(harness.connection.pauses[0]).toBeLessThanOrEqual(20_000);
	});

	it('that limits the rate gets every tapback in the end, once', async () => {
		const harness = sandbox.harness(provider);
		harness.control.setRateLimit(provider.id, { limit: 2, windowSeconds: 30 });
		const ids = Array.from({ length: 5 }, (_, i) => harness.control.sendMessage(provider.id, { from: 'human', text: `Message ${i}` }).id);
		await Promise.all(ids.map(async (messageId) => await harness.send({ messageId })));
		expect(Math.max(...harness.connection.pauses)).toBeGreaterThanOrEqual(29_000);
		for (const id of ids) expect(harness.control.tapbacks(provider.id, id)).toMatchObject([{ reaction: 'love' }]);
	});

	it('that asks for more than two minutes is not waited for', async () => {
		const harness = sandbox.harness(provider);
		plan(harness, { kind: 'status', status: 429, headers: { 'Retry-After': '3600' } });
		expect(await errorOf(harness.send())).toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterMs: 3_600_000 } });
		expect(harness.connection.pauses).toEqual([]);
	});
});
