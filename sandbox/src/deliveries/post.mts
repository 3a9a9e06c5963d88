import { isLoopbackHost, parseHttpUrl } from '../loopback.mts';
import type { Outcome } from './delivery.mts';

export interface Post {
	url: string;
	headers: Record<string, string>;
	body: string;
	timeoutMs: number;
	allowRemote: boolean;
	signal: AbortSignal;
}

/** Posts once, really. Never throws: what went wrong is the outcome's `error`. */
export async function post({ url, headers, body, timeoutMs, allowRemote, signal }: Post): Promise<Outcome> {
	const target = parseHttpUrl(url);
	if (!target)
		return {
			status: null,
			error: `"${url}" is not an http(s) URL, so nothing was sent.`,
			errorCode: 'BLOCKED',
		};
	if (!allowRemote && !isLoopbackHost(target.hostname)) {
		const error = `The sandbox delivers to this machine only, not to ${target.hostname}. Start it with --allow-remote-deliveries to change that.`;
		return { status: null, error, errorCode: 'BLOCKED' };
	}
	try {
		const response = await fetch(target, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body,
			redirect: 'manual',
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
		});
		return { status: response.status, error: null, responseBody: await response.text() };
	} catch (error) {
		return { status: null, ...explain(error, timeoutMs) };
	}
}

function explain(error: unknown, timeoutMs: number): { error: string; errorCode?: string } {
	if (!(error instanceof Error)) return { error: String(error) };
	if (error.name === 'TimeoutError') return { error: `No answer within ${timeoutMs / 1000} s.`, errorCode: 'TIMEOUT' };
	const { cause } = error;
	if (cause instanceof Error) {
		const errorCode = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
		return { error: `${errorCode ?? error.message}: ${cause.message}`, errorCode };
	}
	return { error: error.message };
}
