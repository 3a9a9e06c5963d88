import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { signText } from '../../../../nodes/AskForTapback/state/credential-proof.ts';
import { API_KEY, proofWith } from '../../../harness/asking-rows.mts';

describe('what is sealed', () => {
	it('is read again with the same key', async () => {
		const [one, other] = [await proofWith(), await proofWith()];
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'binary' }), async (secret) => expect(other.unseal(one.seal(secret))).toBe(secret)),
			{
				numRuns: 50,
			},
		);
	});

	it('shows nothing of itself or of the key, and is another text each time', async () => {
		const { seal } = await proofWith();
		const [one, other] = [seal('a secret address'), seal('a secret address')];
		expect(one).not.toBe(other);
		for (const sealed of [one, other, Buffer.from(one, 'base64').toString('latin1')]) {
			expect(sealed).not.toContain('secret');
			expect(sealed).not.toContain(API_KEY);
		}
	});

	it.each([
		['another key', { apiKey: 'other' }],
		['another server', { baseUrl: 'https://api.example.com' }],
		['another provider', { provider: 'tuco' }],
	])('is not read with %s', async (_, { apiKey, ...more }: { apiKey?: string; baseUrl?: string; provider?: string }) => {
		const sealed = (await proofWith()).seal('x');
		expect((await proofWith(apiKey, more)).unseal(sealed)).toBeUndefined();
	});

	it('is not read when any bit of it was changed, or any of it is missing', async () => {
		const { seal, unseal } = await proofWith();
		const bytes = Buffer.from(seal('an address'), 'base64');
		for (let bit = 0; bit < bytes.length * 8; bit += 1) {
			const changed = Buffer.from(bytes);
			changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
			expect(unseal(changed.toString('base64'))).toBeUndefined();
		}
		for (let length = 0; length < bytes.length; length += 1) expect(unseal(bytes.subarray(0, length).toString('base64'))).toBeUndefined();
	});
});

describe('what is signed', () => {
	it('is recognised by those with the same key', async () => {
		const [one, other] = [await proofWith(), await proofWith()];
		expect(other.isSigned('a', 'text', one.sign('a', 'text'))).toBe(true);
	});

	it('counts for one purpose, one text and one key', async () => {
		const { sign, isSigned } = await proofWith();
		const signature = sign('a', 'text');
		expect([isSigned('b', 'text', signature), isSigned('a', 'text ', signature)]).toEqual([false, false]);
		expect((await proofWith('other')).isSigned('a', 'text', signature)).toBe(false);
	});

	it.each([undefined, null, '', 'x', 0, true, [], {}, '0'.repeat(64)])('is not signed by %j', async (signature) => {
		expect((await proofWith()).isSigned('a', 'text', signature)).toBe(false);
	});

	it('is signed with no key that a reader of the code knows', async () => {
		const { isSigned } = await proofWith();
		for (const key of ['', 'a', API_KEY, 'tapback: a']) expect(isSigned('a', 'text', signText(key, 'text'))).toBe(false);
	});
});

describe('an account', () => {
	it('is the same for the same key, and another for each key, server and provider', async () => {
		const all = [
			await proofWith(),
			await proofWith('other'),
			await proofWith(API_KEY, { baseUrl: 'https://api.example.com' }),
			await proofWith(API_KEY, { provider: 'tuco' }),
		].map(({ account }) => account);
		expect(new Set(all).size).toBe(4);
		expect((await proofWith()).account).toBe(all[0]);
	});

	it('tells nothing of the key', async () => {
		expect((await proofWith()).account).toMatch(/^[0-9a-f]{16}$/);
	});
});
