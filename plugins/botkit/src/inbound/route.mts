import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import type { Botkit } from 'botkit';

import type { WebhookHandler } from './handler.mts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The webhook on the bot's own web server. On the server that Botkit made the requests to the path never reach Botkit:
 * it keeps bodies as concatenated strings, which breaks an emoji that two packets share, and its parsers refuse what
 * they can't read before a signature is looked at. On a server of the user's it is a route like any other. Without a
 * server there is nothing to do: the handler stands alone.
 */
export function mount(controller: Botkit, path: string, handler: WebhookHandler): void {
	const place: object | undefined = controller.http ?? controller.webserver;
	if (place) taken.set(place, new Map([...(taken.get(place) ?? []), [path, handler]]));
	const server: Server | undefined = controller.http;
	if (server) return takeOver(server, path, handler);
	controller.webserver?.all(path, (request: IncomingMessage, response: ServerResponse) => void handler(request, response));
}

const taken = new WeakMap<object, ReadonlyMap<string, WebhookHandler>>();

/** Why a handler can't have a path, where deliveries would go to somebody else. */
export function whyTaken(controller: Botkit, path: string, handler: WebhookHandler): string | undefined {
	const place: object | undefined = controller.http ?? controller.webserver;
	const there = place && taken.get(place)?.get(path);
	if (there === undefined || there === handler) return undefined;
	return `is ${path}, which another plugin or adapter has on this web server. Give each a path of its own`;
}

function takeOver(server: Server, path: string, handler: WebhookHandler): void {
	const others = server.listeners('request').filter((listener): listener is Listener => typeof listener === 'function');
	server.removeAllListeners('request');
	server.on('request', (request, response) => {
		if (pathOf(request) === path) return void handler(request, response);
		for (const listener of others) listener.call(server, request, response);
	});
}

function pathOf({ url = '' }: IncomingMessage): string {
	return url.split('?')[0] ?? url;
}
