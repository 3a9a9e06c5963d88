import { describe, expect, it } from '@jest/globals';

import { forEachCase } from './cases.mts';
import { documentsOf } from './documents.mts';
import { checkText } from './leaks.mts';
import { mutate } from './mutate.mts';
import { receive } from './receive.mts';
import { SCHEMES, signed } from './schemes.mts';
import { watchSurroundings } from './surroundings.mts';
import { checkWellFormed } from './well-formed.mts';
import { checkFacts } from './wire-paths.mts';

watchSurroundings();

const SHARE = 0.05 / SCHEMES.length;

describe.each([...SCHEMES])('$title', (scheme) => {
	const { provider, secret } = scheme;
	const documents = documentsOf(provider).map((document) => JSON.stringify(document));

	it('reads any genuine payload, however it is built: never a throw, another target or another reaction', () => {
		const kinds = { tapback: 0, message: 0, ignored: 0 };
		forEachCase(SHARE, (chance) => {
			const text = mutate(chance, chance.pick(documents));
			const rawBody = Buffer.from(text);
			const id = chance.pick(['evt_1', 'del_msg_7_num_1', '__proto__']);
			const delivery = { headers: signed(scheme, rawBody, { id }), rawBody };
			const choices = { includeRaw: chance.once(2), withMessages: !chance.once(4), textFallback: !chance.once(4) };
			try {
				const received = receive(provider, delivery, [secret], choices);
				kinds[received.kind] += 1;
				checkWellFormed(received);
				if (received.kind === 'ignored') return;
				checkFacts(received, JSON.parse(text), delivery);
				if (chance.once(4)) checkText(JSON.stringify(received));
			} catch (error) {
				throw new Error(`${String(error)} ${text.slice(0, 3000)}`, { cause: error });
			}
		});
		expect(Math.min(kinds.tapback, kinds.message, kinds.ignored)).toBeGreaterThan(0);
	});
});
