import { describe, expect, it } from '@jest/globals';

import { authenticationHeaders } from '../../../core/http/authentication.ts';
import { madeUp } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

describe('the headers of a request', () => {
	it('hold the fields of the credential', () => {
		expect(authenticationHeaders(madeUp(), { apiKey: 'k' })).toEqual({ Authorization: 'Bearer k' });
	});

	it.each([{}, { apiKey: '' }])('are none where a field is empty, which is named as users see it: %j', async (credentials) => {
		const failure = await errorOf(() => authenticationHeaders(madeUp(), credentials));
		expect(failure).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'apiKey' } });
		expect(failure.message).toBe('API Key is empty in the credential of Madeup. Enter it there.');
	});
});
