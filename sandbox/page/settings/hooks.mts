import type { ProviderOverview } from '../../src/control/overview.mts';
import type { HostStatus } from '../../src/model/host-status.mts';
import { isRecord, textOf, textsOf } from '../../src/model/json.mts';
import { isLoopbackHost, parseHttpUrl } from '../../src/model/loopback.mts';

/** A registered webhook, the same for every vendor. */
export interface Hook {
	url: string;
	/** Empty: all events. */
	events: string[];
	/** The agent, identity or lines whose events it gets; `undefined` for all. */
	owner: string | undefined;
	/** Absent if nothing is signed. */
	secret: string | undefined;
}

/** Reads the webhooks of a provider, which `GET /control` shows in the vendor's own form. */
export function readHooks(overview: ProviderOverview): Hook[] {
	return overview.webhooks.map((hook) => ({
		url: textOf(hook.url) ?? '',
		events: textsOf(hook.subscribed_events ?? hook.event_types ?? hook.events ?? [hook.type]) ?? [],
		owner: ownerOf(hook, overview),
		secret: textOf(hook.secret ?? hook.signing_secret ?? hook.signing_key ?? overview.globalSecret),
	}));
}

/** A workflow with webhooks. */
interface Receiver {
	name: string;
	url: string;
	webhookUrls: readonly string[];
}

/** All workflows of a host with a webhook: those that tapbacks start, and those that ask. */
export function receiversOf(host: HostStatus | null | undefined): Receiver[] {
	return [...(host?.workflows ?? []), ...(host?.asking ?? [])];
}

/** The workflow with this webhook URL. A vendor may add a query to the URL. */
export function workflowOf<T extends Receiver>(url: string, workflows: readonly T[]): T | undefined {
	const place = placeOf(url);
	return place === undefined ? undefined : workflows.find(({ webhookUrls }) => webhookUrls.some((own) => placeOf(own) === place));
}

/** Whether this URL is on another machine. */
export function isRemote(url: string): boolean {
	const parsed = parseHttpUrl(url);
	return parsed !== undefined && !isLoopbackHost(parsed.hostname);
}

// This machine has several names.
function placeOf(url: string): string | undefined {
	const parsed = parseHttpUrl(url);
	if (!parsed) return undefined;
	const host = isLoopbackHost(parsed.hostname) ? 'localhost' : parsed.hostname;
	return `${host}:${parsed.port}${parsed.pathname.replace(/\/$/, '')}`;
}

function ownerOf(hook: Record<string, unknown>, { agents, identities }: ProviderOverview): string | undefined {
	const agent = entryWith(agents, hook.agentId);
	if (agent) return `Agent ${textOf(agent.name) ?? textOf(agent.id) ?? ''}`;
	const identity = entryWith(identities, hook.agent_identity_id);
	if (identity) return `Identity ${textOf(identity.agent_handle ?? identity.handle) ?? textOf(identity.id) ?? ''}`;
	const lines = textsOf(hook.phone_numbers ?? hook.sendblue_numbers);
	return lines && lines.length > 0 ? lines.join(', ') : undefined;
}

function entryWith(entries: unknown, id: unknown): Record<string, unknown> | undefined {
	return Array.isArray(entries) && typeof id === 'string' ? entries.filter(isRecord).find((entry) => entry.id === id) : undefined;
}
