import { once } from 'node:events';
import type { Server } from 'node:http';

import { afterEach } from '@jest/globals';
import { Botkit, type BotkitConfiguration, type BotkitMessage } from 'botkit';

import type { Provider } from '../../../../core/index.ts';
import { IMessageAdapter, type IMessageAdapterOptions, type TapbackError } from '../../src/index.mts';
import type { Harness } from './bots.mts';

export interface AdapterBot {
	controller: Botkit;
	adapter: IMessageAdapter;
	errors: TapbackError[];
	/** The texts that came in. */
	heard: BotkitMessage[];
	/** The URL of Botkit's own webhook. */
	url: string;
	/** A person writes, on the phone. */
	write(text: string, more?: Partial<Parameters<Harness['control']['sendMessage']>[1]>): void;
	/** The bot's messages, as the phone shows them. */
	said(): string[];
}

/** A real Botkit with our adapter, registered at the sandbox. */
export function useAdapterBots(harness: Harness) {
	let servers: Server[] = [];
	afterEach(() => {
		for (const server of servers) {
			server.close();
			server.closeAllConnections();
		}
		servers = [];
	});

	return async (provider: Provider, more: Partial<IMessageAdapterOptions> = {}, config: BotkitConfiguration = {}): Promise<AdapterBot> => {
		const errors: TapbackError[] = [];
		const { line, ...options } = more;
		const { fields: _, ...rest } = harness.options(provider, { webhook: {}, onError: (error) => void errors.push(error), ...options });
		const adapter = new IMessageAdapter({ ...rest, ...(line === undefined ? {} : { line }) });
		process.env.PORT = '0';
		const controller = new Botkit({ adapter, disable_console: true, ...config });
		const { http } = controller;
		servers.push(http);
		if (!http.listening) await once(http, 'listening');
		const url = `http://127.0.0.1:${http.address().port}/api/messages`;
		await adapter.api.register({ url });
		const heard: BotkitMessage[] = [];
		const seeded = harness.control.messages(provider.id).length;
		return {
			controller,
			adapter,
			errors,
			heard,
			url,
			write: (text, input) => void harness.control.sendMessage(provider.id, { from: 'human', text, ...input }),
			said: () =>
				harness.control
					.messages(provider.id)
					.slice(seeded)
					.flatMap(({ from, parts }) =>
						from === 'agent' ? [parts.map((part) => (part.type === 'text' ? part.text : part.url)).join(' ')] : [],
					),
		};
	};
}
