import { describe, expect, it } from '@jest/globals';

import { addressList, textList } from '../../../../nodes/shared/values/allow-list.ts';

const ACTORS = { path: 'filters.actors', label: 'Actors' };
const MESSAGES = { path: 'filters.messageIds', label: 'Message IDs' };

/** What the user entered, and what n8n made of it. */
const people = (entered: unknown, ...[value]: unknown[]) => addressList(nodeWith({ actors: entered }), ACTORS, value);
const messages = (entered: unknown, ...[value]: unknown[]) => textList(nodeWith({ messageIds: entered }), MESSAGES, value);
const nodeWith = (filters: object) => ({ parameters: JSON.parse(JSON.stringify({ filters })) });

describe('a list of who is let in', () => {
	it.each([
		['+12025550123', ['+12025550123']],
		['+1 202 555 0123, Sam@example.com', ['+12025550123', 'sam@example.com']],
		['+12025550123; +12025550124', ['+12025550123', '+12025550124']],
		['+12025550123\n+12025550124,', ['+12025550123', '+12025550124']],
		['+12025550123, tel:+12025550123', ['+12025550123']],
		['\u202a+12025550123\u202c', ['+12025550123']],
	])('%j is read', (entered, read) => expect(people(entered, entered)).toEqual(read));

	it.each([undefined, null, '', '  ', '=', [], '= '])('means everybody where %j was entered: nothing', (entered) => {
		expect(people(entered, '')).toEqual([]);
	});

	it.each([undefined, null, '', ' , ', [], [null, '']])('never means everybody where an expression came to %j', (value) => {
		expect(() => people('={{ $json.who }}', value)).toThrow(
			'Actors came out empty: its expression gave nothing. Empty the field if you mean all of them, or correct the expression.',
		);
	});

	it('never means everybody where the whole collection is an expression', () => {
		expect(() => addressList({ parameters: { filters: '={{ $json.filters }}' } }, ACTORS, undefined)).toThrow('Actors came out empty');
	});

	it('never means everybody where only commas were entered', () => {
		expect(() => people(', ,', ', ,')).toThrow('Actors came out empty');
	});

	it.each(['(202) 555-0123', 'Ana', '+12025550123 +12025550124'])('is refused with %j, which can never match', (entered) => {
		expect(() => people('={{ $json.who }}', `+12025550123, ${entered}`)).toThrow(`Actors has “${entered}”`);
	});

	it.each([
		[{ who: '+12025550123' }, 'an object'],
		[[['+12025550123']], 'a list within a list'],
		[true, 'true'],
	])('is refused where an expression gave %j', (value, kind) => {
		expect(() => people('={{ $json.who }}', value)).toThrow(`Actors holds ${kind}. It must hold texts, separated by commas.`);
	});

	it('takes a list that an expression gave', () => {
		expect(people('={{ $json.who }}', ['+12025550123', null, 'sam@example.com'])).toEqual(['+12025550123', 'sam@example.com']);
	});

	it('takes a number for its digits, which lack the +', () => {
		expect(() => people('={{ 12025550123 }}', 12025550123)).toThrow('Actors has “12025550123”, which is not a complete phone number.');
	});
});

describe('a list of ids', () => {
	it('may hold semicolons, as Apple’s do', () => {
		expect(messages('iMessage;-;a, b', 'iMessage;-;a, b')).toEqual(['iMessage;-;a', 'b']);
	});

	it('never means all where an expression came to nothing, and names the field', () => {
		expect(() => messages('={{ $json.id }}', '')).toThrow(
			expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'messageIds' } }),
		);
	});
});
