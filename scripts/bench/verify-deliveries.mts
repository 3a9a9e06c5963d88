import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { startSandbox } from '../../sandbox/src/index.mts';

/** A genuine delivery of one tapback, as it came over a socket. */
export interface Captured {
	provider: string;
	headers: IncomingHttpHeaders;
	body: string;
	secret: string;
	/** What a bare check hashes before the body, and with which key; for Sendblue, which signs nothing, as the others do. */
	signed: string;
	key: string;
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
			const hook = sandbox.control.addWebhook(id, id === 'sendblue' ? { url, secret: 'a-secret-of-ours' } : { url });
			const secret = String(hook.secret ?? hook.signing_secret ?? hook.signing_key);
			const message = sandbox.control.messages(id).find(({ service }) => service === 'iMessage');
			if (message === undefined) throw new Error(`The sandbox has no message of ${id}.`);
			const arrival = new Promise<{ headers: IncomingHttpHeaders; body: string }>((resolve) => (take = resolve));
			sandbox.control.react(id, { messageId: message.id, reaction: 'love' });
			const { headers, body } = await arrival;
			captured.push({ provider: id, headers, body, secret, ...hashedBefore(id, headers, secret), at: Date.now() });
		}
		return captured;
	} finally {
		receiver.closeAllConnections();
		receiver.close();
		await sandbox.close();
	}
}

function hashedBefore(provider: string, headers: IncomingHttpHeaders, secret: string): { signed: string; key: string } {
	const header = (name: string) => String(headers[name] ?? '');
	switch (provider) {
		case 'agentphone':
			return { signed: `${header('x-webhook-timestamp')}.`, key: secret };
		case 'inkbox':
			return { signed: `${header('x-inkbox-request-id')}.${header('x-inkbox-timestamp')}.`, key: secret.replace('whsec_', '') };
		case 'linq':
			return { signed: `${header('webhook-id')}.${header('webhook-timestamp')}.`, key: secret };
		default:
			return { signed: '', key: secret };
	}
}
