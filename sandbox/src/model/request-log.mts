import type { About } from './about.mts';
import type { Fault } from '../faults/answer-faults.mts';
import { parseJson } from './json.mts';
import type { ProviderId } from '../providers/descriptions.mts';

/** One API call a client made, and what it was told. `status` is null where it got no answer. */
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
	/** Until it was answered, cut off, or given up by the client; null while it waits. */
	durationMs: number | null;
	/** The planned fault that met it. */
	fault: Fault['kind'] | null;
	/** What it did on the phone, the last of several things; null where nothing is another. */
	effect?: About | null;
}

/** A request as the log keeps it: its bodies as text, for that takes least room. They are parsed when somebody looks. */
export interface KeptRequest extends Omit<LoggedRequest, 'body' | 'responseBody'> {
	bodyText: string;
	responseText: string;
}

/** A request as it is shown; it does not change under its reader. */
export function showRequest({ bodyText, responseText, ...call }: KeptRequest): LoggedRequest {
	return { ...call, body: parseBody(bodyText), responseBody: parseBody(responseText) };
}

function parseBody(text: string): unknown {
	return text === '' ? null : (parseJson(text) ?? text);
}
