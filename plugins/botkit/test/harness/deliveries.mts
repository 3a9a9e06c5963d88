import { connect } from 'node:net';

import { openReceiver, type Arrival } from '../../../../test/harness/contract/receiver.mts';
import type { Provider } from '../../../../core/index.ts';
import type { ReactionInput } from '../../../../sandbox/src/index.mts';
import type { TapbackOptions } from '../../src/index.mts';
import type { Bot, Harness } from './bots.mts';

/** A delivery that the sandbox signed for this bot, and that no one has posted to it yet. */
export async function signedDelivery(
	harness: Harness,
	provider: Provider,
	{ plugin }: Bot,
	input: Partial<ReactionInput> = {},
): Promise<Arrival> {
	const receiver = await openReceiver();
	try {
		await plugin.api.register({ url: receiver.url });
		harness.control.react(provider.id, { messageId: harness.message(provider).id, reaction: 'love', ...input });
		const [arrival] = await receiver.take(1);
		if (!arrival) throw new Error('No delivery came.');
		return arrival;
	} finally {
		await receiver.close();
	}
}

export type WebhookOptions = NonNullable<TapbackOptions['webhook']>;

/** A bot that serves its webhook itself, and the URL, body and headers of a delivery that is still to be posted. */
export async function awaitedDelivery(harness: Harness, provider: Provider, webhook: WebhookOptions = {}) {
	const bot = harness.bot(provider, { webhook }, { disable_webserver: true });
	const arrival = await signedDelivery(harness, provider, bot);
	const url = await harness.serve((request, response) => void bot.plugin.api.handler(request, response));
	return { bot, url, body: arrival.rawBody, headers: headersOf(arrival) };
}

/** The headers of a delivery, without those that belong to its connection. */
export function headersOf({ headers }: Arrival): Record<string, string> {
	const own = ['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding'];
	return Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) => (value === undefined || own.includes(name) ? [] : [[name, String(value)]])),
	);
}

export async function post(url: string, body: Uint8Array | string, headers: Record<string, string> = {}): Promise<number> {
	const response = await fetch(url, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers });
	await response.text();
	return response.status;
}

/** Sends a request in the given pieces, each in a packet of its own; gives the status. */
export async function postInPieces(url: string, pieces: readonly Uint8Array[], headers: Record<string, string>): Promise<number> {
	const { hostname, port, pathname } = new URL(url);
	const socket = connect(Number(port), hostname);
	socket.setNoDelay(true);
	let answer = '';
	socket.on('data', (chunk) => (answer += String(chunk)));
	// After a refusal, the connection may close while the request is still being sent.
	socket.on('error', () => undefined);
	const closed = new Promise((resolve) => socket.once('close', resolve));
	const isChunked = headers['transfer-encoding'] === 'chunked';
	const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
	const lines = Object.entries({
		host: hostname,
		connection: 'close',
		...(isChunked ? {} : { 'content-length': String(length) }),
		...headers,
	});
	socket.write(`POST ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
	for (const piece of pieces) {
		await new Promise((resolve) => setTimeout(resolve, 20));
		socket.write(piece);
	}
	await closed;
	return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}
