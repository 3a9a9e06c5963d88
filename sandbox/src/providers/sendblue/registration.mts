import type { Hono } from 'hono';
import { isRecord, textOf, textsOf } from '../../model/json.mts';
import { MOST_WEBHOOKS, requireRoom, requireShort } from '../../model/limits.mts';
import { isLoopbackHost, parseHttpUrl } from '../../model/loopback.mts';
import { jsonBody } from '../vendor-app.mts';
import { sendblueError } from './errors.mts';
import { HOOK_TYPES, type HookEntry, type HookType, type SendblueState } from './state.mts';

const PATH = '/api/account/webhooks';
const INVALID_WEBHOOKS = 'webhooks must be an array of URLs or webhook objects';

/** Webhooks are identified by type and URL only. POST appends, also duplicates; PUT replaces every type; DELETE removes by exact URL. */
export function addWebhookRoutes(app: Hono, state: SendblueState): void {
	app.get(PATH, (c) => c.json({ status: 'OK', webhooks: wireHooks(state) }));
	app.post(PATH, async (c) => {
		const body = await jsonBody(c);
		const { webhooks, type = 'receive', globalSecret } = isRecord(body) ? body : {};
		const entries = parseEntries(webhooks);
		const hookType = HOOK_TYPES.find((known) => known === type);
		if (!entries) return sendblueError(c, 400, INVALID_WEBHOOKS);
		if (!hookType) return sendblueError(c, 400, `type must be one of: ${HOOK_TYPES.join(', ')}`);
		requireHookRoom([...state.hooks.values()].flat().length, entries);
		append(state, hookType, entries);
		if (typeof globalSecret === 'string') state.globalSecret = globalSecret;
		return c.json({ status: 'OK', message: 'Webhooks added', webhooks: wireHooks(state) });
	});
	app.put(PATH, async (c) => {
		const body = await jsonBody(c);
		const webhooks = isRecord(body) ? body.webhooks : undefined;
		if (!isRecord(webhooks)) return sendblueError(c, 400, 'webhooks must be an object of webhook types');
		const { globalSecret, ...byType } = webhooks;
		const replacement = new Map<HookType, HookEntry[]>();
		for (const [name, value] of Object.entries(byType)) {
			const type = HOOK_TYPES.find((known) => known === name);
			const entries = parseEntries(value);
			if (!type || !entries) return sendblueError(c, 400, INVALID_WEBHOOKS);
			replacement.set(type, entries);
		}
		requireHookRoom(0, [...replacement.values()].flat());
		state.hooks = replacement;
		state.globalSecret = textOf(globalSecret);
		return c.json({ status: 'OK', message: 'Webhooks updated', webhooks: wireHooks(state) });
	});
	app.delete(PATH, async (c) => {
		const body = await jsonBody(c);
		const { webhooks, type = 'receive' } = isRecord(body) ? body : {};
		const urls = textsOf(webhooks);
		const hookType = HOOK_TYPES.find((known) => known === type);
		if (!urls) return sendblueError(c, 400, 'webhooks must be an array of URLs');
		if (!hookType) return sendblueError(c, 400, `type must be one of: ${HOOK_TYPES.join(', ')}`);
		const kept = (state.hooks.get(hookType) ?? []).filter((entry) => !urls.includes(urlOf(entry)));
		state.hooks.set(hookType, kept);
		return c.json({ status: 'OK', message: 'Webhooks deleted' });
	});
}

function requireHookRoom(present: number, added: readonly HookEntry[]): void {
	requireRoom(present + added.length - 1, MOST_WEBHOOKS, 'webhooks');
	for (const entry of added) requireShort(entry, 'The webhook');
}

export function append(state: SendblueState, type: HookType, entries: HookEntry[]): void {
	state.hooks.set(type, [...(state.hooks.get(type) ?? []), ...entries]);
}

export function urlOf(entry: HookEntry): string {
	return typeof entry === 'string' ? entry : entry.url;
}

/** The webhooks as GET shows them: a type without webhooks is absent, the global secret is among the arrays. */
function wireHooks({ hooks, globalSecret }: SendblueState): Record<string, unknown> {
	const filled = [...hooks].filter(([, entries]) => entries.length > 0);
	return { ...Object.fromEntries(filled), ...(globalSecret === undefined ? {} : { globalSecret }) };
}

function parseEntries(value: unknown): HookEntry[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const entries = value.map(parseEntry);
	const valid = entries.filter((entry) => entry !== undefined);
	return valid.length === entries.length ? valid : undefined;
}

function parseEntry(value: unknown): HookEntry | undefined {
	if (typeof value === 'string') return secureUrl(value);
	if (!isRecord(value) || typeof value.url !== 'string') return undefined;
	const url = secureUrl(value.url);
	if (url === undefined) return undefined;
	const secret = textOf(value.secret);
	const numbers = textsOf(value.sendblue_numbers);
	return {
		url,
		...(secret === undefined ? {} : { secret }),
		...(numbers ? { sendblue_numbers: numbers } : {}),
	};
}

// Third parties report that http becomes https. On this machine it stays http, because there is no certificate.
function secureUrl(text: string): string | undefined {
	const url = parseHttpUrl(text);
	if (!url) return undefined;
	return url.protocol === 'https:' || isLoopbackHost(url.hostname) ? text : text.replace(/^http:/i, 'https:');
}
