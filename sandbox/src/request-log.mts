import type { ProviderId } from './vocabulary.mts';

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
}
