import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';

import { providerById } from '../../../../core/index.ts';
import { tapback, tapbackOf } from '../../src/index.mts';
import { errorOf, useHarness } from '../harness/bots.mts';

const harness = useHarness();
const linq = providerById('linq');

describe('what is tapped', () => {
	it('can be an id, a target, or what bot.reply() gave back', async () => {
		const { plugin } = harness.bot(linq);
		const { id } = harness.message(linq);
		for (const subject of [id, { messageId: id }, { id }]) {
			expect(await plugin.api.send(subject, 'love')).toMatchObject({ messageId: id });
		}
		expect(await plugin.api.send({ messageId: id, partIndex: 0 }, 'love')).toMatchObject({ partIndex: 0 });
	});

	it('is found by messageIdOf, where the adapter keeps the id elsewhere', async () => {
		const { id } = harness.message(linq);
		const { controller, hear } = harness.bot(linq, { messageIdOf: ({ providerId }) => providerId });
		controller.on('message', async (bot, message) => void (await bot.tapback(message, 'love')));
		await hear('hi', { id: 'of-the-adapter', channelData: { providerId: id } });
		expect(harness.standing(linq)).toEqual(['love']);
	});

	it('is never guessed', async () => {
		const { plugin } = harness.bot(linq);
		for (const subject of [
			{},
			{ id: '' },
			{ incoming_message: {} },
			{ tapback: { messageId: null }, incoming_message: { id: harness.message(linq).id } },
		]) {
			const failing = Reflect.apply(plugin.api.send, undefined, [subject, 'love']);
			expect(await errorOf(failing)).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'messageId' } });
		}
	});

	it('takes one of the six or one emoji, and tells a typo', async () => {
		const { plugin } = harness.bot(linq);
		const { id } = harness.message(linq);
		expect(await errorOf(plugin.api.send(id, 'lovee'))).toMatchObject({ details: { field: 'reaction' } });
		expect(await errorOf(plugin.api.send(id, '🔥🔥'))).toMatchObject({ details: { field: 'emoji' } });
		expect(await plugin.api.send(id, '❤️')).toMatchObject({ reaction: 'emoji', emoji: '❤️' });
		expect(harness.standing(linq)).toEqual(['❤️']);
	});

	it('is skipped where the provider can’t and that is no error', async () => {
		const tuco = providerById('tuco');
		const { plugin } = harness.bot(tuco, { whenUnsupported: 'skip' });
		const { id } = harness.message(tuco);
		expect(await plugin.api.send(id, '🔥')).toMatchObject({ outcome: 'skipped' });
		expect(await errorOf(plugin.api.send(id, '🔥', { whenUnsupported: 'error' }))).toMatchObject({ code: 'UNSUPPORTED' });
	});

	it('can be taken off without a memory of it, where the user knows what stands', async () => {
		const tuco = providerById('tuco');
		const { id } = harness.message(tuco);
		await harness.bot(tuco).plugin.api.send(id, 'love');
		const { plugin } = harness.bot(tuco);
		expect(await errorOf(plugin.api.remove(id, 'love'))).toMatchObject({
			code: 'STATE_UNKNOWN',
			message: expect.stringMatching(/Nothing was sent\. .*as the option currentTapback\.$/),
		});
		await plugin.api.remove(id, 'love', { currentTapback: 'love' });
		expect(harness.standing(tuco)).toEqual([]);
	});

	it('is known after a restart, with a storage, where the provider toggles', async () => {
		const tuco = providerById('tuco');
		const storage = new MemoryStorage();
		const { id } = harness.message(tuco);
		const aProcess = () => harness.bot(tuco, { storage }).plugin.api;
		await aProcess().send(id, 'love');
		expect(await aProcess().send(id, 'love')).toMatchObject({ outcome: 'unchanged' });
		expect(await aProcess().send(id, 'like')).toMatchObject({ outcome: 'applied', previous: { reaction: 'love' } });
		expect(await aProcess().remove(id, 'like')).toMatchObject({ outcome: 'applied' });
		expect(await aProcess().remove(id, 'like')).toMatchObject({ outcome: 'unchanged' });
		expect([harness.standing(tuco), harness.control.requests({ provider: 'tuco' }).length]).toEqual([[], 3]);
	});

	it('goes out where the storage fails or hangs, and that is told', async () => {
		const tuco = providerById('tuco');
		const { id } = harness.message(tuco);
		const broken = {
			read: () => Promise.reject(new Error('no disk')),
			write: () => Promise.reject(new Error('no disk')),
			delete: async () => undefined,
		};
		const { plugin, errors } = harness.bot(tuco, { storage: broken });
		expect(await plugin.api.send(id, 'love')).toMatchObject({ outcome: 'applied' });
		expect(await plugin.api.send(id, 'love')).toMatchObject({ outcome: 'unchanged' });
		expect(errors.map(({ message }) => message)).toContain('The current tapback on a message could not be stored or read: no disk');
	});
});

describe('the plugin', () => {
	it('stands at controller.plugins.tapback, and is given typed by tapbackOf', () => {
		const { controller, plugin } = harness.bot(linq);
		expect(controller.plugins.tapback).toBe(plugin.api);
		expect(tapbackOf(controller)).toBe(plugin.api);
	});

	it('is missed by name where it isn’t used', () => {
		const { controller } = harness.bot(linq);
		Reflect.deleteProperty(controller.plugins, 'tapback');
		expect(() => tapbackOf(controller)).toThrow('usePlugin');
	});

	it('belongs to one controller', () => {
		const plugin = tapback({ provider: 'linq', credentials: { apiKey: 'x' } });
		const { controller } = harness.bot(linq);
		Reflect.deleteProperty(controller.plugins, 'tapback');
		plugin(controller).init?.(controller);
		expect(() => plugin(controller)).toThrow('belongs to one controller');
	});
});
