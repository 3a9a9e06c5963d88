import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../faults/answer-faults.mts';
import { firstHalf, trickling, truncated } from '../faults/broken-answers.mts';
import { freshUuid } from '../model/ids.mts';
import { loggedText } from '../model/logged-text.mts';
import type { VendorEnv, VendorFault } from '../providers/vendor-app.mts';
import type { KeptRequest } from '../model/request-log.mts';
import type { Station, World } from '../model/world.mts';

/** The result of a call: `reset` breaks the connection in the middle of the response, `drop` before it, `hang` never answers. */
export type Verdict = { kind: 'answer' | 'reset'; response: Response } | { kind: 'drop' } | { kind: 'hang' };

/** Passes an API call to its vendor, applies the planned fault, and logs both. */
export async function passToVendor(world: World, station: Station, request: Request): Promise<Verdict> {
	const url = new URL(request.url);
	const prefix = `/${station.definition.id}`;
	const path = url.pathname.slice(prefix.length) || '/';
	const fault = station.faults.take({ method: request.method, path: url.pathname });
	const rawBody = await request.text();
	const entry: KeptRequest = {
		id: freshUuid(),
		at: new Date(world.now()).toISOString(),
		provider: station.definition.id,
		method: request.method,
		path,
		query: Object.fromEntries(url.searchParams),
		headers: headersOf(request),
		bodyText: loggedText(rawBody),
		status: null,
		responseText: '',
		durationMs: null,
		fault: fault?.kind ?? null,
		effect: null,
	};
	const startedAt = performance.now();
	const changed = () => {
		if (world.requests.has(entry)) world.changes.publish({ kind: 'request', request: entry });
	};
	const end = () => {
		entry.durationMs = Math.round(performance.now() - startedAt);
		changed();
	};
	world.requests.push(entry, entry.bodyText.length);
	changed();

	const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
	const target = new URL(`${path}${url.search}`, url.origin);
	const ask = async (vendorFault?: VendorFault) => {
		const { method, headers } = request;
		const env: VendorEnv = { fault: vendorFault };
		const call = new Request(target, { method, headers, body: hasBody ? rawBody : undefined });
		return world.calls.run(entry, async () => station.provider.app.fetch(call, env));
	};
	const verdict = await decide(fault, ask);
	if ('response' in verdict) {
		const text = await verdict.response.clone().text();
		const responseText = loggedText(verdict.kind === 'reset' ? firstHalf(text) : text);
		Object.assign(entry, { status: verdict.response.status, responseText });
		world.requests.grow(entry, responseText.length);
	}
	const takesTime = verdict.kind === 'hang' || fault?.kind === 'trickle';
	if (takesTime && !request.signal.aborted) request.signal.addEventListener('abort', end);
	else end();
	if (hasBody) world.changes.publish({ kind: 'settings' });
	if (fault?.kind !== 'trickle' || verdict.kind !== 'answer') return verdict;
	return { kind: 'answer', response: await trickling(verdict.response, { byteDelayMs: fault.byteDelayMs, ended: end }) };
}

function headersOf({ headers }: Request): Record<string, string> {
	const entries: [string, string][] = [];
	headers.forEach((value, name) => entries.push([name, value]));
	return Object.fromEntries(entries);
}

async function decide(fault: Fault | undefined, ask: (vendorFault?: VendorFault) => Promise<Response>): Promise<Verdict> {
	switch (fault?.kind) {
		case undefined:
			return { kind: 'answer', response: await ask() };
		case 'status':
			return { kind: 'answer', response: statusResponse(fault) };
		case 'status-after':
			await ask();
			return { kind: 'answer', response: statusResponse(fault) };
		case 'truncate':
			return { kind: 'answer', response: await truncated(await ask()) };
		case 'reset':
			return { kind: 'reset', response: await ask() };
		case 'trickle':
			return { kind: 'answer', response: await ask() };
		case 'rate-limit':
		case 'error-in-200':
			return { kind: 'answer', response: await ask(fault) };
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
		case 'hang-before':
			return { kind: 'hang' };
		case 'hang':
			await ask();
			return { kind: 'hang' };
	}
}

function statusResponse({ status, headers, body }: Extract<Fault, { kind: 'status' | 'status-after' }>): Response {
	const allowsBody = status !== 204 && status !== 205 && status !== 304;
	const text = body === undefined || !allowsBody ? null : bodyText(body);
	return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } });
}

function bodyText(body: unknown): string {
	return typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
}
