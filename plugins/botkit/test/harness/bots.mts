import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { TestAdapter } from 'botbuilder-core';
import { Botkit, type BotkitConfiguration } from 'botkit';

import { PROVIDERS, type Provider, type ProviderId, type TapbackErrorCode } from '../../../../core/index.ts';
import { startSandbox, type Control, type Message, type Sandbox } from '../../../../sandbox/src/index.mts';
import { DESCRIPTIONS } from '../../../../sandbox/src/providers/descriptions.mts';
import { scenarioOf } from '../../../../test/contract/scenarios/index.mts';
import { isTapbackError, tapback, type TapbackError, type TapbackOptions, type TapbackPlugin } from '../../src/index.mts';

const QUESTION = 'Is the table for tonight still free?';

/** Every provider there is, for `describe.each`. */
export const ALL: ReadonlyArray<readonly [string, Provider]> = PROVIDERS.map((provider) => [provider.name, provider]);

export interface Bot {
	controller: Botkit;
	adapter: TestAdapter;
	plugin: TapbackPlugin;
	/** The errors of calls that no code awaited. */
	errors: TapbackError[];
	/** What the bot said. */
	said(): string[];
	/** A person writes; resolves when the turn is over. */
	hear(text: string, more?: Record<string, unknown>): Promise<void>;
	/** A URL of the bot's own web server. */
	url(path?: string): Promise<string>;
}

export interface Harness {
	control: Control;
	/** Options for the sandbox's account of a provider. */
	options(provider: Provider, more?: Partial<TapbackOptions>): TapbackOptions;
	bot(provider: Provider, more?: Partial<TapbackOptions>, config?: BotkitConfiguration): Bot;
	/** Serves a handler on a free port; gives its URL. */
	serve(listener: RequestListener): Promise<string>;
	message(provider: Provider, text?: string): Message;
	/** Our current tapbacks on the message: `love`, `🔥`. */
	standing(provider: Provider, text?: string): string[];
}

/** The real sandbox and real Botkits, for all tests of a file. A rejection that nobody handles fails the test. */
export function useHarness(): Harness {
	let sandbox: Sandbox | undefined;
	let servers: Server[] = [];
	const unhandled: unknown[] = [];
	const note = (reason: unknown) => void unhandled.push(reason);

	beforeAll(async () => {
		process.on('unhandledRejection', note);
		sandbox = await startSandbox({ port: 0, retryDelayScale: 0.001 });
	});
	beforeEach(() => {
		opened(sandbox).control.reset();
		unhandled.length = 0;
	});
	afterEach(async () => {
		for (const server of servers) {
			server.close();
			server.closeAllConnections();
		}
		servers = [];
		await new Promise((resolve) => setImmediate(resolve));
		expect(unhandled).toEqual([]);
	});
	afterAll(async () => {
		process.off('unhandledRejection', note);
		await sandbox?.close();
	});

	const harness: Harness = {
		get control() {
			return opened(sandbox).control;
		},
		options(provider, more) {
			const { control } = harness;
			const { quirks, sendFields, registration } = scenarioOf(provider);
			control.changeQuirks(provider.id, quirks);
			const id = idOf(provider);
			const { baseUrl, credentials } = opened(sandbox).provider(id);
			const overview = control.overview().providers[id];
			if (!overview) throw new Error(`The sandbox doesn’t play ${provider.name}.`);
			const { webhook, ...others } = more ?? {};
			// One options object for all providers: what each takes is checked at run time.
			const options: unknown = {
				provider: id,
				credentials: { ...credentials, baseUrl },
				fields: sendFields(harness.message(provider)),
				...(webhook ? { webhook: { fields: registration.fields(overview), ...webhook } } : {}),
				...others,
			};
			return options as TapbackOptions;
		},
		bot(provider, more, config) {
			const errors: TapbackError[] = [];
			const adapter = new TestAdapter(async (context) => void (await controller.handleTurn(context)));
			process.env.PORT = '0';
			const controller = new Botkit({ adapter, disable_console: true, disable_webserver: more?.webhook === undefined, ...config });
			if (controller.http) servers.push(controller.http);
			const plugin = tapback(harness.options(provider, { onError: (error) => void errors.push(error), ...more }));
			controller.usePlugin(plugin);
			return {
				controller,
				adapter,
				plugin,
				errors,
				said: () => adapter.activeQueue.flatMap(({ text }) => (text ? [text] : [])),
				async hear(text, more) {
					await adapter.processActivity({ type: 'message', text, ...more });
				},
				async url(path = '/hooks/tapback') {
					const { http } = controller;
					if (!http.listening) await once(http, 'listening');
					return `http://127.0.0.1:${http.address().port}${path}`;
				},
			};
		},
		async serve(listener) {
			const server = createServer(listener);
			servers.push(server);
			server.listen(0, '127.0.0.1');
			await once(server, 'listening');
			const address = server.address();
			if (address === null || typeof address === 'string') throw new Error('The server has no port.');
			return `http://127.0.0.1:${address.port}/hooks/tapback`;
		},
		message(provider, text = QUESTION) {
			const found = harness.control
				.messages(provider.id)
				.find(({ parts }) => parts.some((part) => part.type === 'text' && part.text === text));
			if (found) return found;
			throw new Error(`The sandbox has no message “${text}”.`);
		},
		standing: (provider, text) =>
			harness.control
				.tapbacks(provider.id, harness.message(provider, text).id)
				.flatMap(({ from, reaction, emoji }) => (from === 'agent' ? [reaction === 'emoji' ? String(emoji) : reaction] : [])),
	};
	return harness;
}

function idOf({ id }: Provider): ProviderId {
	const known = DESCRIPTIONS.find((one) => one.id === id)?.id;
	if (known) return known;
	throw new Error(`The sandbox doesn’t play ${id}.`);
}

export async function errorOf(failing: Promise<unknown>): Promise<TapbackError> {
	const error = await failing.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (isTapbackError(error)) return error;
	throw new Error(`Expected a TapbackError, got: ${String(error)}`);
}

export function codesOf(errors: readonly TapbackError[]): TapbackErrorCode[] {
	return errors.map(({ code }) => code);
}

/** Ends a test that hangs, a little before jest does. */
const PATIENCE_MS = 20_000;

/** Waits until a condition holds, for example after an answer. */
export async function until(isTrue: () => boolean, what: string): Promise<void> {
	const deadline = Date.now() + PATIENCE_MS;
	while (!isTrue()) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
		await pause(10);
	}
}

export async function pause(ms: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, ms));
}

function opened<T>(part: T | undefined): T {
	if (part !== undefined) return part;
	throw new Error('The harness starts before the first test, not while tests are described.');
}
