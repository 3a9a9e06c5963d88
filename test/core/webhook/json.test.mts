import { describe, expect, it } from '@jest/globals';

import { parseJson } from '../../../core/webhook/json.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const parse = (text: string) => parseJson(Buffer.from(text));

describe('the bytes of a body', () => {
	it.each([
		['{"a":[1,"é"]}', { a: [1, 'é'] }],
		['null', null],
		[' "x"\r\n', 'x'],
	])('%j are read', (text, value) => {
		expect(parse(text)).toEqual(value);
	});

	it.each(['', '{', '{"a":NaN}', '\ufeff{}', '{}{}'])('%j are none', (text) => expect(parse(text)).toBeUndefined());

	it('are read up to 500 levels deep, and are none below', () => {
		expect(JSON.stringify(parse(nested(500)))).toBe(nested(500));
		for (const depth of [501, 100_000]) expect(parse(nested(depth))).toBeUndefined();
		expect(parse(`{"wide":[${nested(400)},${nested(502)}]}`)).toBeUndefined();
	});

	it('leave every prototype as it is', () => {
		const value = parse('{"__proto__":{"polluted":true}}');
		expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
		expect({}).not.toHaveProperty('polluted');
	});
});
