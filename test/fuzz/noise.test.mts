import { describe, expect, it } from '@jest/globals';

import { forEachCase } from './cases.mts';
import { documentsOf } from './documents.mts';
import { madeUpHeaders } from './forge.mts';
import { garbage } from './garbage.mts';
import { checkRefusal } from './leaks.mts';
import { receive } from './receive.mts';
import { VENDORS } from './schemes.mts';
import { watchSurroundings } from './surroundings.mts';

watchSurroundings();

const SHARE = 0.8 / VENDORS.length;

describe.each([...VENDORS])('$provider.name', ({ provider, secret }) => {
	const documents = documentsOf(provider).map((document) => JSON.stringify(document));

	it('refuses whatever nobody signed, by name', () => {
		let refused = 0;
		let sent = 0;
		forEachCase(SHARE, (chance) => {
			const rawBody = chance.once(4) ? Buffer.from(chance.pick(documents)) : garbage(chance, chance.pick(documents));
			sent += 1;
			try {
				receive(provider, { headers: madeUpHeaders(chance), rawBody }, [secret]);
			} catch (error) {
				checkRefusal(error);
				refused += 1;
			}
		});
		expect(refused).toBe(sent);
	});
});
