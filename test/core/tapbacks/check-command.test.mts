import { describe, expect, it } from '@jest/globals';

import { checkCommand, checkFields, checkReaction, type CommandInput } from '../../../core/tapbacks/check-command.ts';
import { PHONE_NUMBER } from '../../../core/model/formats.ts';
import { CLASSIC_REACTIONS } from '../../../core/model/reaction.ts';
import type { ProviderField } from '../../../core/providers/fields.ts';
import { madeUp } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const provider = madeUp();
const check = (changes: Partial<CommandInput>) => checkCommand(provider, { action: 'add', messageId: 'm1', reaction: 'love', ...changes });
const refusedField = async (act: () => unknown) => {
	const { code, details } = await errorOf(act);
	return [code, details.field];
};

describe('a message id', () => {
	it.each([
		['m1', { messageId: 'm1', partIndex: undefined }],
		['  m1\n', { messageId: 'm1', partIndex: undefined }],
		['p:2/m1', { messageId: 'm1', partIndex: 2 }],
		['bp:m1', { messageId: 'm1', partIndex: undefined }],
	])('%j is read', (messageId, target) => expect(check({ messageId })).toMatchObject(target));

	it.each(['', ' ', 'x1', 'm', 'm1 m2', 'm1/../x', 'p:1/x1', 'p:x/m1', undefined, null, 1, {}, ['m1']])(
		'%j is refused',
		async (messageId) => {
			expect(await refusedField(() => check({ messageId }))).toEqual(['INVALID_INPUT', 'messageId']);
		},
	);

	it('that is refused is named with what it must be, not in full length', async () => {
		const { message } = await errorOf(() => check({ messageId: 'x'.repeat(5000) }));
		expect(message).toContain('xx…” is malformed: a Madeup message id is an m and a number, like m1.');
		expect(message.length).toBeLessThan(300);
	});
});

describe('a part index', () => {
	it.each([
		[0, 0],
		[3, 3],
		[undefined, undefined],
		[null, undefined],
		['', undefined],
	])('%p is read as %p', (partIndex, read) => expect(check({ partIndex }).partIndex).toBe(read));

	it.each([-1, 0.5, NaN, Infinity, '0', '1', true, {}, []])('%p is refused', async (partIndex) => {
		expect(await refusedField(() => check({ partIndex }))).toEqual(['INVALID_INPUT', 'partIndex']);
	});

	it('may be given twice only if it is the same', async () => {
		expect(check({ messageId: 'p:0/m1', partIndex: 0 }).partIndex).toBe(0);
		expect(await refusedField(() => check({ messageId: 'p:1/m1', partIndex: 0 }))).toEqual(['INVALID_INPUT', 'partIndex']);
	});
});

describe('a reaction', () => {
	it.each(CLASSIC_REACTIONS)('%s is a classic, and an emoji beside it is ignored', (reaction) => {
		expect(checkReaction(reaction, '🔥')).toEqual({ type: reaction });
	});

	it.each(['❤️', '❤', '👍🏽', '👩‍👩‍👧', '🇩🇪', '1️⃣'])('emoji with %s keeps it as it is', (emoji) => {
		expect(checkReaction('emoji', emoji)).toEqual({ type: 'emoji', emoji });
	});

	it('that is missing or not one of them is named, with those there are', async () => {
		const choices = 'It must be love, like, dislike, laugh, emphasize, question, or emoji with the emoji itself in the field Emoji.';
		for (const empty of ['', undefined, null]) {
			expect((await errorOf(() => checkReaction(empty, ''))).message).toBe(`Reaction is empty. ${choices}`);
		}
		expect((await errorOf(() => checkReaction('heart', ''))).message).toBe(`Reaction “heart” is unknown. ${choices}`);
	});

	it('emoji loses the spaces around it', () => expect(checkReaction('emoji', ' 🔥 ')).toEqual({ type: 'emoji', emoji: '🔥' }));

	it.each(['heart', 'Love', 'love ', '❤️', '-love', 'sticker', 'unknown', '', undefined, null, 0, {}])(
		'%p is refused',
		async (reaction) => {
			expect(await refusedField(() => checkReaction(reaction, '🔥'))).toEqual(['INVALID_INPUT', 'reaction']);
		},
	);

	it.each(['', ' ', 'love', '🔥🔥', 'hi🔥', '-👍', undefined, null, 1, ['🔥']])('emoji with %p is refused', async (emoji) => {
		expect(await refusedField(() => checkReaction('emoji', emoji))).toEqual(['INVALID_INPUT', 'emoji']);
	});
});

describe('the fields a provider needs besides', () => {
	const field = (changes: Partial<ProviderField> = {}): ProviderField => ({
		name: 'line',
		usedBy: ['send'],
		displayName: 'Line',
		description: 'The line',
		placeholder: 'e.g. +12025550123',
		required: false,
		format: PHONE_NUMBER,
		...changes,
	});
	const fields = (spec: ProviderField, value: string | string[] | undefined) => checkFields(provider, [spec], { line: value, other: 'x' });

	it.each([
		[undefined, undefined],
		['', undefined],
		['  ', undefined],
		[' +12025550123 ', '+12025550123'],
		[['+12025550123'], '+12025550123'],
	])('%j is read as %j', (value, line) => expect(fields(field(), value)).toEqual({ line }));

	it.each([
		[undefined, undefined],
		[[], undefined],
		[['', ' '], undefined],
		['+12025550123', ['+12025550123']],
		[
			['+12025550123', '', ' +12025550199'],
			['+12025550123', '+12025550199'],
		],
	])('%j is read as the list %j', (value, line) => expect(fields(field({ many: true }), value)).toEqual({ line }));

	it.each(['', ' ', undefined])('%j is refused where one is required', async (value) => {
		const failure = await errorOf(() => fields(field({ required: true }), value));
		expect(failure).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'line' } });
		expect(failure.message).toBe('Line is empty, and Madeup needs it. Give a value like +12025550123: the line.');
		expect(await refusedField(() => fields(field({ required: true, many: true }), []))).toEqual(['INVALID_INPUT', 'line']);
	});

	it('of another form are refused by the one that is wrong', async () => {
		expect(await refusedField(() => fields(field(), '12025550123'))).toEqual(['INVALID_INPUT', 'line']);
		const { message } = await errorOf(() => fields(field({ many: true }), ['+12025550123', 'home']));
		expect(message).toBe('Line “home” is malformed: it must be a phone number with + and country code, like +12025550123.');
	});

	it('that it doesn’t know are left out', () => expect(fields(field(), '+12025550123')).not.toHaveProperty('other'));

	it('of a command are those for sending', () => {
		const command = checkCommand(madeUp({ fields: { send: [field()], get: [], inbound: [], ask: [], wait: [] } }), {
			action: 'remove',
			messageId: 'm1',
			reaction: 'love',
			fields: { line: '+12025550123' },
		});
		expect(command).toEqual({
			action: 'remove',
			messageId: 'm1',
			partIndex: undefined,
			reaction: { type: 'love' },
			fields: { line: '+12025550123' },
		});
	});
});
