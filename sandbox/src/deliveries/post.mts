import { parseHttpUrl } from '../model/loopback.mts';
import { codeOf, messageOf } from '../model/thrown.mts';
import type { Outcome } from './delivery.mts';
import { httpPost, NoAnswerError } from './http-post.mts';
import { BlockedTargetError, lookupWithin, refusalOf, type TargetRules } from './targets.mts';

export interface Post {
	url: string;
	headers: Record<string, string>;
	body: string;
	timeoutMs: number;
	allowRemote: boolean;
	/** Default: to any port of this machine. */
	rules?: Omit<TargetRules, 'allowRemote'>;
	signal: AbortSignal;
}

/** Posts once. Never throws: a failure is the outcome's `error`. */
export async function post({ url, headers, body, timeoutMs, allowRemote, rules = { localPorts: 'any' }, signal }: Post): Promise<Outcome> {
	const target = parseHttpUrl(url);
	if (!target)
		return {
			status: null,
			error: `"${url}" is not an http(s) URL, so nothing was sent.`,
			errorCode: 'BLOCKED',
		};
	const allRules: TargetRules = { ...rules, allowRemote };
	const refusal = refusalOf(target, allRules);
	if (refusal !== undefined) return { status: null, error: refusal, errorCode: 'BLOCKED' };
	try {
		const answer = await httpPost(target, { headers, body, timeoutMs, signal, lookup: lookupWithin(target, allRules) });
		return { status: answer.status, error: null, responseBody: answer.body };
	} catch (error) {
		return { status: null, ...explain(error, timeoutMs) };
	}
}

function explain(error: unknown, timeoutMs: number): { error: string; errorCode?: string } {
	if (error instanceof BlockedTargetError) return { error: error.message, errorCode: 'BLOCKED' };
	if (error instanceof NoAnswerError) return { error: `No answer within ${timeoutMs / 1000} s.`, errorCode: 'TIMEOUT' };
	const errorCode = codeOf(error);
	const message = messageOf(error) || 'no address of this name answered';
	return { error: errorCode === undefined ? message : `${errorCode}: ${message}`, errorCode };
}
