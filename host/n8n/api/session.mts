import { z } from 'zod';

export interface N8nRequest {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Below `/rest`, e.g. `/workflows`. */
	path: string;
	body?: unknown;
}

/** n8n refused a request. */
export class N8nRefusal extends Error {
	override readonly name = 'N8nRefusal';
	readonly status: number;
	/** n8n's own. */
	readonly words: string;

	constructor(what: string, status: number, words: string) {
		super(`n8n refused ${what} (${status}): ${words}`);
		this.status = status;
		this.words = words;
	}
}

/** A session like that of a browser. */
export interface N8nSession {
	url: string;
	/**
	 * Calls n8n's internal REST API, and parses the `data` of its response.
	 * @throws N8nRefusal with n8n's own words for a refusal; Error if the response has another shape.
	 */
	call<T>(request: N8nRequest, schema: z.ZodType<T, z.ZodTypeDef, unknown>): Promise<T>;
}

const ANSWER_WITHIN_MS = 300_000;

const envelopeSchema = z.object({ data: z.unknown() });
const errorSchema = z.object({ message: z.string() });

/** Creates a session that keeps n8n's cookie. */
export function createSession(url: string): N8nSession {
	let cookie: string | undefined;

	async function send({ method, path, body }: N8nRequest): Promise<Response> {
		const headers: Record<string, string> = {
			accept: 'application/json',
			// A busy n8n may close a kept connection at the moment when it is used again.
			connection: 'close',
		};
		if (cookie !== undefined) headers.cookie = cookie;
		if (body !== undefined) headers['content-type'] = 'application/json';
		const response = await fetch(`${url}/rest${path}`, {
			...{ method, headers },
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
		});
		const issued = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (issued !== undefined) cookie = issued.split(';', 1)[0];
		return response;
	}

	return {
		url,
		async call(request, schema) {
			const what = `${request.method} /rest${request.path}`;
			const response = await send(request);
			const text = await response.text();
			if (!response.ok) throw new N8nRefusal(what, response.status, wordsOf(text));
			const envelope = envelopeSchema.safeParse(parseJson(text));
			const answer = schema.safeParse(envelope.success ? envelope.data.data : undefined);
			if (!answer.success) throw new Error(`n8n answered ${what} in another shape than expected: ${answer.error.message}`);
			return answer.data;
		},
	};
}

function wordsOf(text: string): string {
	const parsed = errorSchema.safeParse(parseJson(text));
	return parsed.success ? parsed.data.message : text.slice(0, 300);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
