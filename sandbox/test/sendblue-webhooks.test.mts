import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { ReactionInput } from '../src/index.mts';
import { caller, seeded, settle } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const LINE = '+12025550101';
const HOOKS = '/api/account/webhooks';

const sandbox = useSandbox();
const receiver = useReceiver();
const call = caller(sandbox, 'sendblue');

describe('an inbound Sendblue tapback', () => {
	const cases: [string, ReactionInput['reaction'], string | undefined, string, string][] = [
		['love', 'love', undefined, 'Loved “Q”', 'Removed a heart from “Q”'],
		['like', 'like', undefined, 'Liked “Q”', 'Removed a like from “Q”'],
		['dislike', 'dislike', undefined, 'Disliked “Q”', 'Removed a dislike from “Q”'],
		['laugh', 'laugh', undefined, 'Laughed at “Q”', 'Removed a laugh from “Q”'],
		['emphasize', 'emphasize', undefined, 'Emphasized “Q”', 'Removed an exclamation from “Q”'],
		['question', 'question', undefined, 'Questioned “Q”', 'Removed a question mark from “Q”'],
		['an emoji', 'emoji', '🔥', 'Reacted 🔥 to “Q”', 'Removed 🔥 from “Q”'],
		['a sticker', 'sticker', undefined, 'Reacted with a sticker to “Q”', 'Removed a sticker from “Q”'],
	];
	it.each(cases)('of %s is Apple’s text in a message of its own', async (_, reaction, emoji, added, removed) => {
		await call('POST', HOOKS, { webhooks: [receiver.url] });
		const { human } = seeded(sandbox, 'sendblue');
		sandbox.control.react('sendblue', { messageId: human.id, reaction, emoji });
		sandbox.control.react('sendblue', { messageId: human.id, reaction, emoji, action: 'remove' });
		const [first, second] = await receiver.received(2);
		const quote = (text: string) => text.replace('“Q”', '“Is the table for tonight still free?”');
		expect([first?.json.content, second?.json.content]).toEqual([quote(added), quote(removed)]);
		expect(first?.json).toMatchObject({
			is_outbound: false,
			status: 'RECEIVED',
			number: '+12025550123',
			sendblue_number: LINE,
			service: 'iMessage',
			message_type: 'message',
		});
		expect(first?.json.message_handle).not.toBe(human.id);
		const rows = await call('GET', `/api/v2/messages?number=%2B12025550123&limit=2`);
		expect(rows.json.data).toEqual([second?.json, first?.json]);
	});

	it('on an image names the image', async () => {
		await call('POST', HOOKS, { webhooks: [receiver.url] });
		const { multiPart } = seeded(sandbox, 'sendblue');
		sandbox.control.react('sendblue', { messageId: multiPart.id, reaction: 'love', partIndex: 1 });
		expect((await receiver.received(1))[0]?.json.content).toBe('Loved an image');
	});

	it('never comes when the quirk says none', async () => {
		await call('POST', HOOKS, { webhooks: [receiver.url] });
		sandbox.control.changeQuirks('sendblue', { inboundTapbacks: 'none' });
		sandbox.control.react('sendblue', { messageId: seeded(sandbox, 'sendblue').human.id, reaction: 'love' });
		await settle();
		expect(receiver.calls).toEqual([]);
	});

	it('of a group says which', async () => {
		await call('POST', HOOKS, { webhooks: [receiver.url] });
		const { group } = seeded(sandbox, 'sendblue');
		sandbox.control.react('sendblue', { messageId: group.id, reaction: 'like', actor: '+12025550123' });
		expect((await receiver.received(1))[0]?.json).toMatchObject({
			message_type: 'group',
			group_id: group.conversationId,
			number: '+12025550123',
		});
	});
});

describe('a Sendblue delivery', () => {
	async function tap() {
		sandbox.control.react('sendblue', { messageId: seeded(sandbox, 'sendblue').human.id, reaction: 'love' });
		return (await receiver.received(1))[0];
	}

	it('carries no secret when none is set', async () => {
		await call('POST', HOOKS, { webhooks: [receiver.url] });
		expect((await tap())?.headers).not.toHaveProperty('sb-signing-secret');
	});

	it('carries the global secret, or the own one of its hook', async () => {
		await call('POST', HOOKS, {
			webhooks: [receiver.url, { url: receiver.url, secret: 'own' }],
			globalSecret: 'global',
		});
		await tap();
		const calls = await receiver.received(2);
		expect(calls.map(({ headers }) => headers['sb-signing-secret'])).toEqual(['global', 'own']);
	});

	it('carries an HMAC beside it by quirk', async () => {
		sandbox.control.changeQuirks('sendblue', { hmac: true });
		await call('POST', HOOKS, { webhooks: [{ url: receiver.url, secret: 'own' }] });
		const received = await tap();
		const header = String(received?.headers['x-sendblue-signature']);
		const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
		expect(v1).toBe(createHmac('sha256', 'own').update(`${t}.${received?.body}`).digest('hex'));
	});

	it('is retried three times on 5xx and not on 4xx', async () => {
		await call('POST', HOOKS, { webhooks: [receiver.url] });
		receiver.statuses.push(500, 500, 500, 500, 500);
		await tap();
		await receiver.received(4);
		await settle();
		expect(receiver.calls).toHaveLength(4);
		receiver.statuses.splice(0, 9, 404);
		sandbox.control.sendMessage('sendblue', { from: 'human', text: 'Hello?' });
		await settle();
		expect(receiver.calls).toHaveLength(5);
	});

	it('goes only to the lines a hook names', async () => {
		await call('POST', HOOKS, { webhooks: [{ url: receiver.url, sendblue_numbers: ['+12025550102'] }] });
		sandbox.control.react('sendblue', { messageId: seeded(sandbox, 'sendblue').human.id, reaction: 'love' });
		sandbox.control.react('sendblue', {
			messageId: seeded(sandbox, 'sendblue').secondLine.id,
			reaction: 'like',
		});
		await receiver.received(1);
		await settle();
		expect(receiver.calls.map(({ json }) => json.content)).toEqual(['Liked “Hello, second line!”']);
	});
});

describe('Sendblue webhooks', () => {
	it('are appended by POST, repeats and all, and deleted by exact URL', async () => {
		await call('POST', HOOKS, { webhooks: ['https://example.com/a'] });
		const again = await call('POST', HOOKS, {
			webhooks: ['https://example.com/a', { url: 'https://example.com/b', secret: 's' }],
			type: 'receive',
		});
		expect(again.json.webhooks).toEqual({
			receive: ['https://example.com/a', 'https://example.com/a', { url: 'https://example.com/b', secret: 's' }],
		});
		await call('DELETE', HOOKS, { webhooks: ['https://example.com/a'] });
		expect((await call('GET', HOOKS)).json).toEqual({
			status: 'OK',
			webhooks: { receive: [{ url: 'https://example.com/b', secret: 's' }] },
		});
	});

	it('are replaced altogether by PUT', async () => {
		await call('POST', HOOKS, { webhooks: ['https://example.com/a'], globalSecret: 'g' });
		await call('PUT', HOOKS, { webhooks: { outbound: ['https://example.com/c'] } });
		expect((await call('GET', HOOKS)).json.webhooks).toEqual({ outbound: ['https://example.com/c'] });
	});

	it('upgrade http elsewhere and refuse what is no URL', async () => {
		expect((await call('POST', HOOKS, { webhooks: ['http://example.com/a'] })).json.webhooks).toEqual({
			receive: ['https://example.com/a'],
		});
		expect((await call('POST', HOOKS, { webhooks: ['nonsense'] })).status).toBe(400);
		expect((await call('POST', HOOKS, { webhooks: ['https://example.com'], type: 'reaction' })).status).toBe(400);
	});
});
