import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { TapbackError } from '../../core/index.ts';
import { documentsOf } from './documents.mts';
import { BESIDE, EXTREMES } from './extremes.mts';
import { receive } from './receive.mts';
import { SCHEMES, VENDORS, signed, type Scheme } from './schemes.mts';
import { watchSurroundings } from './surroundings.mts';
import { checkWellFormed } from './well-formed.mts';

watchSurroundings();

/** Of the slowest machine for 16 MB. What takes time by the square would need hours. */
const LONGEST_MS = 10_000;

const MEGABYTE = 1024 * 1024;

describe.each([...EXTREMES])('a body of %s', (_what, make) => {
	let rawBody = Buffer.alloc(0);
	beforeAll(() => void (rawBody = Buffer.from(make())));
	afterAll(() => void (rawBody = Buffer.alloc(0)));

	it.each([...VENDORS])('signed for $title is read or ignored', (scheme) => {
		const startedAt = performance.now();
		const received = receive(scheme.provider, { headers: signed(scheme, rawBody), rawBody }, [scheme.secret], { includeRaw: true });
		expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS);
		checkWellFormed(received);
		if (received.kind === 'tapback') expect(() => JSON.stringify(received.event)).not.toThrow();
	});

	it.each([...SCHEMES])('unsigned for $title is refused, and before it is parsed', (scheme) => {
		const parse = jest.spyOn(JSON, 'parse');
		try {
			expect(() => receive(scheme.provider, { headers: forged(scheme), rawBody }, [scheme.secret])).toThrow(TapbackError);
			// What Tuco signs is what JSON.stringify makes of it, so that a body of an ordinary size must be read.
			if (scheme.provider.id !== 'tuco' || rawBody.length > MEGABYTE) expect(parse.mock.calls.length).toBe(0);
		} finally {
			parse.mockRestore();
		}
	});
});

describe.each([...BESIDE])('a tapback beside %s is %s', (_what, kind, make) => {
	it.each([...VENDORS])('from $title, and can be written', (scheme) => {
		const rawBody = Buffer.from(JSON.stringify(documentsOf(scheme.provider)[0]).replace('{', `{"beside":${make()},`));
		const received = receive(scheme.provider, { headers: signed(scheme, rawBody), rawBody }, [scheme.secret], { includeRaw: true });
		expect(received.kind).toBe(kind);
		checkWellFormed(received);
		expect(JSON.stringify(received)).not.toBe('');
	});
});

/** The proof of another body, or another secret. */
function forged(scheme: Scheme): Record<string, string> {
	return scheme.signsBody ? signed(scheme, Buffer.from('{}')) : signed(scheme, Buffer.from(''), { secret: `${scheme.secret}0` });
}
