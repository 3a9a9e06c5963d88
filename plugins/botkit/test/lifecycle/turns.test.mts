import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';
import express from 'express';
import { gzipSync } from 'node:zlib';

import { providerById } from '../../../../core/index.ts';
import type { Storage } from '../../src/index.mts';
import { useAskingHarness } from '../harness/asking-bots.mts';
import { listen } from '../harness/heard.mts';
import { until } from '../harness/bots.mts';
import { gate, holdTurn } from '../harness/gate.mts';
import { awaitedDelivery, post, type WebhookOptions } from '../harness/deliveries.mts';

const { harness, asking, written } = useAskingHarness();
const linq = providerById('linq');
const prepared = (webhook?: WebhookOptions) => awaitedDelivery(harness, linq, webhook);

describe('where the program may stop with the answer', () => {
	it('waitForTurn answers once the turn is over', async () => {
		const { bot, url, body, headers } = await prepared({ waitForTurn: true });
		const { open, steps } = holdTurn(bot);
		const answered = post(url, body, headers).then((status) => steps.push(String(status)));
		await until(() => steps.includes('begun'), 'the turn');
		open();
		await answered;
		expect(steps).toEqual(['begun', 'done', '202']);
	});

	it('drain resolves once the turn is over that begins after the answer', async () => {
		const { bot, url, body, headers } = await prepared();
		const { open, opened } = gate();
		let isDone = false;
		bot.controller.on('tapback', async () => {
			await opened;
			isDone = true;
		});
		expect(await post(url, body, headers)).toBe(202);
		expect(await bot.plugin.api.drain({ timeoutMs: 20 })).toBe(false);
		open();
		expect(await bot.plugin.api.drain()).toBe(true);
		expect(isDone).toBe(true);
	});

	it('drain waits for an acknowledgement that no turn waits for', async () => {
		const bot = harness.bot(linq, { acknowledge: 'like' });
		await bot.hear('hi', { id: harness.message(linq).id });
		await bot.plugin.api.drain();
		expect(harness.standing(linq)).toEqual(['like']);
	});

	it('drain waits for the choice of an acknowledgement', async () => {
		const { open, opened } = gate();
		const choose = async () => await opened.then(() => 'like');
		const bot = harness.bot(linq, { acknowledge: choose });
		await bot.hear('hi', { id: harness.message(linq).id });
		expect(await bot.plugin.api.drain({ timeoutMs: 20 })).toBe(false);
		open();
		expect(await bot.plugin.api.drain()).toBe(true);
		expect(harness.standing(linq)).toEqual(['like']);
	});

	it('drain waits until a question is written down', async () => {
		const { open, opened } = gate();
		const real = new MemoryStorage();
		let isWritten = false;
		const storage: Storage = {
			read: async (keys) => await real.read(keys),
			async write(changes) {
				const isQuestion = Object.keys(changes).some((key) => key.includes('/questions/'));
				if (isQuestion) await opened;
				await real.write(changes);
				isWritten ||= isQuestion;
			},
			delete: async (keys) => await real.delete(keys),
		};
		const { bot } = await asking({}, {}, { storage });
		await bot.hear('book', written());
		expect(await bot.plugin.api.drain({ timeoutMs: 20 })).toBe(false);
		open();
		expect(await bot.plugin.api.drain()).toBe(true);
		expect(isWritten).toBe(true);
	});

	it('drain waits for the turn that a deadline began', async () => {
		const { open, opened } = gate();
		const steps: string[] = [];
		const { bot } = await asking({
			deadlineMs: 30,
			onAnswer: async () => {
				steps.push('begun');
				await opened;
				steps.push('done');
			},
		});
		await bot.hear('book', written());
		await until(() => steps.length > 0, 'the end of the time');
		expect(await bot.plugin.api.drain({ timeoutMs: 20 })).toBe(false);
		open();
		expect(await bot.plugin.api.drain()).toBe(true);
		expect(steps).toEqual(['begun', 'done']);
	});

	it.each([
		['unpacked', (body: Buffer) => body, {}],
		['packed', (body: Buffer) => gzipSync(body), { 'content-encoding': 'gzip' }],
	] as const)('a Buffer in request.body is the raw body: %s', async (_what, packed, encoding) => {
		const { bot, body, headers } = await prepared();
		const heard = listen(bot);
		const url = await harness.serve((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => void chunks.push(chunk));
			request.on('end', () => void bot.plugin.api.handler(Object.assign(request, { body: Buffer.concat(chunks) }), response));
		});
		expect(await post(url, packed(body), { ...headers, ...encoding })).toBe(202);
		await until(() => heard.events.length > 0, 'the tapback');
	});

	it('a Buffer that a parser unpacked is the raw body, whatever the header says', async () => {
		const { bot, body, headers } = await prepared();
		const app = express();
		app.use(express.raw({ type: '*/*' }));
		app.use((request, response) => void bot.plugin.api.handler(request, response));
		const all = { ...headers, 'content-encoding': 'gzip' };
		expect(await post(await harness.serve(app), gzipSync(body), all)).toBe(202);
	});
});

describe('shutdown', () => {
	it('ends the timers, and leaves the questions to the next process', async () => {
		const storage = new MemoryStorage();
		const first = await asking({ deadlineMs: 300 }, { storage });
		await first.bot.hear('book', written());
		await first.bot.plugin.api.drain();
		await first.bot.controller.shutdown();
		await new Promise((resolve) => setTimeout(resolve, 500));
		expect(first.answers).toEqual([]);
		const second = await asking({ deadlineMs: 300 }, { storage });
		await until(() => second.answers.length > 0, 'the end of the time');
		expect(second.answers).toMatchObject([{ timedOut: true }]);
	});

	it('asks providers to come again', async () => {
		const { bot, url, body, headers } = await prepared();
		await bot.controller.shutdown();
		expect(await post(url, body, headers)).toBe(503);
	});
});
