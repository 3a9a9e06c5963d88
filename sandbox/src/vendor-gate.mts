import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults.mts';
import { freshUuid } from './ids.mts';
import { parseJson } from './json.mts';
import type { LoggedRequest } from './request-log.mts';
import type { Station, World } from './world.mts';

/** What became of a call: an answer, a broken connection, or silence. */
export type Verdict = { kind: 'answer'; response: Response } | { kind: 'drop' } | { kind: 'hang' };

/** Passes an API call to its vendor, with the planned fault in between, and writes both down. */
export async function passToVendor(world: World, station: Station, request: Request): Promise<Verdict> {
	const url = new URL(request.url);
	const prefix = `/${station.definition.id}`;
	const path = url.pathname.slice(prefix.length) || '/';
	const fault = station.faults.take({ method: request.method, path: url.pathname });
	const rawBody = await request.text();
	const entry: LoggedRequest = {
		id: freshUuid(),
		at: new Date(world.now()).toISOString(),
		provider: station.definition.id,
		method: request.method,
		path,
		query: Object.fromEntries(url.searchParams),
		headers: headersOf(request),
		body: rawBody === '' ? null : (parseJson(rawBody) ?? rawBody),
		status: null,
		responseBody: null,
	};
	world.requests.push(entry);

	const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
	const target = new URL(`${path}${url.search}`, url.origin);
	const ask = async () =>
		station.provider.app.fetch(
			new Request(target, {
				method: request.method,
				headers: request.headers,
				body: hasBody ? rawBody : undefined,
			}),
		);
	const verdict = await decide(fault, ask);
	if (verdict.kind === 'answer') {
		const text = await verdict.response.clone().text();
		entry.status = verdict.response.status;
		entry.responseBody = text === '' ? null : (parseJson(text) ?? text);
	}
	return verdict;
}

function headersOf({ headers }: Request): Record<string, string> {
	const entries: [string, string][] = [];
	headers.forEach((value, name) => entries.push([name, value]));
	return Object.fromEntries(entries);
}

async function decide(fault: Fault | undefined, ask: () => Promise<Response>): Promise<Verdict> {
	switch (fault?.kind) {
		case undefined:
			return { kind: 'answer', response: await ask() };
		case 'status':
			return { kind: 'answer', response: statusResponse(fault) };
		case 'body': {
			await ask();
			const contentType = fault.contentType ?? 'application/json';
			return {
				kind: 'answer',
				response: new Response(bodyText(fault.body), { headers: { 'content-type': contentType } }),
			};
		}
		case 'delay':
			await sleep(fault.delayMs, undefined, { ref: false });
			return { kind: 'answer', response: await ask() };
		case 'drop-before':
			return { kind: 'drop' };
		case 'drop-after':
			await ask();
			return { kind: 'drop' };
		case 'hang':
			await ask();
			return { kind: 'hang' };
	}
}

function statusResponse({ status, headers, body }: Extract<Fault, { kind: 'status' }>): Response {
	const allowsBody = status !== 204 && status !== 205 && status !== 304;
	const text = body === undefined || !allowsBody ? null : bodyText(body);
	return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } });
}

function bodyText(body: unknown): string {
	return typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
}
