import { describe, expect, it } from '@jest/globals';

import { afterToggle, decideToggle, toToggleState, type ToggleState, type ToggleDecision } from '../../../core/tapbacks/toggle.ts';
import type { Action } from '../../../core/model/reaction.ts';

type Row = [possible: ToggleState[] | undefined, action: Action, wanted: ToggleState, decision: ToggleDecision];

const TABLE: Row[] = [
	[undefined, 'add', 'love', 'send'],
	[undefined, 'remove', 'love', 'unknown'],
	[['none'], 'add', 'love', 'send'],
	[['none'], 'remove', 'love', 'unchanged'],
	[['love'], 'add', 'love', 'unchanged'],
	[['love'], 'remove', 'love', 'send'],
	[['love'], 'add', 'like', 'send'],
	[['love'], 'remove', 'like', 'unchanged'],
	[['none', 'love'], 'add', 'love', 'unknown'],
	[['none', 'love'], 'remove', 'love', 'unknown'],
	[['none', 'love'], 'add', 'like', 'send'],
	[['none', 'love'], 'remove', 'like', 'unchanged'],
	[['like', 'love'], 'add', 'love', 'unknown'],
	[['like', 'love'], 'remove', 'love', 'unknown'],
	[['emoji:❤️'], 'add', 'love', 'send'],
	[['emoji:❤️'], 'remove', 'love', 'unchanged'],
	[['emoji:❤️'], 'remove', 'emoji:❤️', 'send'],
	[['emoji:👍'], 'add', 'emoji:👍🏽', 'send'],
];

describe('a toggle', () => {
	it.each(TABLE)('when %j may stand: to %s %s is %s', (possible, action, wanted, decision) => {
		expect(decideToggle(action, wanted, possible)).toBe(decision);
	});

	it('knows the state after an answer, and both states without one', () => {
		expect(afterToggle('add', 'love', ['like'])).toEqual({ done: ['love'], unanswered: ['like', 'love'] });
		expect(afterToggle('remove', 'love', ['love'])).toEqual({ done: ['none'], unanswered: ['love', 'none'] });
		expect(afterToggle('add', 'love', undefined)).toEqual({ done: ['love'], unanswered: ['none', 'love'] });
	});

	it('lists no state twice', () => {
		expect(afterToggle('add', 'love', ['none', 'love'])).toEqual({ done: ['love'], unanswered: ['none', 'love'] });
	});

	it('keeps the classic heart and the emoji ❤️ apart', () => {
		expect(toToggleState({ type: 'love' })).toBe('love');
		expect(toToggleState({ type: 'emoji', emoji: '❤️' })).toBe('emoji:❤️');
	});
});
