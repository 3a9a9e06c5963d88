import { describe, expect, it } from '@jest/globals';

import { forEachCase } from './cases.mts';
import { forge, secretsFor } from './forge.mts';
import { checkRefusal } from './leaks.mts';
import { isProven } from './proof.mts';
import { receive } from './receive.mts';
import { SCHEMES } from './schemes.mts';
import { watchSurroundings } from './surroundings.mts';

watchSurroundings();

const SHARE = 0.1 / SCHEMES.length;

describe.each([...SCHEMES])('$title', (scheme) => {
	const { provider } = scheme;

	it('takes of what may be forged exactly what is signed with a secret, and refuses the rest by name', () => {
		const verdicts = { taken: 0, refused: 0 };
		forEachCase(SHARE, (chance) => {
			const request = forge(chance, scheme);
			const secrets = secretsFor(chance, scheme);
			const isGenuine = secrets.some((secret) => isProven(provider, request, secret));
			let refusal: unknown;
			try {
				receive(provider, request, secrets);
			} catch (error) {
				refusal = error;
			}
			if (refusal !== undefined) checkRefusal(refusal);
			if (isGenuine !== (refusal === undefined)) {
				const asked = JSON.stringify({ headers: request.headers, body: request.rawBody?.toString('latin1') });
				throw new Error(`It was ${isGenuine ? 'refused' : 'taken'}: ${asked}`);
			}
			verdicts[isGenuine ? 'taken' : 'refused'] += 1;
		});
		expect(Math.min(verdicts.taken, verdicts.refused)).toBeGreaterThan(0);
	});
});
