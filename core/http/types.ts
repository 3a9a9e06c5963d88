/** A request to a provider, without credentials. The host's transport adds them. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** The path below the Base URL, with a leading slash. */
	path: string;
	query?: Record<string, string>;
	/** Sent with the authentication headers, which they must not override. */
	headers?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	body?: Record<string, unknown>;
	/**
	 * False if the same request a second time could change the outcome. Such a request is repeated only if the provider surely
	 * did not execute it (429, connection refused).
	 */
	idempotent: boolean;
}

/** A request as the host's transport receives it. */
export interface TransportRequest {
	method: HttpRequest['method'];
	url: string;
	query: Record<string, string>;
	headers?: Readonly<Record<string, string>>;
	body: Record<string, unknown> | undefined;
	timeoutMs: number;
}

/** A complete HTTP response of any status. */
export interface HttpResponse {
	status: number;
	headers: Headers;
	/** The body as text, for any content type. */
	body: string;
}

/** Headers as in Node. Names may have any case; a repeated header may be an array. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Performs one HTTP request. It adds the credentials, follows no redirect, and resolves for every status.
 * Rejects with a `TransportError` if no complete response arrived.
 */
export type Transport = (request: TransportRequest) => Promise<HttpResponse>;

/**
 * No complete response arrived. `reached`: `no` only if the request surely did not reach the provider (connection refused,
 * unknown host).
 */
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

/** Returns a header by its name, in any case; `undefined` if it is absent, empty or repeated. */
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

/** A successful response. */
export interface ProviderResponse {
	status: number;
	headers: Headers;
	/** `undefined` for an empty body. */
	json: unknown;
}

/**
 * Performs a request, with retries.
 * @throws TapbackError if it doesn't succeed.
 */
export type ApiClient = (request: HttpRequest) => Promise<ProviderResponse>;
