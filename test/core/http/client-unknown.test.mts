import { describe, expect, it } from '@jest/globals';

import type { ErrorRule } from '../../../core/http/api.ts';
import { createApiClient } from '../../../core/http/client.ts';
import type { HttpRequest } from '../../../core/http/types.ts';
import { lostAnswer, madeUp, refusedConnection, scriptedConnection, type Reply } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const rules: ErrorRule[] = [
	{ status: 404, code: 'TARGET_NOT_FOUND', hint: 'Check Message ID.' },
	{ status: 422, code: 'TARGET_UNSUPPORTED', hint: 'It takes none.' },
];
const provider = madeUp({ errors: { rules, read: () => undefined } });

const POST: HttpRequest = { method: 'POST', path: '/x', idempotent: true };
const many = (reply: Reply) => Array.from({ length: 9 }, () => reply);

async function failureAfter(replies: Reply[], request: HttpRequest = POST) {
	const { connection } = scriptedConnection(replies);
	return await errorOf(async () => await createApiClient(provider, connection)(request));
}

describe('a refusal after an attempt that may have taken effect', () => {
	it.each([
		['a redirect', { status: 302 }, 'answered with a redirect (302)'],
		['a wrong key', { status: 401 }, 'Madeup answered 401'],
		['an empty account', { status: 402 }, 'Madeup answered 402'],
		['429s without end', { status: 429 }, 'Madeup answered 429'],
		['a pause beyond patience', { status: 429, headers: { 'retry-after': '3600' } }, 'It asks to wait 3600 s'],
		['nobody there any more', refusedConnection(), 'Madeup could not be reached'],
	])('leaves it in doubt, and says both: %s', async (_what, reply, said) => {
		const { code, message } = await failureAfter([lostAnswer(), ...many(reply)]);
		expect(code).toBe('NO_ANSWER');
		expect(message).toContain(said);
		expect(message).toContain('An earlier attempt may have taken effect all the same: Madeup sent no complete response');
	});

	it('has the code of what was in doubt, and the details of the refusal', async () => {
		expect(await failureAfter([{ status: 503 }, { status: 403 }])).toMatchObject({ code: 'PROVIDER_FAILED', details: { status: 403 } });
		expect(await failureAfter([{ body: '<html>' }, { status: 403 }])).toMatchObject({ code: 'BAD_ANSWER', details: { status: 403 } });
	});

	it.each([
		[404, 'TARGET_NOT_FOUND'],
		[422, 'TARGET_UNSUPPORTED'],
	])('stays one where the target can’t have taken it before: %i', async (status, code) => {
		const failure = await failureAfter([lostAnswer(), { status }]);
		expect(failure.code).toBe(code);
		expect(failure.message).not.toContain('earlier attempt');
	});

	it('stays one where nothing can take effect: a GET', async () => {
		expect(await failureAfter([lostAnswer(), { status: 403 }], { ...POST, method: 'GET' })).toMatchObject({ code: 'NOT_ALLOWED' });
	});

	it('stays one after attempts that surely did nothing', async () => {
		expect(await failureAfter([{ status: 429 }, refusedConnection(), { status: 403 }])).toMatchObject({ code: 'NOT_ALLOWED' });
	});

	it('keeps no secret of either', async () => {
		const words = 'no key-12345';
		const plain = { headers: { 'content-type': 'text/plain' }, body: words };
		const { message } = await failureAfter([
			{ status: 503, ...plain },
			{ status: 403, ...plain },
		]);
		expect(message.match(/no \[hidden\]/g)).toHaveLength(2);
		expect(message).not.toContain('key-12345');
	});
});
