import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import type { Botkit } from 'botkit';

import type { WebhookHandler } from './handler.mts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Mounts the webhook on the bot's own web server. On the server that Botkit created, requests to the path are taken before
 * Botkit gets them, because Botkit breaks an emoji that is split over two packets, and its parsers refuse some bodies before
 * the signature is checked. On a server of the user's it is an ordinary route. Without a server nothing is mounted.
 */
export function mount(controller: Botkit, path: string, handler: WebhookHandler): void {
	const place: object | undefined = controller.http ?? controller.webserver;
	if (place) taken.set(place, new Map([...(taken.get(place) ?? []), [path, handler]]));
	const server: Server | undefined = controller.http;
	if (server) return takeOver(server, path, handler);
	controller.webserver?.all(path, (request: IncomingMessage, response: ServerResponse) => void handler(request, response));
}

const taken = new WeakMap<object, ReadonlyMap<string, WebhookHandler>>();

/** Why a handler can't have a path, if another handler has it; else `undefined`. */
export function whyTaken(controller: Botkit, path: string, handler: WebhookHandler): string | undefined {
	const place: object | undefined = controller.http ?? controller.webserver;
	const current = place && taken.get(place)?.get(path);
	if (current === undefined || current === handler) return undefined;
	return `is ${path}, which another plugin or adapter uses on this web server. Give each its own path`;
}

function takeOver(server: Server, path: string, handler: WebhookHandler): void {
	const botkitListeners = server.listeners('request').filter((listener): listener is Listener => typeof listener === 'function');
	server.removeAllListeners('request');
	server.on('request', (request, response) => {
		if (pathOf(request) === path) return void handler(request, response);
		for (const listener of botkitListeners) listener.call(server, request, response);
	});
}

function pathOf({ url = '' }: IncomingMessage): string {
	return url.split('?')[0] ?? url;
}
