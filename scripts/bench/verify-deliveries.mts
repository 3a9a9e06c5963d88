import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { startSandbox } from '../../sandbox/src/index.mts';

/** A genuine delivery of one tapback, as it arrived over a socket. */
export interface Captured {
	provider: string;
	headers: IncomingHttpHeaders;
	body: string;
	secret: string;
	/** The text that a bare check hashes before the body. Empty if nothing is signed. */
	signed: string;
	/** Milliseconds since 1970. */
	at: number;
}

/** One delivery of every provider, from the sandbox. */
export async function captureDeliveries(): Promise<Captured[]> {
	const sandbox = await startSandbox({ port: 0 });
	let take: ((arrived: { headers: IncomingHttpHeaders; body: string }) => void) | undefined;
	const receiver = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			response.end();
			take?.({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
		});
	});
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
	try {
		const captured: Captured[] = [];
		for (const { id } of PROVIDERS) {
			// Only some vendors let the client choose the secret.
			const hook = sandbox.control.addWebhook(id, { url, secret: 'a-secret-of-ours' });
			const secret = String(hook.secret ?? hook.signing_secret ?? hook.signing_key);
			const message = sandbox.control.messages(id).find(({ service }) => service === 'iMessage');
			if (message === undefined) throw new Error(`The sandbox has no message of ${id}.`);
			const arrival = new Promise<{ headers: IncomingHttpHeaders; body: string }>((resolve) => (take = resolve));
			sandbox.control.react(id, { messageId: message.id, reaction: 'love' });
			const { headers, body } = await arrival;
			const signed = sandbox.control.deliveries({ provider: id, limit: 1 })[0]?.signatureBase.replace(body, '') ?? '';
			captured.push({ provider: id, headers, body, secret, signed, at: Date.now() });
		}
		return captured;
	} finally {
		receiver.closeAllConnections();
		receiver.close();
		await sandbox.close();
	}
}
