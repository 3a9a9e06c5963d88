import { describe, expect, it } from '@jest/globals';
import { buildTap } from '../../page/messages/tap.mts';
import { ANA, BEN, message, tapback } from '../harness/made-up-messages.mts';

const love = { reaction: 'love', emoji: '❤️' } as const;
const redHeart = { reaction: 'emoji', emoji: '❤️' } as const;
const sticker = { reaction: 'sticker', emoji: null } as const;

describe('a tap', () => {
	it('adds where nothing of this person stands on this part', () => {
		const others = message({ tapbacks: [tapback({ actor: BEN }), tapback({ partIndex: 1 })] });
		expect(buildTap({ message: others, partIndex: 0, actor: ANA }, love)).toEqual({
			messageId: 'm1',
			partIndex: 0,
			actor: ANA,
			action: 'add',
			reaction: 'love',
		});
	});

	it('on the same again takes it back', () => {
		const loved = message({ tapbacks: [tapback()] });
		expect(buildTap({ message: loved, partIndex: 0, actor: ANA }, love)).toMatchObject({ action: 'remove', reaction: 'love' });
		const stuck = message({ tapbacks: [tapback(sticker)] });
		expect(buildTap({ message: stuck, partIndex: 0, actor: ANA }, sticker)).toMatchObject({ action: 'remove', reaction: 'sticker' });
	});

	it('on another replaces', () => {
		const loved = message({ tapbacks: [tapback()] });
		expect(buildTap({ message: loved, partIndex: 0, actor: ANA }, sticker)).toMatchObject({ action: 'add' });
	});

	it('never takes the classic heart for the emoji ❤️', () => {
		const loved = message({ tapbacks: [tapback()] });
		expect(buildTap({ message: loved, partIndex: 0, actor: ANA }, redHeart)).toMatchObject({
			action: 'add',
			reaction: 'emoji',
			emoji: '❤️',
		});
	});

	it('keeps the skin tone', () => {
		const liked = message({ tapbacks: [tapback({ reaction: 'emoji', emoji: '👍🏽' })] });
		const tap = { message: liked, partIndex: 0, actor: ANA };
		expect(buildTap(tap, { reaction: 'emoji', emoji: '👍🏽' })).toMatchObject({ action: 'remove', emoji: '👍🏽' });
		expect(buildTap(tap, { reaction: 'emoji', emoji: '👍' })).toMatchObject({ action: 'add', emoji: '👍' });
	});
});
