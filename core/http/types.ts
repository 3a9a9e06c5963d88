/** One request to a provider, without credentials: the host's transport adds them. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Below the credential's base URL, with its leading slash. */
	path: string;
	query?: Record<string, string>;
	/** Sent beside the authentication headers, and never in place of them. */
	headers?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	body?: Record<string, unknown>;
	/**
	 * False if sending the same request once more can change the outcome. Such requests are never
	 * repeated unless the provider surely did not act on the first (429, connection refused).
	 */
	idempotent: boolean;
}

export interface TransportRequest {
	method: HttpRequest['method'];
	url: string;
	query: Record<string, string>;
	headers?: Readonly<Record<string, string>>;
	body: Record<string, unknown> | undefined;
	timeoutMs: number;
}

export interface HttpResponse {
	status: number;
	headers: Headers;
	/** The body as text, whatever its type. */
	body: string;
}

/** As Node gives them. Names in any case; a repeated header is an array. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Performs one HTTP request: adds the credentials, follows no redirect, resolves for every status.
 * Rejects with a `TransportError` if no whole response arrived.
 */
export type Transport = (request: TransportRequest) => Promise<HttpResponse>;

/** `no` only where the request surely never left (connection refused, unknown host). */
export class TransportError extends Error {
	constructor(
		message: string,
		readonly reached: 'no' | 'maybe',
		options?: { cause?: unknown },
	) {
		super(message, options);
		this.name = 'TransportError';
	}
}

/** A header by its name in any case; `undefined` where absent, empty or given more than once. */
export function headerOf(headers: Headers, name: string): string | undefined {
	let found: string | undefined;
	for (const key in headers) {
		const value = isNamed(key, name) && Object.hasOwn(headers, key) ? headers[key] : undefined;
		if (value === undefined) continue;
		const single = typeof value === 'string' ? value : value.length === 1 ? value[0] : undefined;
		if (single === undefined || found !== undefined) return undefined;
		found = single;
	}
	return found === '' ? undefined : found;
}

/** Whether a header is present, even if it is empty or repeated. */
export function hasHeader(headers: Headers, name: string): boolean {
	return Object.keys(headers).some((key) => isNamed(key, name) && headers[key] !== undefined);
}

function isNamed(key: string, name: string): boolean {
	return key.length === name.length && key.toLowerCase() === name.toLowerCase();
}

export interface ProviderResponse {
	status: number;
	headers: Headers;
	/** `undefined` for an empty body. */
	json: unknown;
}

/**
 * Performs a request with the provider's retries.
 * @throws TapbackError for every answer that is not a success.
 */
export type ApiClient = (request: HttpRequest) => Promise<ProviderResponse>;
