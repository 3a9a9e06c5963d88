import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** The response of a server outside n8n. */
export interface Answer {
	status: number;
	body: unknown;
}

export interface LocalServer {
	/** Without a slash at its end. */
	url: string;
	close(): Promise<void>;
}

/** Answers JSON with JSON, on a free port of this machine. An error that `answer` throws becomes a 500 with its message. */
export async function startLocalServer(answer: (path: string, body: unknown) => Answer): Promise<LocalServer> {
	const server = createServer((request, response) => {
		answered(request, answer).then(({ status, body }) => {
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function answered(request: IncomingMessage, answer: (path: string, body: unknown) => Answer): Promise<Answer> {
	try {
		return answer(request.url ?? '/', await json(request));
	} catch (error) {
		return { status: 500, body: { error: { message: String(error) } } };
	}
}
