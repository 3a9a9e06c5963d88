import { describe, expect, it } from '@jest/globals';

import { isSameMessageId, parseTarget } from '../../../core/model/target.ts';

describe('a target', () => {
	it.each([
		['p:0/GUID', { messageId: 'GUID', partIndex: 0 }],
		['p:2/GUID', { messageId: 'GUID', partIndex: 2 }],
		['p:12/a/b', { messageId: 'a/b', partIndex: 12 }],
		['bp:GUID', { messageId: 'GUID' }],
		['GUID', { messageId: 'GUID' }],
	])('%s is read', (text, target) => expect(parseTarget(text)).toEqual(target));

	it.each(['', 'p:/GUID', 'p:2/', 'p:-1/GUID', 'p:1.5/GUID', 'p:12345/GUID', 'P:1/GUID', 'xp:1/GUID', 'iMessage;-;a:b', 'bp:', 'q:1/GUID'])(
		'%p stays as it is and names no part',
		(text) => expect(parseTarget(text)).toEqual({ messageId: text }),
	);

	it('without a part is not part 0', () => {
		expect(parseTarget('GUID')).not.toHaveProperty('partIndex');
		expect(parseTarget('bp:GUID')).not.toHaveProperty('partIndex');
	});
});

describe('two ids of messages', () => {
	it.each([
		['ABCDEF11-2222-4333-8444-5555555555AB', 'abcdef11-2222-4333-8444-5555555555ab'],
		['65F1A2B3C4D5E6F708192A3B', '65f1a2b3c4d5e6f708192a3b'],
		['msg_01AbC', 'msg_01AbC'],
	])('are the same: %s, %s', (a, b) => expect(isSameMessageId(a, b)).toBe(true));

	it.each([
		['msg_01AbC', 'msg_01abc'],
		// Hexadecimal by chance.
		['ABCD', 'abcd'],
		['ABCDEF11-2222-4333-8444-5555555555AB', 'ABCDEF11-2222-4333-8444-5555555555AC'],
		['iMessage;-;ABCDEF1122223333', 'imessage;-;abcdef1122223333'],
	])('are two: %s, %s', (a, b) => expect(isSameMessageId(a, b)).toBe(false));
});
