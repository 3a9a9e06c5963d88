import { describe, expect, it } from '@jest/globals';

import { checkAskOptions, type AskOptions } from '../../../core/ask/options.ts';
import { isTapbackError } from '../../../core/model/errors.ts';

function errorOf(options: unknown): { field: string | undefined; message: string } {
	try {
		checkAskOptions(options as AskOptions);
	} catch (error) {
		if (isTapbackError(error)) return { field: error.details.field, message: error.message };
		throw error;
	}
	throw new Error('Nothing was wrong.');
}

describe('the options of a question', () => {
	it('have defaults: a heart or a thumb of anybody, at once', () => {
		expect(checkAskOptions({})).toMatchObject({
			choices: [
				{ name: 'yes', approved: true, reactions: ['love', 'like', '👍', '❤️'], needed: 1 },
				{ name: 'no', approved: false, reactions: ['dislike', '👎'], needed: 1 },
			],
			other: 'wait',
			from: 'anyone',
			reconsiderMs: 0,
			deadlineMs: null,
			text: 'words',
		});
	});

	it('name each person once, however the address is written', () => {
		const { from } = checkAskOptions({ from: ['+1 (202) 555-0123', 'tel:+12025550123', 'Sam@Example.com', 'sam@example.com '] });
		expect(from).toEqual(['+12025550123', 'sam@example.com']);
	});

	const three = ['+12025550101', '+12025550102', '+12025550103'];
	it.each<[string, AskOptions, { yes: number; no: number | null }]>([
		['the first answer', { quorum: 'first', from: three }, { yes: 1, no: 1 }],
		['everyone: the first no ends it', { quorum: 'everyone', from: three }, { yes: 3, no: 1 }],
		['two of three: two no make it impossible', { quorum: { yes: 2 }, from: three }, { yes: 2, no: 2 }],
		['one of three: all three must refuse', { quorum: { yes: 1 }, from: three }, { yes: 1, no: 3 }],
		['two of anyone: no number of no ends it', { quorum: { yes: 2 } }, { yes: 2, no: null }],
		['two of anyone, with a veto', { quorum: { yes: 2, no: 1 } }, { yes: 2, no: 1 }],
	])('count for %s', (_what, options, quorum) => {
		const [yes, no] = checkAskOptions(options).choices;
		expect({ yes: yes?.needed, no: no?.needed }).toEqual(quorum);
	});

	it.each<[field: string, options: object]>([
		['yes', { yes: ['lovee'] }],
		['yes', { yes: 'love' }],
		['no', { no: ['👎👎'] }],
		['no', { no: ['sticker'] }],
		['no', { yes: ['like'], no: ['like'] }],
		['no', { yes: ['👍'], no: ['👍🏿'] }],
		['no', { yes: ['❤️'], no: ['❤'] }],
		['no', { yes: ['love'], no: ['❤️'] }],
		['no', { yes: ['like'], no: ['👍🏽'] }],
		['other', { other: 'stop' }],
		['other', { other: ['hot'] }],
		['from', { from: [] }],
		['from', { from: [' '] }],
		['from', { from: ['Ana'] }],
		['from', { from: ['(202) 555-0123'] }],
		['from', { from: ['+12025550123; +12025550124'] }],
		['from', { from: '+12025550123' }],
		['from', { from: Array.from({ length: 257 }, (_none, index) => `+1202555${1000 + index}`) }],
		['quorum', { quorum: 'everyone' }],
		['quorum', { quorum: 'all' }],
		['quorum', { quorum: 2 }],
		['quorum.yes', { quorum: { yes: 0 } }],
		['quorum.yes', { quorum: { yes: 1.5 } }],
		['quorum.yes', { quorum: { yes: 4 }, from: three }],
		['quorum.yes', { quorum: { yes: 2 }, from: ['+12025550123', '+1 202 555 0123'] }],
		['quorum.yes', { quorum: { yes: 257 } }],
		['quorum.no', { quorum: { yes: 2, no: 0 } }],
		['quorum.no', { quorum: { yes: 2, no: 4 }, from: three }],
		['reconsiderMs', { reconsiderMs: -1 }],
		['reconsiderMs', { reconsiderMs: '1000' }],
		['deadlineMs', { deadlineMs: 0 }],
		['deadlineMs', { deadlineMs: NaN }],
		['text', { text: 'all' }],
		['yesWords', { yesWords: [''] }],
		['noWords', { noWords: 'no' }],
		['noWords', { yesWords: ['ja', 'ok'], noWords: ['nein', 'OK!'] }],
		['noWords', { yesWords: ['tak', 'no'] }],
	])('are refused by name: %s in %j', (field, options) => {
		const error = errorOf(options);
		expect(error.field).toBe(field);
		expect(error.message).toMatch(new RegExp(`^The option ${field.replace('.', '\\.')} .*\\.$`));
	});
});
