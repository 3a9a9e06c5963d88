import { createHmac } from 'node:crypto';

import { describe, expect, it, jest } from '@jest/globals';
import type { ICredentialType } from 'n8n-workflow';
import ts from 'typescript';

import { authenticationHeaders } from '../../core/http/authentication.ts';
import { createApiClient } from '../../core/http/client.ts';
import { readTapbacks } from '../../core/tapbacks/read.ts';
import { receiveWebhook } from '../../core/webhook/receive.ts';
import { isRegistered, registerWebhook, unregisterWebhook } from '../../core/webhook/register.ts';
import { sendTapback, type SendOptions } from '../../core/tapbacks/send.ts';
import { sweepWebhooks } from '../../core/webhook/sweep.ts';
import { PROVIDERS } from '../../core/providers/registry.ts';
import { createToggleMemory } from '../../core/tapbacks/toggle-memory.ts';
import { credentialClassName, credentialSource } from '../../scripts/credential-source.mts';
import { pigeon } from '../harness/core/pigeon.mts';
import { NOW, ok, scriptedConnection } from '../harness/core/made-up.mts';
import { errorOf } from '../harness/error-of.mts';

const options = (connection: SendOptions['connection']): SendOptions => ({
	connection,
	memory: createToggleMemory(),
	whenUnsupported: 'error',
});

describe('a sixth provider in the flows', () => {
	it('sends, with its own parameters and retries', async () => {
		const { connection, sent } = scriptedConnection([{ status: 418 }, ok()]);
		const command = { action: 'add', messageId: 'p:2/note-1', reaction: 'love', fields: { loft: 'north' } } as const;
		expect(await sendTapback(pigeon, command, options(connection))).toMatchObject({
			outcome: 'accepted',
			traceId: 'feather',
			command: { messageId: 'note-1', partIndex: 2 },
		});
		expect(sent.map(({ method, url, body }) => [method, url, body])).toEqual(
			Array(2).fill(['PUT', 'https://api.madeup.example/notes/note-1', { action: 'add', kind: 'love', loft: 'north' }]),
		);
	});

	it('refuses what it can’t do or isn’t given, before anything is sent', async () => {
		const { connection, sent } = scriptedConnection();
		const command = { action: 'add', messageId: 'note-1', reaction: 'emoji', emoji: '🐦', fields: { loft: 'north' } } as const;
		expect((await errorOf(async () => await sendTapback(pigeon, command, options(connection)))).message).toContain(
			'Pigeons carry no emoji.',
		);
		expect((await errorOf(async () => await sendTapback(pigeon, { ...command, fields: {} }, options(connection)))).details.field).toBe(
			'loft',
		);
		expect(sent).toEqual([]);
	});

	it('reads the live set', async () => {
		const { connection } = scriptedConnection([ok({ kinds: ['love', 'coo'] })]);
		expect(await readTapbacks(pigeon, { messageId: 'note-1' }, connection)).toMatchObject([
			{ reaction: { type: 'love' }, messageId: 'note-1' },
		]);
	});

	it('receives what is genuine and nothing else', async () => {
		const rawBody = Buffer.from('{"id":"e1","type":"reaction","kind":"love","message":"note-1","by":"sam@example.com"}');
		const seal = createHmac('sha256', 's').update(rawBody).digest('hex');
		const filter = { actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [], includeOwn: false };
		const listen = { secrets: ['old', 's'], now: NOW, filter, textFallback: false, includeRaw: false };
		const received = receiveWebhook(pigeon, { headers: { 'X-Seal': seal }, rawBody }, listen);
		expect(received).toMatchObject({
			kind: 'tapback',
			event: { provider: 'pigeon', eventId: 'e1', reaction: 'love', emoji: '❤️', actor: 'sam@example.com' },
		});
		for (const headers of [{}, { 'X-Seal': seal.replace(/^./, 'g') }]) {
			expect((await errorOf(() => receiveWebhook(pigeon, { headers, rawBody }, listen))).code).toBe('NOT_VERIFIED');
		}
	});

	it('registers beside others, is found again and leaves', async () => {
		const others = { id: 'h0', url: 'https://other.example' };
		const ours = { id: 'h1', url: 'https://n8n.example/webhook/1' };
		const { connection, sent } = scriptedConnection([ok([others]), ok({ id: 'h1' }), ok([others, ours]), ok([others, ours]), ok()]);
		const call = createApiClient(pigeon, connection);
		const spec = { url: ours.url, fields: {}, knownSecret: undefined, newSecret: () => 'fresh' };
		const known = await registerWebhook(pigeon, call, spec);
		expect(known).toEqual({ id: 'h1', url: ours.url, secret: 'fresh' });
		expect(await isRegistered(pigeon, call, spec, known)).toBe(true);
		await unregisterWebhook(pigeon, call, spec);
		expect(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
			'GET /perches',
			'POST /perches',
			'GET /perches',
			'GET /perches',
			'DELETE /perches/h1',
		]);
	});

	it('is swept of what is over', async () => {
		const webhooks = ['https://other.example', 'https://n8n.example/over'].map((url, i) => ({ id: `h${i}`, url }));
		const { connection, sent } = scriptedConnection([ok(webhooks), ok()]);
		const spec = { url: 'https://n8n.example/new', fields: {}, knownSecret: undefined, newSecret: () => 'fresh' };
		expect(await sweepWebhooks(pigeon, createApiClient(pigeon, connection), spec, (url) => url.endsWith('/over'))).toEqual([
			'https://other.example',
		]);
		expect(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual(['GET /perches', 'DELETE /perches/h1']);
	});

	it('is authenticated by its template', () => expect(authenticationHeaders(pigeon, { ringNumber: '7' })).toEqual({ 'X-Ring': 'ring 7' }));
});

/** n8n's nodes as they are with one more line in the registry. */
async function nodesWithPigeon() {
	const providers = [...PROVIDERS, pigeon];
	let loaded: Awaited<ReturnType<typeof load>> | undefined;
	await jest.isolateModulesAsync(async () => {
		jest.doMock('../../core/providers/registry.ts', () => ({
			PROVIDERS: providers,
			DEFAULT_PROVIDER: pigeon,
			providerById: (id: string) => providers.find((each) => each.id === id),
		}));
		loaded = await load();
	});
	jest.dontMock('../../core/providers/registry.ts');
	if (loaded === undefined) throw new Error('The nodes were not loaded.');
	return loaded;
}

async function load() {
	const { SendTapback } = await import('../../nodes/SendTapback/SendTapback.node.ts');
	const { InboundTapback } = await import('../../nodes/InboundTapback/InboundTapback.node.ts');
	return [new SendTapback().description, new InboundTapback().description] as const;
}

describe('a sixth provider in n8n', () => {
	it('is an option and has a credential slot of its own in both nodes', async () => {
		for (const { properties, credentials } of await nodesWithPigeon()) {
			expect(properties.find(({ name }) => name === 'provider')?.options).toContainEqual({ name: 'Pigeon Post', value: 'pigeon' });
			const others = properties
				.find(({ name }) => name === 'provider')
				?.options?.flatMap((option) => ('value' in option && option.value !== 'pigeon' ? [option.value] : []));
			expect(others).toHaveLength(5);
			expect(credentials).toContainEqual(
				expect.objectContaining({
					name: 'pigeonTapbackApi',
					required: true,
					displayOptions: { show: { '@version': [1] }, hide: { provider: others } },
				}),
			);
		}
	});

	it('has its fields, shown for it alone', async () => {
		const [send, inbound] = await nodesWithPigeon();
		const ofPigeon = (from: typeof send) =>
			from.properties.filter(({ displayOptions }) => String(displayOptions?.show?.provider) === 'pigeon');
		expect(ofPigeon(send)).toMatchObject([
			{ name: 'messageId', modes: [{ name: 'id', placeholder: 'e.g. note-1' }] },
			{
				type: 'notice',
				displayName: 'Emoji: Pigeons carry no emoji. An emoji fails, or is skipped with Options → When Unsupported → Skip.',
			},
			{
				name: 'loft',
				type: 'options',
				required: true,
				typeOptions: { loadOptionsMethod: 'loft' },
				displayOptions: { show: { operation: ['add', 'remove'] } },
			},
			{ name: 'roof', type: 'string', displayOptions: { show: { operation: ['get', 'tally'] } } },
		]);
		expect(ofPigeon(inbound)).toMatchObject([
			{ name: 'lofts', type: 'multiOptions', displayOptions: { show: { registration: ['automatic'] } } },
		]);
		const text = JSON.stringify(inbound.properties.find(({ name }) => name === 'options'));
		expect(text).toContain('messages that Pigeon Post delivers as text');
	});

	it('is named below each node on the canvas', async () => {
		for (const { subtitle } of await nodesWithPigeon()) expect(subtitle).toContain('"pigeon":"Pigeon Post"');
	});

	it('is nowhere without its line in the registry', async () => {
		expect(JSON.stringify(await load())).not.toMatch(/pigeon/i);
	});
});

describe('a sixth provider’s credential', () => {
	const { outputText, diagnostics } = ts.transpileModule(credentialSource(pigeon), {
		reportDiagnostics: true,
		compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
	});
	const exported: Record<string, new () => Pick<ICredentialType, 'authenticate'>> = {};
	new Function('exports', outputText)(exported);

	it('is a class of the right name that compiles', () => {
		expect(diagnostics).toEqual([]);
		expect(credentialClassName(pigeon)).toBe('PigeonTapbackApi');
		expect(Object.keys(exported)).toEqual(['PigeonTapbackApi']);
	});

	it('adds the secret to a request, and leaves the rest as it is', async () => {
		const { authenticate } = exported.PigeonTapbackApi ? new exported.PigeonTapbackApi() : {};
		if (typeof authenticate !== 'function') throw new Error('It declares no authentication.');
		const request = { url: 'https://api.pigeon.example/notes', qs: { limit: 1 }, headers: { accept: 'text/plain' } };
		expect(await authenticate({ ringNumber: '4747' }, request)).toEqual({
			...request,
			headers: { accept: 'text/plain', 'X-Ring': 'ring 4747' },
		});
	});

	it('holds what the provider says, quotes and backslashes included', () => {
		const credential = exported.PigeonTapbackApi && new exported.PigeonTapbackApi();
		expect(credential).toMatchObject({
			name: 'pigeonTapbackApi',
			displayName: 'Pigeon Post Tapback API',
			properties: [
				{ name: 'ringNumber', typeOptions: { password: true }, placeholder: 'e.g. it\'s on the "ring"' },
				{ name: 'webhookSecret', description: expect.stringContaining("It's in the loft \\ on a note.") },
				{ name: 'baseUrl', default: 'https://api.pigeon.example' },
			],
		});
	});
});
