import { describe, expect, it } from '@jest/globals';

import { TapbackError } from '../../../core/model/errors.ts';
import type { LiveTapback } from '../../../core/model/tapback-event.ts';
import type { Provider } from '../../../core/providers/provider.ts';
import { readTapbacks, tallyTapbacks } from '../../../core/tapbacks/read.ts';
import { lostAnswer, madeUp, ok, scriptedConnection, type Reply } from '../../harness/core/made-up.mts';
import { LIVE } from '../../harness/core/made-up-event.mts';
import { errorOf } from '../../harness/error-of.mts';

const live = (partIndex: number | null): LiveTapback => ({ ...LIVE, reaction: { type: 'like' }, partIndex, actor: '+12025550101' });
const CONTENT = { id: 'm1', text: 'one\ntwo', isFromMe: false, sentAt: null, parts: ['one', 'two', null] };
const readMessage: Provider['readMessage'] = async (call) => {
	await call({ method: 'GET', path: '/m1', idempotent: true });
	return CONTENT;
};

async function read(provider: Partial<Provider>, { replies = [], ...input }: { replies?: Reply[]; includeMessage?: boolean } = {}) {
	const { connection, sent } = scriptedConnection(replies);
	const tapbacks = await readTapbacks(madeUp(provider), { messageId: 'm1', includeMessage: true, ...input }, connection);
	return { texts: tapbacks.map(({ message }) => message && message.text), requests: sent.length };
}

describe('the message of the tapbacks that are read', () => {
	it('is the part that each is on, all of it for one without a part', async () => {
		const { texts } = await read({ read: async () => ({ tapbacks: [live(0), live(1), live(2)], message: CONTENT }) });
		expect(texts).toEqual(['one', 'two', null]);
		expect((await read({ read: async () => ({ tapbacks: [live(null)], message: CONTENT }) })).texts).toEqual(['one\ntwo']);
	});

	it('is read by one request where the list doesn’t tell it', async () => {
		expect(await read({ read: async () => ({ tapbacks: [live(0)] }), readMessage }, { replies: [ok()] })).toEqual({
			texts: ['one'],
			requests: 1,
		});
	});

	it('is not read where it isn’t wanted', async () => {
		const provider = { read: async () => ({ tapbacks: [live(0)] }), readMessage };
		expect(await read(provider, { includeMessage: false })).toEqual({ texts: [null], requests: 0 });
	});

	it('is null where the provider has none', async () => {
		expect(await read({ read: async () => ({ tapbacks: [live(0)] }) })).toEqual({ texts: [null], requests: 0 });
	});

	it.each<[string, Reply]>([
		['fails', lostAnswer()],
		['is refused', { status: 403, body: '{}' }],
		['finds no message', { status: 404, body: '{}' }],
		['is asked to wait', { status: 429, headers: { 'retry-after': '60' }, body: '{}' }],
	])('is null where its read %s, and the tapbacks stay', async (_, reply) => {
		const provider = { read: async () => ({ tapbacks: [live(0)] }), readMessage };
		expect(await read(provider, { replies: [reply] })).toEqual({ texts: [null], requests: 1 });
	});

	it('hides no bug of its read', async () => {
		const bug = new Error('bug');
		const provider = { read: async () => ({ tapbacks: [live(0)] }), readMessage: async () => await Promise.reject(bug) };
		await expect(read(provider)).rejects.toBe(bug);
	});
});

describe('a tally', () => {
	const tally = async (input: object) => {
		const provider = madeUp({ read: async () => ({ tapbacks: [live(0), { ...live(1), actor: '+12025550102' }], message: CONTENT }) });
		return await tallyTapbacks(provider, { messageId: 'm1', includeMessage: true, ...input }, scriptedConnection().connection);
	};

	it('is of all parts where none is named', async () => {
		expect(await tally({})).toMatchObject({ messageId: 'm1', partIndex: null, message: { text: 'one\ntwo' }, total: 2 });
	});

	it('is of one part where one is named, with its text', async () => {
		expect(await tally({ messageId: 'p:1/m1' })).toMatchObject({ messageId: 'm1', partIndex: 1, message: { text: 'two' }, total: 1 });
	});

	it('refuses what the provider can’t read', async () => {
		const failure = await errorOf(
			async () => await tallyTapbacks(madeUp({ read: undefined }), { messageId: 'm1' }, scriptedConnection().connection),
		);
		expect(failure).toBeInstanceOf(TapbackError);
		expect(failure).toMatchObject({ code: 'UNSUPPORTED' });
	});
});
