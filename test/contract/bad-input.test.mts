import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, type CommandInput } from '../../core/index.ts';
import { errorOf } from '../harness/error-of.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

/** Title, what is given, the field the error names, and what its message must say: what was given, and what is allowed. */
const REFUSED: ReadonlyArray<[string, Partial<CommandInput>, string, RegExp[]]> = [
	[
		'an empty message id',
		{ messageId: '' },
		'messageId',
		[/Message ID is empty/, /id of the message: an? [A-Z]\w+ message id .*, like [^ ]+\.$/],
	],
	['a blank message id', { messageId: ' \n ' }, 'messageId', [/Message ID is empty/]],
	['no message id', { messageId: undefined }, 'messageId', [/Message ID is empty/]],
	['a number for a message id', { messageId: 42 }, 'messageId', [/Message ID must be a text, but is of the type number/]],
	[
		'a message id with spaces',
		{ messageId: 'not an id' },
		'messageId',
		[/“not an id” is malformed: an? [A-Z]\w+ message id .*, like [^ ]+\.$/],
	],
	['a message id with a control character', { messageId: 'a\u0000b' }, 'messageId', [/malformed/]],
	['an endless message id', { messageId: 'x'.repeat(5000) }, 'messageId', [/malformed/]],
	[
		'an unknown reaction',
		{ reaction: 'heart' },
		'reaction',
		[/“heart” is unknown/, /must be love, like, dislike, laugh, emphasize, question, or emoji with/],
	],
	['a reaction in capitals', { reaction: 'LOVE' }, 'reaction', [/“LOVE” is unknown/]],
	[
		'an emoji in place of a reaction',
		{ reaction: '❤️' },
		'reaction',
		[/“❤️” is unknown/, /emoji with the emoji itself in the field Emoji/],
	],
	['a minus before a reaction', { reaction: '-love' }, 'reaction', [/“-love” is unknown/]],
	['a sticker', { reaction: 'sticker' }, 'reaction', [/“sticker” is unknown/]],
	['an endless reaction', { reaction: 'x'.repeat(5000) }, 'reaction', [/“x{100}…” is unknown/]],
	['no reaction', { reaction: undefined }, 'reaction', [/Reaction is empty/]],
	['the reaction emoji without an emoji', { reaction: 'emoji' }, 'emoji', [/Emoji is empty/, /exactly one emoji, like 🎉/]],
	['two emoji', { reaction: 'emoji', emoji: '🔥🔥' }, 'emoji', [/“🔥🔥” is not exactly one emoji/, /🎉/]],
	['an emoji with a word', { reaction: 'emoji', emoji: 'hi🔥' }, 'emoji', [/“hi🔥” is not exactly one/]],
	['a word for an emoji', { reaction: 'emoji', emoji: 'fire' }, 'emoji', [/“fire” is not exactly one/]],
	['a digit for an emoji', { reaction: 'emoji', emoji: '1' }, 'emoji', [/“1” is not exactly one/]],
	['a negative part', { partIndex: -1 }, 'partIndex', [/Part Index is -1/, /whole number, and the first part of a message is 0/]],
	['half a part', { partIndex: 0.5 }, 'partIndex', [/Part Index is 0\.5/]],
	['a part that is no number', { partIndex: 'first' }, 'partIndex', [/Part Index is the text “first”/]],
	['a digit for a part', { partIndex: '1' }, 'partIndex', [/Part Index is the text “1”/]],
	['NaN for a part', { partIndex: Number.NaN }, 'partIndex', [/Part Index is NaN/]],
];

describe.each([...PROVIDERS])('$name refuses, before any request,', (provider) => {
	describe.each(['add', 'remove'] as const)('to %s', (action) => {
		it.each(REFUSED)('%s', async (_, given, field, says) => {
			const harness = sandbox.harness(provider);
			const error = await errorOf(harness.send({ action, ...given }));
			expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field } });
			for (const part of says) expect(error.message).toMatch(part);
			expect(error.message.length).toBeLessThan(600);
			expect(harness.requests()).toEqual([]);
		});
	});

	it('a message id of another provider’s shape, where its own have one', async () => {
		const harness = sandbox.harness(provider);
		const others = ['bbd89ac207b495f32a2f7bc2', '11111111-2222-4333-8444-555555555501', 'msg_0000000001'];
		const wrong = others.filter((id) => !provider.messageId.pattern.test(id));
		for (const messageId of wrong) {
			const error = await errorOf(harness.send({ messageId }));
			expect(error).toMatchObject({ code: 'INVALID_INPUT' });
			expect(error.message).toContain(provider.messageId.description);
		}
		expect(harness.requests()).toEqual([]);
	});

	it('a part that contradicts the one in the message id', async () => {
		const harness = sandbox.harness(provider);
		const { id } = harness.message();
		const error = await errorOf(harness.send({ messageId: `p:1/${id}`, partIndex: 0 }));
		expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'partIndex' } });
		expect(harness.requests()).toEqual([]);
	});

	it('bad input, even where what is not supported shall be skipped', async () => {
		const harness = sandbox.harness(provider);
		expect(await errorOf(harness.send({ reaction: 'heart' }, { whenUnsupported: 'skip' }))).toMatchObject({ code: 'INVALID_INPUT' });
	});

	it('to read an empty or malformed message id', async () => {
		const harness = sandbox.harness(provider);
		for (const messageId of ['', 'not an id']) {
			expect(await errorOf(harness.read(messageId))).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'messageId' } });
		}
		expect(harness.requests()).toEqual([]);
	});

	it('a missing or malformed value of a field that it needs besides', async () => {
		const harness = sandbox.harness(provider);
		const { scenario } = harness;
		for (const { name, displayName, required, format } of provider.fields.send) {
			const given = scenario.sendFields(harness.message());
			if (required) {
				const error = await errorOf(harness.send({ fields: { ...given, [name]: ' ' } }));
				expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: name } });
				expect(error.message).toContain(`${displayName} is empty, and ${provider.name} needs it. Give a value like `);
			}
			if (format) {
				const error = await errorOf(harness.send({ fields: { ...given, [name]: '555 0101' } }));
				expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: name } });
				expect(error.message).toContain(`${displayName} “555 0101” is malformed: it must be ${format.description}, like `);
			}
		}
		expect(harness.requests()).toEqual([]);
	});

	it('a base URL that is none, or that would leak the key into a query', async () => {
		for (const baseUrl of ['', 'api.example.com', 'ftp://api.example.com', 'https://api.example.com?key=1', 'javascript:alert(1)']) {
			const harness = sandbox.harness(provider, { baseUrl });
			expect(await errorOf(harness.send())).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'baseUrl' } });
		}
	});
});
