import { describe, it } from '@jest/globals';
import fc from 'fast-check';

import { SEED } from './cases.mts';
import { documentsOf } from './documents.mts';
import { placesIn, write } from './places.mts';
import { receive } from './receive.mts';
import { SCHEMES, signed } from './schemes.mts';
import { watchSurroundings } from './surroundings.mts';
import { checkWellFormed } from './well-formed.mts';
import { checkFacts } from './wire-paths.mts';

watchSurroundings();

const RUNS = 500;

const value = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.double(),
	fc.string({ unit: 'binary' }),
	fc.constantFrom('love', '❤️', 'Loved “x”'),
);

/** Other values at some places of a payload; shrunk to the fewest and simplest that fail. */
const edits = fc.array(fc.record({ at: fc.nat(200), value }), { maxLength: 5 });

describe.each([...SCHEMES])('$title', (scheme) => {
	const { provider, secret } = scheme;

	it.each(documentsOf(provider).map((_, index) => index))('reads payload %i with any values in it', (index) => {
		const document = JSON.stringify(documentsOf(provider)[index]);
		const property = fc.property(edits, (edited) => {
			const root: { payload: unknown } = { payload: JSON.parse(document) };
			for (const { at, value } of edited) {
				const places = placesIn(root);
				const place = places[at % places.length];
				if (place) write(place, value);
			}
			const rawBody = Buffer.from(JSON.stringify(root.payload));
			const delivery = { headers: signed(scheme, rawBody), rawBody };
			const received = receive(provider, delivery, [secret]);
			checkWellFormed(received);
			checkFacts(received, JSON.parse(String(rawBody)), delivery);
		});
		fc.assert(property, { numRuns: RUNS, seed: SEED });
	});
});
