import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { headerOf } from '../../../core/http/types.ts';
import * as signature from '../../../core/webhook/signature.ts';
import { NOW } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const hmac = (key: string, ...parts: Array<string | Uint8Array>) => signature.hmacSha256(signature.keyOfText(key), ...parts);
const EXPECTED = hmac('key', 'body');
const HEX = EXPECTED.toString('hex');
const BASE64 = EXPECTED.toString('base64');

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Of 32 bytes the last digit before the padding holds four bits, and two that stand for nothing. */
const after = ([digit = '']: string) => ALPHABET.charAt(ALPHABET.indexOf(digit) + 1);

const codeOf = async (act: () => unknown) => (await errorOf(act)).code;

describe('an HMAC', () => {
	it('is the one of RFC 4231, test case 2', () => {
		expect(hmac('Jefe', 'what do ya want for nothing?').toString('hex')).toBe(
			'5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
		);
	});

	it('is over the parts, one after another, texts as UTF-8', () => {
		const whole = createHmac('sha256', 'kéy').update('t.❤️').digest('hex');
		expect(hmac('kéy', 't', '.', Buffer.from('❤️')).toString('hex')).toBe(whole);
	});
});

describe('a hex signature', () => {
	it('fits', () => expect(signature.matchesHex(EXPECTED, HEX)).toBe(true));

	it.each([
		['another one', hmac('other', 'body').toString('hex')],
		['its start', HEX.slice(0, -2)],
		['its start, odd', HEX.slice(0, -1)],
		['more than it', `${HEX}00`],
		['it and a space', `${HEX} `],
		['it and a line break', `${HEX}\n`],
		['it with a wrong digit', `${HEX.slice(0, -1)}g`],
		['it and something that is no hex', `${HEX}zz`],
		['it in upper case', HEX.toUpperCase()],
		['nothing', ''],
		['0x', `0x${HEX}`],
	])('doesn’t fit where it is %s', (_what, received) => expect(signature.matchesHex(EXPECTED, received)).toBe(false));
});

describe('a base64 signature', () => {
	it('fits', () => expect(signature.matchesBase64(EXPECTED, BASE64)).toBe(true));

	it.each([
		['another one', hmac('other', 'body').toString('base64')],
		['without padding', BASE64.replace(/=+$/, '')],
		['with a space', ` ${BASE64}`],
		['with a foreign character', `${BASE64.slice(0, 4)}!${BASE64.slice(4)}`],
		['with a bit set that stands for nothing', BASE64.replace(/.=$/, (end) => `${after(end)}=`)],
		['in base64url', EXPECTED.toString('base64url')],
		['nothing', ''],
		['hex', HEX],
	])('doesn’t fit where it is %s', (_what, received) => expect(signature.matchesBase64(EXPECTED, received)).toBe(false));
});

describe('a secret sent as text', () => {
	it.each([
		['secret', true],
		['secre', false],
		['secrets', false],
		['Secret', false],
		['', false],
	])('compared with %p is the same: %p', (received, same) => expect(signature.matchesText('secret', received)).toBe(same));
});

describe('base64', () => {
	it.each(['', 'YQ==', 'YWI=', 'YWJj', '+/+/'])('%p is', (text) => expect(signature.isBase64(text)).toBe(true));
	it.each(['Y', 'YQ', 'YQ=', 'YQ===', 'YW-_', 'YQ==YQ==', 'YWJj\n', 'YW Jj'])('%p is not', (text) =>
		expect(signature.isBase64(text)).toBe(false),
	);
});

describe('without what is needed nothing is verified', () => {
	it('the raw body', async () => {
		expect(await codeOf(() => signature.requireRawBody({ headers: {}, rawBody: undefined }))).toBe('NOT_VERIFIED');
		expect(signature.requireRawBody({ headers: {}, rawBody: new Uint8Array() })).toHaveLength(0);
	});

	it.each(['', ' ', '\t\n', 'whsec_', 'whsec_ '])('the secret %p', async (secret) => {
		expect(await codeOf(() => signature.requireSecret(secret))).toBe('SECRET_MISSING');
	});

	it.each([{}, { 'x-sig': '' }, { 'x-sig': undefined }, { 'x-sig': [] }, { 'x-sig': ['a', 'b'] }, { 'x-sig': 'a', 'X-Sig': 'b' }])(
		'the header in %j',
		async (headers) => expect(await codeOf(() => signature.requireHeader(headers, 'X-Sig'))).toBe('NOT_VERIFIED'),
	);
});

describe('a header', () => {
	it.each([{ 'x-sig': 'a' }, { 'X-SIG': 'a' }, { 'X-Sig': ['a'] }, { 'x-sig': 'a', 'X-Sig': undefined }])('is found in %j', (headers) => {
		expect(headerOf(headers, 'x-Sig')).toBe('a');
	});
});

describe('a timestamp', () => {
	const options = { now: NOW, toleranceSeconds: 300 };
	const seconds = NOW / 1000;

	it.each([0, 1, 299, 300, -299, -300])('%i seconds old is fresh', (age) => {
		expect(() => signature.requireFresh(`${seconds - age}`, options)).not.toThrow();
	});

	it.each([
		[301, 'too old'],
		[86_400, 'too old'],
		[-301, 'future'],
		[-86_400, 'future'],
	])('%i seconds old is refused as %s', async (age, why) => {
		const failure = await errorOf(() => signature.requireFresh(`${seconds - age}`, options));
		expect(failure).toMatchObject({ code: 'NOT_VERIFIED', message: expect.stringContaining(why) });
	});

	it.each([
		'',
		' ',
		'now',
		`${seconds}.5`,
		`-${seconds}`,
		`+${seconds}`,
		`${seconds} `,
		'1e9',
		'0x6955b900',
		'1234567890123',
		'2026-01-01T00:00:00Z',
		'NaN',
		'Infinity',
	])('%p is no number of seconds', async (timestamp) =>
		expect(await codeOf(() => signature.requireFresh(timestamp, options))).toBe('NOT_VERIFIED'),
	);

	it('in milliseconds is refused', async () => expect(await codeOf(() => signature.requireFresh(`${NOW}`, options))).toBe('NOT_VERIFIED'));
});
