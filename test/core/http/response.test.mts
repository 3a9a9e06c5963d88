import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import type { ErrorRule } from '../../../core/http/api.ts';
import { readResponse } from '../../../core/http/response.ts';
import type { HttpResponse } from '../../../core/http/types.ts';
import { NOW, madeUp } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const envelope = z.object({
	error: z.object({
		code: z.string().optional(),
		message: z.string().optional(),
		trace: z.string().optional(),
		wait: z.number().optional(),
	}),
});

const RULES: ErrorRule[] = [
	{ status: 409, path: /^\/tapbacks\//, providerCode: 'E2', code: 'UNSUPPORTED', hint: 'It has no such request.' },
	{ status: 409, providerCode: 'E2', match: /later/i, code: 'TARGET_NOT_READY', hint: 'Try later.' },
	{ status: 409, providerCode: 'E2', code: 'TARGET_NOT_FOUND', hint: 'Check the id.' },
	{ status: 409, match: /group/i, code: 'TARGET_UNSUPPORTED', hint: 'No groups.' },
	{ status: 200, providerCode: 'E9', code: 'AUTH_FAILED', hint: 'Check the key.' },
];

const provider = madeUp({
	errors: {
		rules: RULES,
		read(json) {
			const { data } = envelope.safeParse(json);
			return data && { code: data.error.code, message: data.error.message, traceId: data.error.trace, retryAfterSeconds: data.error.wait };
		},
	},
});

const read = (response: Partial<HttpResponse>) => readResponse(provider, { status: 200, headers: {}, body: '', ...response }, NOW);
const fault = (error: object) => JSON.stringify({ error });

describe('a success', () => {
	it.each([
		[200, '{"id":"a"}', { id: 'a' }],
		[201, '[1]', [1]],
		[202, 'null', null],
		[204, '', undefined],
		[200, ' \n', undefined],
	])('%i with %p is read', (status, body, json) => expect(read({ status, body })).toEqual({ status, headers: {}, json }));

	it('with an error inside is a refusal', async () => {
		const failure = await errorOf(() => read({ body: fault({ message: 'no such line' }) }));
		expect(failure).toMatchObject({ code: 'REFUSED', details: { status: 200, providerMessage: 'no such line' } });
		expect(failure.message).toContain('nothing was done');
	});

	it('with an error inside follows the provider’s rules', async () => {
		expect(await errorOf(() => read({ body: fault({ code: 'E9' }) }))).toMatchObject({ code: 'AUTH_FAILED' });
	});

	it.each(['<html></html>', 'OK', '{"id":', '{} {}'])('whose body is %p is not trusted', async (body) => {
		expect(await errorOf(() => read({ body }))).toMatchObject({ code: 'BAD_ANSWER', details: { status: 200 } });
	});
});

describe('a redirect', () => {
	it.each([300, 301, 302, 304, 307, 308, 399])('%i is not followed', async (status) => {
		const failure = await errorOf(() => read({ status, headers: { location: 'https://other.example' }, body: '{}' }));
		expect(failure).toMatchObject({ code: 'REFUSED', details: { status } });
		expect(failure.message).not.toContain('other.example');
	});
});

describe('a refusal without a rule', () => {
	it.each([
		[400, 'REFUSED'],
		[401, 'AUTH_FAILED'],
		[402, 'PAYMENT_REQUIRED'],
		[403, 'NOT_ALLOWED'],
		[404, 'REFUSED'],
		[408, 'NO_ANSWER'],
		[409, 'REFUSED'],
		[422, 'REFUSED'],
		[429, 'RATE_LIMITED'],
		[500, 'PROVIDER_FAILED'],
		[502, 'PROVIDER_FAILED'],
		[503, 'PROVIDER_FAILED'],
		[529, 'PROVIDER_FAILED'],
	])('%i means %s', async (status, code) => expect(await errorOf(() => read({ status }))).toMatchObject({ code, details: { status } }));
});

describe('a rule', () => {
	it.each([
		[{ code: 'E2', message: 'Later, please' }, 'TARGET_NOT_READY'],
		[{ code: 'E2', message: 'no' }, 'TARGET_NOT_FOUND'],
		[{ code: 'E3', message: 'a group' }, 'TARGET_UNSUPPORTED'],
		[{ message: 'a group' }, 'TARGET_UNSUPPORTED'],
		[{ code: 'E3', message: 'no' }, 'REFUSED'],
		[{}, 'REFUSED'],
	])('tells %j as %s, the first that fits', async (error, code) => {
		expect(await errorOf(() => read({ status: 409, body: fault(error) }))).toMatchObject({ code });
	});

	it('holds for its own status only', async () => {
		expect(await errorOf(() => read({ status: 400, body: fault({ code: 'E2' }) }))).toMatchObject({ code: 'REFUSED' });
	});

	it('goes by the path of the request where a rule names one', async () => {
		const response = { status: 409, headers: {}, body: fault({ code: 'E2' }) };
		expect((await errorOf(() => readResponse(provider, response, NOW, '/tapbacks/1'))).code).toBe('UNSUPPORTED');
		expect((await errorOf(() => readResponse(provider, response, NOW, '/hooks/1'))).code).toBe('TARGET_NOT_FOUND');
	});
});

describe('the sentence of an error', () => {
	it('names provider, status, code, the vendor’s words and what to do', async () => {
		const failure = await errorOf(() => read({ status: 409, body: fault({ code: 'E2', message: 'no', trace: 't1' }) }));
		expect(failure.message).toBe('Madeup answered 409 (code E2): “no”. Check the id.');
		expect(failure.details).toMatchObject({ status: 409, providerCode: 'E2', providerMessage: 'no', traceId: 't1' });
	});

	it.each(['no.', 'no!', 'no?', 'say "no."', 'no (really.)'])('ends the vendor’s words %j once', async (message) => {
		const failure = await errorOf(() => read({ status: 409, body: fault({ code: 'E2', message }) }));
		expect(failure.message).toBe(`Madeup answered 409 (code E2): “${message}” Check the id.`);
	});

	it('quotes plain text, but no page of a proxy', async () => {
		expect((await errorOf(() => read({ status: 500, body: 'upstream down' }))).message).toContain('“upstream down”');
		expect((await errorOf(() => read({ status: 500, body: '<html>secret</html>' }))).message).not.toContain('html');
		expect((await errorOf(() => read({ status: 500, body: 'x', headers: { 'content-type': 'text/html' } }))).message).not.toContain('“x”');
	});

	it('quotes no more than 300 characters, cut between words', async () => {
		const failure = await errorOf(() => read({ status: 400, body: fault({ message: 'word '.repeat(1000) }) }));
		expect(failure.details.providerMessage).toBe(`${'word '.repeat(60)}…`);
		expect(failure.message.length).toBeLessThan(500);
		const whole = 'x'.repeat(300);
		expect((await errorOf(() => read({ status: 400, body: fault({ message: whole }) }))).details.providerMessage).toBe(whole);
		expect((await errorOf(() => read({ status: 400, body: fault({ message: `${whole}x` }) }))).details.providerMessage).toBe('…');
	});
});

describe('the pause that a 429 asks for', () => {
	const inTenSeconds = new Date(NOW + 10_000).toUTCString();

	it.each([
		['seconds', { 'retry-after': '7' }, 7000],
		['no seconds', { 'Retry-After': '0' }, 0],
		['half a second', { 'retry-after': '0.5' }, 500],
		['a date', { 'retry-after': inTenSeconds }, 10_000],
		['a date of the past', { 'retry-after': new Date(NOW - 1000).toUTCString() }, 0],
		['milliseconds', { 'retry-after-ms': '250' }, 250],
		['milliseconds before seconds', { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
		['seconds where the milliseconds are garbage', { 'retry-after-ms': 'soon', 'retry-after': '7' }, 7000],
		['nothing', {}, undefined],
		['garbage', { 'retry-after': 'soon' }, undefined],
		['two of them', { 'retry-after': ['1', '2'] }, undefined],
	])('as %s', async (_what, headers, retryAfterMs) => {
		expect((await errorOf(() => read({ status: 429, headers }))).details.retryAfterMs).toBe(retryAfterMs);
		expect((await errorOf(() => read({ status: 503, headers }))).details.retryAfterMs).toBe(retryAfterMs);
	});

	it('stands in the body where no header says so', async () => {
		const body = fault({ wait: 3 });
		expect((await errorOf(() => read({ status: 429, body }))).details.retryAfterMs).toBe(3000);
		expect((await errorOf(() => read({ status: 429, body, headers: { 'retry-after': '7' } }))).details.retryAfterMs).toBe(7000);
	});

	it('is told in whole seconds', async () => {
		expect((await errorOf(() => read({ status: 429, headers: { 'retry-after-ms': '1200' } }))).message).toContain('wait 2 s');
	});

	it('is not read from other refusals', async () => {
		expect((await errorOf(() => read({ status: 400, headers: { 'retry-after': '7' } }))).details.retryAfterMs).toBeUndefined();
		expect((await errorOf(() => read({ status: 500, headers: { 'retry-after': '7' } }))).details.retryAfterMs).toBeUndefined();
	});
});
