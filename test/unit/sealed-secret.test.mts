import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { seal, unseal } from '../../nodes/AskForTapback/sealed-secret.ts';

const KEY = JSON.stringify(['a key of the credential']);

describe('a sealed secret', () => {
	it('is read with the key that sealed it', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (secret, key) => {
				expect(unseal(seal(secret, key), key)).toBe(secret);
			}),
			{ numRuns: 50 },
		);
	});

	it('is another text every time, and tells nothing of the secret or the key', () => {
		const sealed = Array.from({ length: 20 }, () => seal('whsec_verysecret', KEY));
		expect(new Set(sealed).size).toBe(20);
		for (const text of sealed) {
			const bytes = Buffer.from(text, 'base64');
			for (const told of ['whsec', 'verysecret', 'credential']) expect([text, bytes.toString('latin1')].join()).not.toContain(told);
		}
	});

	it('can’t be read with another key', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (secret, other) => {
				fc.pre(other !== KEY);
				expect(unseal(seal(secret, KEY), other)).toBeUndefined();
			}),
			{ numRuns: 50 },
		);
	});

	it('can’t be read once any bit of it is another', () => {
		const bytes = Buffer.from(seal('whsec_verysecret', KEY), 'base64');
		for (let bit = 0; bit < bytes.length * 8; bit += 1) {
			const changed = Buffer.from(bytes);
			changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			expect([bit, unseal(changed.toString('base64'), KEY)]).toEqual([bit, undefined]);
		}
	});

	it.each(['whsec_verysecret', ''])('can’t be read once it is cut off anywhere, or longer (“%s”)', (secret) => {
		const bytes = Buffer.from(seal(secret, KEY), 'base64');
		for (let length = 0; length < bytes.length; length += 1) {
			expect([length, unseal(bytes.subarray(0, length).toString('base64'), KEY)]).toEqual([length, undefined]);
		}
		expect(unseal(Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64'), KEY)).toBeUndefined();
	});

	it('never throws, whatever it is', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (text) => unseal(text, KEY) === undefined),
		);
	});
});
