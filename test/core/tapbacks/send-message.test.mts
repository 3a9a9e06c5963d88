import { describe, expect, it } from '@jest/globals';

import { sendMessage } from '../../../core/tapbacks/send-message.ts';
import { outcomeOfStatus } from '../../../core/model/message.ts';
import type { Provider } from '../../../core/providers/provider.ts';
import { PROVIDERS } from '../../../core/providers/registry.ts';
import { lostAnswer, madeUp, scriptedConnection } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';
import { codec, parse } from '../../harness/core/messages.mts';

describe.each([...PROVIDERS])('$name’s codec', (provider) => {
	it('never throws on what it doesn’t know', () => {
		for (const payload of [
			undefined,
			null,
			7,
			'x',
			[],
			{},
			{ event: 'x' },
			{ data: null },
			{ event_type: 'message.received', data: { id: '' } },
		]) {
			expect(parse(provider.id, payload)).toBeUndefined();
		}
	});

	it('says in whole sentences what an answer means', () => {
		for (const { hint } of codec(provider.id).errorRules) expect(hint).toMatch(/^[A-Z][^']*[.]$/);
	});
});

describe('the outcome of a message', () => {
	const sending: Provider = madeUp({
		messages: {
			addressedBy: 'either',
			mostMedia: 1,
			errorRules: [{ status: 404, code: 'TARGET_NOT_FOUND', hint: 'Look at the address.' }],
			build: ({ text, key }) => ({ method: 'POST', path: '/send', body: { text }, idempotent: key === undefined ? false : true }),
			parse: () => ({ outcome: 'accepted', messageId: 'm1', conversationId: null }),
			parseMessage: () => undefined,
		},
	});

	it('is unknown where the answer was lost, after one request', async () => {
		const { connection, sent: requests } = scriptedConnection([lostAnswer()]);
		expect(await sendMessage(sending, { text: 'Hi' }, connection)).toMatchObject({ outcome: 'unknown', messageId: null });
		expect(requests).toHaveLength(1);
	});

	it('is unknown after a 500, too', async () => {
		const { connection, sent: requests } = scriptedConnection([{ status: 500, body: '{}' }]);
		expect(await sendMessage(sending, { text: 'Hi' }, connection)).toMatchObject({ outcome: 'unknown' });
		expect(requests).toHaveLength(1);
	});

	it('is known after a repeat that a key made harmless', async () => {
		const { connection, sent: requests } = scriptedConnection([lostAnswer()]);
		expect(await sendMessage(sending, { text: 'Hi', key: 'k' }, connection)).toMatchObject({ outcome: 'accepted', messageId: 'm1' });
		expect(requests).toHaveLength(2);
	});

	it('is told by the rules for messages, not by those for tapbacks', async () => {
		const errors = { read: () => ({}), rules: [{ status: 404, code: 'TARGET_NOT_FOUND' as const, hint: 'Check Message ID.' }] };
		const { connection } = scriptedConnection([{ status: 404 }]);
		const error = await errorOf(async () => await sendMessage({ ...sending, errors }, { text: 'Hi' }, connection));
		expect(error.message).toBe('Madeup answered 404. Look at the address.');
	});

	it.each([
		['queued', 'accepted'],
		[undefined, 'accepted'],
		['SENT', 'applied'],
		['delivered', 'applied'],
	])('of the status %s is %s', (status, outcome) => expect(outcomeOfStatus('Madeup', status)).toBe(outcome));
});
