import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

/** Maximum length of a stored response body. */
const MOST_RESPONSE_CHARACTERS = 65_536;

// Receivers, such as Node's server, close idle connections after five seconds. Ours are closed before.
const AGENT_OPTIONS = { keepAlive: true, timeout: 1000 };
const httpAgent = new Agent(AGENT_OPTIONS);
const httpsAgent = new HttpsAgent(AGENT_OPTIONS);

/** No answer came in time. */
export class NoAnswerError extends Error {}

export interface HttpPost {
	headers: Record<string, string>;
	body: string;
	timeoutMs: number;
	signal: AbortSignal;
	/** Resolves a host name. Default: Node's. */
	lookup?: LookupFunction;
}

/** Posts, and follows no redirect. Rejects with a NoAnswerError after `timeoutMs`, and with Node's error when the connection fails. Lighter than `fetch`, and leaves no timers behind. */
export function httpPost(target: URL, { headers, body, timeoutMs, signal, lookup }: HttpPost): Promise<{ status: number; body: string }> {
	return new Promise((resolve, reject) => {
		const isSecure = target.protocol === 'https:';
		const send = isSecure ? httpsRequest : httpRequest;
		const request = send(target, {
			method: 'POST',
			agent: isSecure ? httpsAgent : httpAgent,
			lookup,
			headers: { ...headers, 'content-length': Buffer.byteLength(body) },
		});
		const timer = setTimeout(() => request.destroy(new NoAnswerError()), timeoutMs).unref();
		const abort = () => request.destroy(new Error('The sandbox was reset or closed.'));
		signal.addEventListener('abort', abort);
		request.on('close', () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', abort);
			reject(new Error('The connection was closed before the answer was whole.'));
		});
		request.on('error', reject);
		request.on('response', (response) => {
			response.on('error', reject);
			collect(response, (text) => resolve({ status: response.statusCode ?? 0, body: text }));
		});
		if (signal.aborted) abort();
		request.end(body);
	});
}

function collect(response: IncomingMessage, whole: (text: string) => void): void {
	let text = '';
	response.setEncoding('utf8');
	response.on('data', (chunk: string) => {
		if (text.length < MOST_RESPONSE_CHARACTERS) text += chunk;
	});
	response.on('end', () => whole(text));
}
