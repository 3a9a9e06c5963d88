import { isTapbackError } from '../../../core/model/errors';
import type { ApiClient, HttpRequest } from '../../../core/http/types';

export const NOW = 1_767_225_600_000;
export const ME = '+12025550199';

export const HUMAN = '+12025550123';

export const errorOf = async (act: () => unknown) => {
	try {
		await act();
	} catch (error) {
		if (isTapbackError(error)) return error;
		throw error;
	}
	throw new Error('It passed.');
};

/** Answers each request by its method and path, and keeps what was asked. */
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
