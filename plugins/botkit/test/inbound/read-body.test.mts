import { createServer } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';
import express from 'express';

import { providerById } from '../../../../core/index.ts';
import { listen } from '../harness/heard.mts';
import { codesOf, until, useHarness, type Bot } from '../harness/bots.mts';
import { headersOf, post, postInPieces, signedDelivery } from '../harness/deliveries.mts';

const harness = useHarness();
const linq = providerById('linq');

async function prepared(make: () => Bot = () => harness.bot(linq, { webhook: {} })) {
	const bot = make();
	const arrival = await signedDelivery(harness, linq, bot, { reaction: 'emoji', emoji: '🔥' });
	return { bot, heard: listen(bot), body: arrival.rawBody, headers: headersOf(arrival) };
}

async function expectHeard(heard: ReturnType<typeof listen>): Promise<void> {
	await until(() => heard.events.length > 0, 'the tapback');
	expect(heard.events).toMatchObject([{ reaction: 'emoji', emoji: '🔥' }]);
}

describe('the webhook on Botkit’s own server', () => {
	it('verifies an emoji that two packets share', async () => {
		const { bot, heard, body, headers } = await prepared();
		const middle = body.indexOf(Buffer.from('🔥')) + 2;
		expect(middle).toBeGreaterThan(2);
		const pieces = [body.subarray(0, middle), body.subarray(middle)];
		expect(await postInPieces(await bot.url(), pieces, headers)).toBe(202);
		await expectHeard(heard);
	});

	it.each([
		['gzip', gzipSync],
		['deflate', deflateSync],
		['br', brotliCompressSync],
	] as const)('verifies what comes compressed by %s', async (encoding, compress) => {
		const { bot, heard, body, headers } = await prepared();
		expect(await post(await bot.url(), compress(body), { ...headers, 'content-encoding': encoding })).toBe(202);
		await expectHeard(heard);
	});

	it.each(['text/plain', 'application/octet-stream', 'application/x-www-form-urlencoded', 'application/json; charset=iso-8859-1'])(
		'reads the bytes of the content type %s',
		async (type) => {
			const { bot, heard, body, headers } = await prepared();
			expect(await post(await bot.url(), body, { ...headers, 'content-type': type })).toBe(202);
			await expectHeard(heard);
		},
	);

	it('takes no more than it was told to, compressed or not', async () => {
		const { bot, headers } = await prepared(() => harness.bot(linq, { webhook: { maxBytes: 2000 } }));
		const url = await bot.url();
		expect(await post(url, 'x'.repeat(2001), headers)).toBe(413);
		expect(await post(url, gzipSync(Buffer.alloc(50_000)), { ...headers, 'content-encoding': 'gzip' })).toBe(413);
		const chunk = [Buffer.from('7d0\r\n'), Buffer.alloc(2000, 'x'), Buffer.from('\r\n')];
		const pieces = [...chunk, ...chunk, Buffer.from('0\r\n\r\n')];
		expect(await postInPieces(url, pieces, { ...headers, 'transfer-encoding': 'chunked' })).toBe(413);
	});

	it('refuses what isn’t a delivery', async () => {
		const { bot, heard, body, headers } = await prepared();
		const url = await bot.url();
		const get = await fetch(url);
		expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
		expect(await post(url, '')).toBe(401);
		expect(await post(url, '{"half":', { 'content-type': 'application/json' })).toBe(401);
		expect(await post(url, body.subarray(1), headers)).toBe(401);
		expect(await post(url, body, { ...headers, 'content-encoding': 'gzip' })).toBe(401);
		expect(await post(url, body, { ...headers, 'content-encoding': 'zstd' })).toBe(415);
		expect(heard.events).toEqual([]);
	});

	it('leaves Botkit’s own routes alone', async () => {
		const bot = harness.bot(linq, { webhook: {} });
		bot.controller.webserver.post('/mine', (request: { body: unknown }, response: { json(body: unknown): void }) =>
			response.json(request.body),
		);
		const url = await bot.url('/mine');
		const answer = await fetch(url, { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } });
		expect(await answer.json()).toEqual({ a: 1 });
	});

	it('stands at the path that was asked for, and only there', async () => {
		const { bot, body, headers } = await prepared(() => harness.bot(linq, { webhook: { path: '/elsewhere' } }));
		expect(await post(await bot.url(), body, headers)).toBe(404);
		expect(await post(`${await bot.url('/elsewhere')}?a=1`, body, headers)).toBe(202);
	});
});

describe('the handler elsewhere', () => {
	const standAlone = () => harness.bot(linq, { webhook: {} }, { disable_webserver: true });

	it('stands alone where Botkit has no web server', async () => {
		const { bot, heard, body, headers } = await prepared(standAlone);
		const url = await harness.serve((request, response) => void bot.plugin.api.handler(request, response));
		expect(await post(url, body, headers)).toBe(202);
		await expectHeard(heard);
	});

	it('is a route on an express of the user’s, with nothing before it', async () => {
		const app = express();
		const { heard, body, headers } = await prepared(() => harness.bot(linq, { webhook: {} }, { webserver: app }));
		expect(await post(await harness.serve(app), body, headers)).toBe(202);
		await expectHeard(heard);
	});

	it('is content with the bytes that express.json({ verify }) kept', async () => {
		const app = express();
		app.use(express.json({ verify: (request, _response, bytes) => void Object.assign(request, { rawBody: bytes }) }));
		const { heard, body, headers } = await prepared(() => harness.bot(linq, { webhook: {} }, { webserver: app }));
		expect(await post(await harness.serve(app), gzipSync(body), { ...headers, 'content-encoding': 'gzip' })).toBe(202);
		await expectHeard(heard);
	});

	it('says what to do where a parser ate the bytes', async () => {
		const app = express();
		app.use(express.json());
		const { bot, heard, body, headers } = await prepared(() => harness.bot(linq, { webhook: {} }, { webserver: app }));
		expect(await post(await harness.serve(app), body, headers)).toBe(500);
		expect(bot.errors).toMatchObject([{ message: expect.stringContaining('express.json({ verify') }]);
		expect(heard.events).toEqual([]);
	});

	it('asks to come again as long as there is no bot', async () => {
		const { tapback } = await import('../../src/index.mts');
		const { api } = tapback({ provider: 'linq', credentials: { apiKey: 'x' }, webhook: { secret: 'whsec_x' } });
		expect(await post(await harness.serve((request, response) => void api.handler(request, response)), '{}')).toBe(503);
	});

	it('refuses everything as long as there is no secret, and says so', async () => {
		const bot = standAlone();
		const url = await harness.serve((request, response) => void bot.plugin.api.handler(request, response));
		expect(await post(url, '{}')).toBe(401);
		expect(codesOf(bot.errors)).toEqual(['SECRET_MISSING']);
		expect(bot.errors[0]?.message).toContain('register()');
	});

	it('survives a sender that goes away in the middle', async () => {
		const bot = standAlone();
		const server = createServer((request, response) => void bot.plugin.api.handler(request, response));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		const { connect } = await import('node:net');
		const socket = connect(port, '127.0.0.1');
		socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
		setTimeout(() => socket.destroy(), 50);
		await until(() => bot.errors.length > 0, 'the report');
		expect(bot.errors[0]?.message).toContain('could not be answered');
		server.close();
	});
});
