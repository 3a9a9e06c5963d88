import { describe, expect, it } from '@jest/globals';

import type { Delivery } from '../../core/providers/webhook.ts';
import { documentsOf } from './documents.mts';
import { checkRefusal } from './leaks.mts';
import { receive } from './receive.mts';
import { SCHEMES, signed } from './schemes.mts';
import { watchSurroundings } from './surroundings.mts';

watchSurroundings();

describe.each([...SCHEMES])('$title', (scheme) => {
	const { provider, secret, headers: covered } = scheme;
	const rawBody = Buffer.from(JSON.stringify(documentsOf(provider)[0]));
	const headers = signed(scheme, rawBody);
	const isTaken = (changed: Delivery['headers'], body: Buffer | undefined = rawBody) => {
		try {
			receive(provider, { headers: changed, rawBody: body }, [secret]);
			return true;
		} catch (error) {
			checkRefusal(error);
			return false;
		}
	};

	it('is taken where each header is a list of one, or of another case, or the headers have no prototype', () => {
		const entries = Object.entries(headers);
		expect(isTaken(Object.fromEntries(entries.map(([name, value]) => [name, [value]])))).toBe(true);
		expect(isTaken(Object.fromEntries(entries.map(([name, value]) => [name.toUpperCase(), value])))).toBe(true);
		expect(isTaken(Object.assign(Object.create(null), headers))).toBe(true);
	});

	it('is refused without headers, without a body, and by headers that are only inherited', () => {
		expect(isTaken({})).toBe(false);
		expect(isTaken(headers, Buffer.alloc(0))).toBe(!scheme.signsBody);
		expect(isTaken(Object.create(headers))).toBe(false);
		expect(() => receive(provider, { headers, rawBody: undefined }, [secret])).toThrow(expect.objectContaining({ code: 'NOT_VERIFIED' }));
	});

	it.each([...covered])('is refused where %s is empty, missing, or there more than once', (name) => {
		const { [name]: value = '', ...others } = headers;
		const refused: Array<Delivery['headers']> = [
			{ ...others, [name]: '' },
			{ ...others, [name]: ['', ''] },
			{ ...others, [name]: [value, value] },
			{ ...others, [name]: ['', value] },
			{ ...headers, [name.toUpperCase()]: value },
			{ ...headers, [name.toUpperCase()]: '' },
			{ ...headers, [name.toUpperCase()]: [] },
		];
		// Sendblue’s secret alone is enough where there is no HMAC.
		if (name !== 'x-sendblue-signature') refused.push(others, { ...others, [name]: undefined });
		expect(refused.filter((changed) => isTaken(changed))).toEqual([]);
	});

	it.each([...covered])('is refused where %s goes on for a megabyte', (name) => {
		for (const filler of ['0', 'A', ' ', ',', 'v1,', 't=', '=', '\u0000']) {
			const startedAt = performance.now();
			const long = filler.repeat(1_000_000 / filler.length);
			expect(isTaken({ ...headers, [name]: long })).toBe(false);
			isTaken({ ...headers, [name]: `${headers[name]}${long}x` });
			expect(performance.now() - startedAt).toBeLessThan(2000);
		}
	});

	it.each(['', ' ', '\t\n', 'whsec_', 'whsec_ '])('has no use for the secret %j, whoever signs with it', (blank) => {
		const forged = signed(scheme, rawBody, { secret: blank });
		let refusal: unknown;
		try {
			receive(provider, { headers: forged, rawBody }, [blank]);
		} catch (error) {
			refusal = error;
		}
		expect(refusal).toMatchObject({ code: 'SECRET_MISSING' });
		checkRefusal(refusal);
	});
});
