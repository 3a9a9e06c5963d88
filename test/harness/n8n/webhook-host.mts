import './environment.mts';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IWebhookResponseData } from 'n8n-workflow';

/** A request with the properties that n8n adds. */
export type HostRequest = IncomingMessage & { rawBody: Buffer | undefined; body: unknown; query: Record<string, string> };
export type HostResponse = ReturnType<typeof withExpress>;

export interface WebhookHost {
	url: string;
	/** Calls answered so far. */
	calls(): number;
	/** Makes n8n fail to start the next run: it answers 500 after the node has returned. */
	failNextStart(): void;
	/** Makes n8n wait before it stores the runs it starts. The returned function ends the wait, and n8n answers. */
	holdStarts(): () => void;
	/** Breaks all connections, as a provider does that no longer waits. */
	hangUp(): void;
	close(): Promise<void>;
}

/**
 * What n8n's cli does around a webhook (webhook-request-handler and webhook-helpers, which no package exports):
 * keeps the raw body of all but multipart, calls the node, and answers by what it returned.
 */
export async function startWebhookHost(
	webhook: (request: HostRequest, response: HostResponse) => Promise<IWebhookResponseData>,
	start: (data: Pick<IWebhookResponseData, 'workflowData'>, request: HostRequest) => void,
): Promise<WebhookHost> {
	let calls = 0;
	let startFails = false;
	let stored = Promise.resolve();
	const server = createServer((incoming, outgoing) => {
		void answer(incoming, outgoing).finally(() => {
			calls += 1;
		});
	});

	async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of incoming) chunks.push(chunk as Buffer);
		const isMultipart = incoming.headers['content-type']?.startsWith('multipart/') ?? false;
		const rawBody = isMultipart ? undefined : Buffer.concat(chunks);
		const query = Object.fromEntries(new URL(incoming.url ?? '', 'http://n8n').searchParams);
		const request = Object.assign(incoming, { rawBody, body: jsonIn(rawBody), query });
		const response = withExpress(outgoing);
		try {
			const { noWebhookResponse, workflowData, webhookResponse } = await webhook(request, response);
			if (noWebhookResponse) return;
			if (workflowData !== undefined) await stored;
			if (workflowData !== undefined && startFails) throw new Error('The database is away.');
			const text = workflowData === undefined ? (webhookResponse ?? '{"message":"Webhook call received"}') : '';
			if (workflowData !== undefined) start({ workflowData }, request);
			response.status(200).end(text);
		} catch {
			startFails = false;
			response.status(500).end('{"code":0,"message":"Workflow Webhook Error: Workflow could not be started!"}');
		}
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		calls: () => calls,
		failNextStart() {
			startFails = true;
		},
		holdStarts() {
			let release = () => {};
			stored = new Promise((resolve) => (release = resolve));
			return release;
		},
		hangUp: () => server.closeAllConnections(),
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function jsonIn(body: Buffer | undefined): unknown {
	try {
		return JSON.parse(String(body));
	} catch {
		return {};
	}
}

/** The two functions of express that nodes use. */
function withExpress(response: ServerResponse) {
	return Object.assign(response, {
		status(code: number) {
			response.statusCode = code;
			return response;
		},
		json(body: unknown) {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(body));
			return response;
		},
	});
}
