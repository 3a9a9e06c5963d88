import { describe, expect, it } from '@jest/globals';

import type { Delivery } from '../../core/providers/webhook.ts';
import { oneBitOff } from './bits.mts';
import { documentsOf } from './documents.mts';
import { checkRefusal } from './leaks.mts';
import { receive } from './receive.mts';
import { SCHEMES, signed, type Scheme } from './schemes.mts';
import { watchSurroundings } from './surroundings.mts';

watchSurroundings();

function isTaken({ provider, secret }: Scheme, delivery: Delivery): boolean {
	try {
		receive(provider, delivery, [secret]);
		return true;
	} catch (error) {
		checkRefusal(error);
		return false;
	}
}

function genuine(scheme: Scheme): Array<{ headers: Record<string, string>; rawBody: Buffer }> {
	return documentsOf(scheme.provider).map((document) => {
		const rawBody = Buffer.from(JSON.stringify(document));
		return { headers: signed(scheme, rawBody), rawBody };
	});
}

describe.each([...SCHEMES])('$title: of a genuine request', (scheme) => {
	it('nothing is changed and it is taken', () => {
		for (const delivery of genuine(scheme)) expect(isTaken(scheme, delivery)).toBe(true);
	});

	it(scheme.signsBody ? 'no bit of the body may be another' : 'every bit of the body may be another, for it isn’t signed', () => {
		for (const delivery of genuine(scheme)) {
			const bodies = [...oneBitOff(delivery.rawBody)];
			const taken = bodies.filter((rawBody) => isTaken(scheme, { ...delivery, rawBody }));
			expect(taken.map(String)).toHaveLength(scheme.signsBody ? 0 : bodies.length);
		}
	});

	it.each([...scheme.headers])('no bit of %s may be another', (name) => {
		for (const delivery of genuine(scheme)) {
			const values = [...oneBitOff(Buffer.from(delivery.headers[name] ?? '', 'latin1'))].map((bytes) => bytes.toString('latin1'));
			expect(values.length).toBeGreaterThan(0);
			expect(values.filter((value) => isTaken(scheme, { ...delivery, headers: { ...delivery.headers, [name]: value } }))).toEqual([]);
		}
	});
});

describe('Tuco, which signs what JSON.stringify writes: of a genuine request', () => {
	const tuco = SCHEMES.filter(({ provider }) => provider.id === 'tuco');
	const written = (text: string): string | undefined => {
		try {
			return JSON.stringify(JSON.parse(text));
		} catch {
			return undefined;
		}
	};

	it.each(tuco)('a bit may be another where the body says the same to the last value, and nowhere else', (scheme) => {
		const body = `{\t"event": "message.reaction",\r\n\t"size": 1e+21, "data": { "reaction": "love", "emoji": "\\u001f" } }`;
		const headers = signed(scheme, Buffer.from(written(body) ?? ''));
		const bodies = [...oneBitOff(Buffer.from(body))];
		const taken = bodies.filter((rawBody) => isTaken(scheme, { headers, rawBody })).map(String);
		expect(taken).toEqual(bodies.map(String).filter((changed) => written(changed) === written(body)));
		expect(taken).not.toEqual([]);
	});
});
