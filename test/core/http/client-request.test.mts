import { describe, expect, it } from '@jest/globals';

import { createApiClient } from '../../../core/http/client.ts';
import { TransportError } from '../../../core/http/types.ts';
import { madeUp, scriptedConnection } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const provider = madeUp();
const GET = { method: 'GET', path: '/x', idempotent: false } as const;

describe('a base URL', () => {
	it.each([
		['https://api.example', 'https://api.example/x'],
		['https://api.example/', 'https://api.example/x'],
		['https://api.example///', 'https://api.example/x'],
		['https://api.example/base/', 'https://api.example/base/x'],
		['http://127.0.0.1:4000', 'http://127.0.0.1:4000/x'],
		['http://[::1]:4000/agentphone', 'http://[::1]:4000/agentphone/x'],
	])('%s asks %s', async (baseUrl, url) => {
		const { connection, sent } = scriptedConnection([], { baseUrl });
		await createApiClient(provider, connection)(GET);
		expect(sent[0]?.url).toBe(url);
	});

	it.each([
		'',
		' ',
		'api.example',
		'//api.example',
		'ftp://api.example',
		'https://',
		'https:///x',
		'https://api.example?key=1',
		'https://api.example/#top',
		'https://api.example/a b',
		' https://api.example',
		'javascript:alert(1)',
	])('%p is refused before anything is sent', async (baseUrl) => {
		const { connection, sent } = scriptedConnection([], { baseUrl });
		const failure = await errorOf(() => createApiClient(provider, connection));
		expect(failure).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'baseUrl' } });
		expect(sent).toEqual([]);
	});
});

describe('a request', () => {
	it('goes out whole, with the provider’s timeout', async () => {
		const { connection, sent } = scriptedConnection();
		await createApiClient(provider, connection)({ method: 'POST', path: '/x', query: { a: '1' }, body: { b: 2 }, idempotent: true });
		expect(sent).toEqual([{ method: 'POST', url: 'https://api.madeup.example/x', query: { a: '1' }, body: { b: 2 }, timeoutMs: 5000 }]);
	});

	it('without query and body has an empty query and none', async () => {
		const { connection, sent } = scriptedConnection();
		await createApiClient(provider, connection)(GET);
		expect(sent[0]).toMatchObject({ query: {}, body: undefined });
	});

	it('takes the timeout of the connection before that of the provider', async () => {
		const { connection, sent } = scriptedConnection([], { timeoutMs: 10 });
		await createApiClient(provider, connection)(GET);
		expect(sent[0]?.timeoutMs).toBe(10);
	});
});

describe('a lost answer', () => {
	const saidOf = async (method: 'GET' | 'POST', idempotent: boolean) => {
		const lost = Array.from({ length: 9 }, () => new TransportError('nothing came within 5 s', 'maybe'));
		const { message } = await errorOf(
			async () => await createApiClient(provider, scriptedConnection(lost).connection)({ method, path: '/x', idempotent }),
		);
		return message.replace('Madeup sent no complete response: nothing came within 5 s. ', '');
	};

	it('to a read says to try again', async () => expect(await saidOf('GET', true)).toBe('Try again later.'));

	it('to a request says that it may have been acted on, and whether it may be tried again', async () => {
		expect(await saidOf('POST', false)).toBe('It may or may not have acted on the request.');
		expect(await saidOf('POST', true)).toBe('It may or may not have acted on the request; trying again does no harm.');
	});
});

describe('a secret', () => {
	const secret = 'sk_live_0123456789';
	const echo = madeUp({
		errors: { rules: [], read: () => ({ message: `bad key ${secret}`, code: `c-${secret}`, traceId: `t-${secret}` }) },
	});

	it('that the provider repeats is in no part of the error', async () => {
		const { connection } = scriptedConnection([{ status: 401, body: '{}' }], { secrets: [secret] });
		const failure = await errorOf(async () => await createApiClient(echo, connection)(GET));
		expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure.details)}`).not.toContain(secret);
		expect(failure).toMatchObject({ code: 'AUTH_FAILED', details: { status: 401, providerMessage: 'bad key [hidden]' } });
	});

	it('that stands in a broken connection’s words is in no part of the error, nor of its cause', async () => {
		const broken = new TransportError(`GET https://x/?key=${secret} failed`, 'maybe', { cause: new Error(secret) });
		const { connection } = scriptedConnection([broken], { secrets: [secret] });
		const failure = await errorOf(async () => await createApiClient(provider, connection)(GET));
		expect(failure.message).toContain('[hidden]');
		expect(`${failure.message} ${failure.stack}`).not.toContain(secret);
		expect([failure.cause, failure.details.cause]).toEqual([undefined, undefined]);
	});

	it('is hidden whole where it starts with another one', async () => {
		const { connection } = scriptedConnection([{ status: 401, body: '{}' }], { secrets: ['sk_live', secret] });
		const failure = await errorOf(async () => await createApiClient(echo, connection)(GET));
		expect(failure.details.providerMessage).toBe('bad key [hidden]');
	});

	it('leaves no start of itself where the quoted words are cut off', async () => {
		const long = madeUp({ errors: { rules: [], read: () => ({ message: `${'x'.repeat(290)}${secret}` }) } });
		const { connection } = scriptedConnection([{ status: 401, body: '{}' }], { secrets: [secret] });
		const failure = await errorOf(async () => await createApiClient(long, connection)(GET));
		expect(failure.message).not.toContain(secret.slice(0, 8));
	});

	it.each(['', 'a', 'key'])('as short as %p hides no ordinary words', async (short) => {
		const { connection } = scriptedConnection([{ status: 401, body: '{}' }], { secrets: [short] });
		const failure = await errorOf(async () => await createApiClient(echo, connection)(GET));
		expect(failure.details.providerMessage).toBe(`bad key ${secret}`);
	});
});
