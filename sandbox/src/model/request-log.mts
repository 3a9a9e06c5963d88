import type { About } from './about.mts';
import type { Fault } from '../faults/answer-faults.mts';
import { parseJson } from './json.mts';
import type { ProviderId } from '../providers/descriptions.mts';

/** One API call of a client, and its response. `status` is null without a response. */
export interface LoggedRequest {
	id: string;
	at: string;
	provider: ProviderId;
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	body: unknown;
	status: number | null;
	responseBody: unknown;
	/** Until the response ended, the connection broke, or the client gave up; null while the call waits. */
	durationMs: number | null;
	/** The planned fault that was applied. */
	fault: Fault['kind'] | null;
	/** Its effect on the phone, the last of several; null without an effect. */
	effect?: About | null;
}

/** A logged request. Its bodies are text, because that takes least memory, and are parsed when they are shown. */
export interface KeptRequest extends Omit<LoggedRequest, 'body' | 'responseBody'> {
	bodyText: string;
	responseText: string;
}

/** A copy of a request to show. */
export function showRequest({ bodyText, responseText, ...call }: KeptRequest): LoggedRequest {
	return { ...call, body: parseBody(bodyText), responseBody: parseBody(responseText) };
}

function parseBody(text: string): unknown {
	return text === '' ? null : (parseJson(text) ?? text);
}
