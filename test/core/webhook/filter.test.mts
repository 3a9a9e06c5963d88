import { describe, expect, it } from '@jest/globals';

import type { TapbackEvent } from '../../../core/model/tapback-event.ts';
import { whyFiltered, type TapbackFilter } from '../../../core/webhook/filter.ts';
import { EVENT } from '../../harness/core/made-up-event.mts';

const OPEN: TapbackFilter = { actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [], includeOwn: false };

const why = (filter: Partial<TapbackFilter>, event: Partial<TapbackEvent> = {}) =>
	whyFiltered({ ...EVENT, ...event }, { ...OPEN, ...filter });

describe('a filter', () => {
	it('that is empty lets everything through that others made', () => {
		expect(why({})).toBeUndefined();
		expect(
			why({}, { action: 'removed', reaction: 'unknown', actor: null, conversationId: null, messageId: null, line: null }),
		).toBeUndefined();
	});

	it('drops our own tapbacks unless they are asked for', () => {
		expect(why({}, { isFromMe: true })).toBe('own echo');
		expect(why({ includeOwn: true }, { isFromMe: true })).toBeUndefined();
		expect(why({ includeOwn: true })).toBeUndefined();
	});

	it.each([
		['action', { actions: ['removed'] }, { actions: ['removed', 'added'] }],
		['reaction', { reactions: ['like', 'emoji'] }, { reactions: ['like', 'love'] }],
		['actor', { actors: ['+12025550100'] }, { actors: ['+12025550100', '+12025550123'] }],
		['conversation', { conversationIds: ['c2'] }, { conversationIds: ['c1'] }],
		['message', { messageIds: ['m2', 'M1'] }, { messageIds: ['m1'] }],
		['line', { lines: ['+12025550100'] }, { lines: ['+12025550199'] }],
	] as Array<[string, Partial<TapbackFilter>, Partial<TapbackFilter>]>)(
		'by %s drops what isn’t listed and lets through what is',
		(name, others, listed) => {
			expect(why(others)).toBe(name);
			expect(why(listed)).toBeUndefined();
		},
	);

	it.each([
		['actor', { actors: ['+12025550123'] }, { actor: null }],
		['conversation', { conversationIds: ['c1'] }, { conversationId: null }],
		['message', { messageIds: ['m1'] }, { messageId: null }],
	] as Array<[string, Partial<TapbackFilter>, Partial<TapbackEvent>]>)('by %s drops what doesn’t say it', (name, filter, event) => {
		expect(why(filter, event)).toBe(name);
	});

	it('by line lets through what names none: the provider was told which lines to send', () => {
		expect(why({ lines: ['+12025550100'] }, { line: null })).toBeUndefined();
	});

	it.each([
		['message', { messageIds: ['ABCDEF11-2222-4333-8444-5555555555AB'] }, { messageId: 'abcdef11-2222-4333-8444-5555555555ab' }],
		['message', { messageIds: ['65f1a2b3c4d5e6f708192a3b'] }, { messageId: '65F1A2B3C4D5E6F708192A3B' }],
		[
			'conversation',
			{ conversationIds: ['ABCDEF11-2222-4333-8444-5555555555AB'] },
			{ conversationId: 'abcdef11-2222-4333-8444-5555555555ab' },
		],
	] as Array<[string, Partial<TapbackFilter>, Partial<TapbackEvent>]>)('by %s knows an id in capitals', (_, filter, event) => {
		expect(why(filter, event)).toBeUndefined();
	});

	it('keeps the classic heart and the emoji ❤️ apart', () => {
		expect(why({ reactions: ['emoji'] })).toBe('reaction');
		expect(why({ reactions: ['love'] }, { reaction: 'emoji', emoji: '❤️' })).toBe('reaction');
	});

	it.each([
		['+1 (202) 555-0123', '+12025550123'],
		['+1.202.555.0123', '+12025550123'],
		['Sam@Example.com ', 'sam@example.com'],
		['first.last@example.com', 'First.Last@example.com'],
	])('takes %p and %p for one address', (written, actor) => {
		expect(why({ actors: [written] }, { actor })).toBeUndefined();
		expect(why({ actors: [actor] }, { actor: written })).toBeUndefined();
	});

	it.each([
		['first.last@example.com', 'firstlast@example.com'],
		['+12025550123', '12025550123'],
		['+12025550123', '+120255501234'],
	])('takes %p and %p for two', (written, actor) => expect(why({ actors: [written] }, { actor })).toBe('actor'));
});
