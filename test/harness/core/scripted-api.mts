import type { ApiClient, HttpRequest } from '../../../core/http/types.ts';

/** A provider's API that answers each request by its method and path, and keeps what it was asked. */
export function scripted(answers: Record<string, unknown | ((request: HttpRequest) => unknown)>) {
	const asked: HttpRequest[] = [];
	const call: ApiClient = async (request) => {
		asked.push(request);
		const key = `${request.method} ${request.path}`;
		if (!(key in answers)) throw new Error(`Nobody expected ${key}.`);
		const given = answers[key];
		return { status: 200, headers: {}, json: typeof given === 'function' ? given(request) : given };
	};
	return { call, asked, keys: () => asked.map(({ method, path }) => `${method} ${path}`) };
}

/** A provider's API that answers one request after another, and keeps what it was asked. */
export function inOrder(...answers: unknown[]): { call: ApiClient; requests: HttpRequest[] } {
	const requests: HttpRequest[] = [];
	return { requests, call: async (request) => ({ status: 200, headers: {}, json: answers[requests.push(request) - 1] }) };
}
