import { describe, expect, it } from '@jest/globals';

import { forEachCase } from './cases.mts';
import { documentsOf } from './documents.mts';
import { garbage } from './garbage.mts';
import { receive } from './receive.mts';
import { SCHEMES, signed } from './schemes.mts';
import { watchSurroundings } from './surroundings.mts';
import { checkWellFormed } from './well-formed.mts';

watchSurroundings();

const SHARE = 0.05 / SCHEMES.length;

describe.each([...SCHEMES])('$title', (scheme) => {
	const { provider, secret } = scheme;
	const documents = documentsOf(provider).map((document) => JSON.stringify(document));

	it('ignores what is genuine and no payload, and parse and parseMessage never throw', () => {
		let ignored = 0;
		forEachCase(SHARE, (chance) => {
			const rawBody = garbage(chance, chance.pick(documents));
			try {
				const received = receive(provider, { headers: signed(scheme, rawBody), rawBody }, [secret]);
				checkWellFormed(received);
				if (received.kind === 'ignored') ignored += 1;
			} catch (error) {
				throw new Error(`${String(error)} ${rawBody.toString('base64')}`, { cause: error });
			}
		});
		expect(ignored).toBeGreaterThan(0);
	});
});
