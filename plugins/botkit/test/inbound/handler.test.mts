import { describe, expect, it } from '@jest/globals';

import { scenarioOf } from '../../../../test/contract/scenarios/index.mts';
import { listen } from '../harness/heard.mts';
import { ALL, codesOf, errorOf, pause, until, useHarness } from '../harness/bots.mts';

const harness = useHarness();

const FORGERIES = ['body', 'signature', 'unsigned', 'stale', 'future'] as const;

describe.each(ALL)('%s', (_name, provider) => {
	const { signing } = scenarioOf(provider);
	const hasTarget = provider.capabilities.receiveTarget.level !== 'no' || provider.readConversation !== undefined;

	async function registered() {
		const bot = harness.bot(provider, { webhook: {} });
		const url = await bot.url();
		await bot.plugin.api.register({ url });
		return { ...bot, url, heard: listen(bot) };
	}

	const react = (input: Partial<Parameters<typeof harness.control.react>[1]> = {}) =>
		harness.control.react(provider.id, { messageId: harness.message(provider).id, reaction: 'love', ...input });

	const statusOf = (id: string | undefined) =>
		harness.control.deliveries({ provider: provider.id }).find((one) => one.id === id)?.attempts[0]?.status;

	it('tells the bot of a tapback, as three events and as a Bot Framework reaction', async () => {
		const { heard, errors } = await registered();
		const { deliveries } = react();
		await until(() => heard.events.length > 0, 'the tapback');
		const { id, author } = harness.message(provider);
		expect(heard.events).toEqual([
			expect.objectContaining({
				provider: provider.id,
				action: 'added',
				reaction: 'love',
				emoji: '❤️',
				messageId: hasTarget ? id : null,
				actor: author,
				isFromMe: false,
				replaced: null,
			}),
		]);
		await until(() => heard.lines.length > 1, 'the second event');
		expect(heard.lines).toEqual(['tapback added love', 'tapback_added added love']);
		expect(heard.messages[0]?.incoming_message).toMatchObject({
			type: 'messageReaction',
			reactionsAdded: [{ type: 'love' }],
			reactionsRemoved: [],
			...(hasTarget ? { replyToId: id } : {}),
			from: { id: author },
		});
		await until(() => statusOf(deliveries[0]) !== undefined, 'the answer');
		expect(statusOf(deliveries[0])).toBe(202);
		expect(errors).toEqual([]);
	});

	if (provider.capabilities.receiveRemoved.level !== 'no') {
		it('tells it of one that is taken away', async () => {
			const { heard } = await registered();
			react();
			await until(() => heard.events.length > 0, 'the first tapback');
			react({ action: 'remove' });
			await until(() => heard.events.length > 1, 'its removal');
			expect(heard.events[1]).toMatchObject({ action: 'removed', reaction: 'love' });
			expect(heard.messages[1]?.incoming_message).toMatchObject({ reactionsAdded: [], reactionsRemoved: [{ type: 'love' }] });
		});
	}

	it('starts one turn for a delivery that comes again, one after another and at once', async () => {
		const { heard } = await registered();
		const { deliveries } = react();
		const [id = ''] = deliveries;
		await until(() => heard.lines.length > 1, 'the tapback');
		expect(await harness.control.redeliver(id)).toMatchObject({ status: 200 });
		const copies = await Promise.all([1, 2, 3, 4].map(async () => await harness.control.redeliver(id)));
		expect(copies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		await pause(50);
		expect(heard.events).toHaveLength(1);
	});

	it.each(FORGERIES)('starts nothing for a delivery that is forged: %s', async (forge) => {
		const { heard, errors } = await registered();
		const [id = ''] = react().deliveries;
		await until(() => heard.events.length > 0, 'the genuine one');
		const told = await harness.control.redeliver(id, { forge });
		if (signing[0].cannotTell.includes(forge)) return;
		expect(told).toEqual({ status: 401, body: '{"error":"Unauthorized"}' });
		await pause(30);
		expect(heard.events).toHaveLength(1);
		expect(codesOf(errors)).toEqual(['NOT_VERIFIED']);
	});

	it('answers 200 to what is filtered, and starts nothing', async () => {
		const bot = harness.bot(provider, { webhook: { reactions: ['question'] } });
		await bot.plugin.api.register({ url: await bot.url() });
		const heard = listen(bot);
		const { deliveries } = react();
		await until(() => statusOf(deliveries[0]) !== undefined, 'the delivery');
		expect(statusOf(deliveries[0])).toBe(200);
		react({ reaction: 'question' });
		await until(() => heard.events.length > 0, 'the question');
		expect(heard.events).toMatchObject([{ reaction: 'question' }]);
	});

	if (scenarioOf(provider).registration.room === 'one') {
		it('displaces nobody else’s webhook', async () => {
			const bot = harness.bot(provider, { webhook: {} });
			harness.control.addWebhook(provider.id, { url: 'https://other.example.com/hooks/imessage' });
			const before = harness.control.webhooks(provider.id);
			expect(await errorOf(bot.plugin.api.register({ url: await bot.url() }))).toMatchObject({
				code: 'WEBHOOK_CONFLICT',
				message: expect.stringContaining('pass its signing secret as webhook.secret'),
			});
			expect(harness.control.webhooks(provider.id)).toEqual(before);
		});
	}

	it('is registered once, and leaves nothing of ours behind', async () => {
		const { plugin, url } = await registered();
		const before = harness.control.webhooks(provider.id);
		await plugin.api.register({ url });
		expect(harness.control.webhooks(provider.id)).toEqual(before);
		await plugin.api.unregister({ url });
		expect(harness.control.webhooks(provider.id)).toEqual([]);
	});
});
