import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves a message for every id, in Linq's and in Inkbox's format. */
export interface MessageServer {
	url: string;
	/** The number of messages read so far. */
	reads(): number;
	close(): void;
}

export async function startMessageServer(): Promise<MessageServer> {
	let reads = 0;
	const server = createServer(({ url = '' }, response) => {
		reads += 1;
		const id = new URL(url, 'http://127.0.0.1').pathname.split('/').at(-1);
		const text = 'Is the table for four still free tonight? We would come at eight.';
		const time = '2026-01-01T00:00:00Z';
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(
			JSON.stringify({
				...{ id, created_at: time },
				...{ content: text, direction: 'outbound' },
				...{ is_from_me: true, sent_at: time, parts: [{ type: 'text', value: text, reactions: null }] },
			}),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		reads: () => reads,
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}
