import type { HostStatus } from '../../src/model/host-status.mts';
import { workflowOf } from '../settings/hooks.mts';
import { placeOf, shortenIds } from './titles.mts';

/** Who takes webhooks at a URL: a workflow by its name, the host where a question waits in it, else a host and a path. */
export function receiverName(url: string, host: HostStatus | null | undefined): string {
	const workflow = workflowOf(url, host?.workflows ?? []);
	if (workflow !== undefined) return workflow.name;
	if (host?.url != null && originOf(host.url) === originOf(url)) return host.name;
	return shortenIds(placeOf(url));
}

function originOf(url: string): string | undefined {
	return URL.canParse(url) ? new URL(url).origin : undefined;
}
