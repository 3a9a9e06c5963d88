import { isLoopbackHost, parseHttpUrl } from '../loopback.mts';
import { codeOf, messageOf } from '../thrown.mts';
import type { Outcome } from './delivery.mts';
import { httpPost, NoAnswerError } from './http-post.mts';

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
		const answer = await httpPost(target, { headers, body, timeoutMs, signal });
		return { status: answer.status, error: null, responseBody: answer.body };
	} catch (error) {
		return { status: null, ...explain(error, timeoutMs) };
	}
}

function explain(error: unknown, timeoutMs: number): { error: string; errorCode?: string } {
	if (error instanceof NoAnswerError) return { error: `No answer within ${timeoutMs / 1000} s.`, errorCode: 'TIMEOUT' };
	const errorCode = codeOf(error);
	const message = messageOf(error) || 'no address of this name answered';
	return { error: errorCode === undefined ? message : `${errorCode}: ${message}`, errorCode };
}
