import { describe, expect, it } from '@jest/globals';
import { TestAdapter } from 'botbuilder-core';
import { Botkit, type BotWorker } from 'botkit';
import express from 'express';

import { providerById } from '../../../core/index.ts';
import { IMessageAdapter, tapback } from '../src/index.mts';
import { listen } from './harness/heard.mts';
import { until, useHarness } from './harness/bots.mts';
import { headersOf, post, signedDelivery } from './harness/deliveries.mts';

const harness = useHarness();
const linq = providerById('linq');
const QUIET = { disable_console: true };
const LINQ = { provider: 'linq', credentials: { apiKey: 'x' } } as const;

function controllerOf(config: object = {}) {
	return new Botkit({ adapter: new TestAdapter(async () => undefined), disable_webserver: true, ...QUIET, ...config });
}

describe('what can’t work together is an error at start', () => {
	it('two plugins in one bot', () => {
		const controller = controllerOf();
		controller.usePlugin(tapback(LINQ));
		expect(() => controller.usePlugin(tapback({ provider: 'tuco', credentials: { apiKey: 'x' } }))).toThrow(/create one Botkit for each/);
	});

	it('one plugin in two bots', () => {
		const plugin = tapback(LINQ);
		controllerOf().usePlugin(plugin);
		expect(() => controllerOf().usePlugin(plugin)).toThrow(/one controller/);
	});

	it('a plugin beside the adapter that brings it along', () => {
		const controller = controllerOf({ adapter: new IMessageAdapter(LINQ) });
		expect(() => controller.usePlugin(tapback(LINQ))).toThrow(/IMessageAdapter/);
	});

	it('one adapter in two bots', () => {
		const adapter = new IMessageAdapter(LINQ);
		controllerOf({ adapter });
		expect(() => controllerOf({ adapter })).toThrow(/one controller/);
		const booted = controllerOf();
		expect(() => booted.usePlugin(adapter)).toThrow(/one controller/);
	});

	it('two plugins on one path of one web server', () => {
		const webserver = express();
		const shared = { webserver, disable_webserver: false };
		controllerOf({ ...shared, webhook_uri: '/a' }).usePlugin(tapback({ ...LINQ, webhook: {} }));
		const second = controllerOf({ ...shared, webhook_uri: '/b' });
		expect(() => second.usePlugin(tapback({ ...LINQ, webhook: {} }))).toThrow(/webhook\.path/);
		second.usePlugin(tapback({ ...LINQ, webhook: { path: '/hooks/other' } }));
	});

	it('a plugin on the path of the bot’s adapter', () => {
		const controller = controllerOf({ webserver: express(), disable_webserver: false });
		expect(() => controller.usePlugin(tapback({ ...LINQ, webhook: { path: '/api/messages' } }))).toThrow(/webhook\.path/);
	});

	it('two iMessage bots on one path of one web server', () => {
		const shared = { webserver: express(), disable_webserver: false };
		controllerOf({ ...shared, adapter: new IMessageAdapter(LINQ) });
		expect(() => controllerOf({ ...shared, adapter: new IMessageAdapter(LINQ) })).toThrow(/webhook_uri/);
		controllerOf({ ...shared, adapter: new IMessageAdapter(LINQ), webhook_uri: '/api/other' });
	});
});

describe('several providers in one program', () => {
	it('have a bot each on one web server, and each gets its own tapbacks only', async () => {
		const webserver = express();
		const url = await harness.serve(webserver);
		const bots = [linq, providerById('tuco')].map((provider) => {
			const path = `/hooks/${provider.id}`;
			const config = { webserver, disable_webserver: false, webhook_uri: `/messages/${provider.id}` };
			const bot = harness.bot(provider, { webhook: { path } }, config);
			return { provider, bot, heard: listen(bot), url: new URL(path, url).href };
		});
		for (const one of bots) await one.bot.plugin.api.register({ url: one.url });
		for (const [index, { provider, heard }] of bots.entries()) {
			const { id: messageId } = harness.message(provider);
			harness.control.react(provider.id, { messageId, reaction: 'love' });
			await until(() => heard.events.length > 0, `the tapback of ${provider.name}`);
			expect(bots.map(({ heard: { events } }) => events.length)).toEqual(index === 0 ? [1, 0] : [1, 1]);
			expect(heard.events[0]).toMatchObject({ provider: provider.id, messageId });
		}
		expect(bots.flatMap(({ bot }) => bot.errors)).toEqual([]);
	});
});

describe('an adapter for several workspaces', () => {
	it('doesn’t end the turns of tapbacks, which belong to none', async () => {
		const bot = harness.bot(linq, { webhook: {} }, { disable_webserver: true, ...manyWorkspaces() });
		const heard = listen(bot);
		const arrival = await signedDelivery(harness, linq, bot);
		const url = await harness.serve((request, response) => void bot.plugin.api.handler(request, response));
		expect(await post(url, arrival.rawBody, headersOf(arrival))).toBe(202);
		await until(() => heard.events.length + bot.errors.length > 0, 'the tapback');
		expect([heard.events.length, bot.errors]).toEqual([1, []]);
	});

	it('still ends the turns of its own that name no workspace', async () => {
		const bot = harness.bot(linq, {}, manyWorkspaces());
		await expect(bot.controller.spawn({})).rejects.toThrow('Could not create a Slack API client');
	});
});

/** As Slack’s adapter is for several workspaces: each turn must name one. */
function manyWorkspaces() {
	const adapter = Object.assign(new TestAdapter(async () => undefined), {
		name: 'Slack Adapter',
		middlewares: {
			spawn: [
				async (bot: BotWorker, next: (error?: Error) => void) => {
					const team: unknown = bot.getConfig('activity')?.conversation?.team;
					next(team === undefined ? new Error('Could not create a Slack API client') : undefined);
				},
			],
		},
	});
	return { adapter };
}
