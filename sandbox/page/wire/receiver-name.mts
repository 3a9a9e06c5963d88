import type { HostStatus } from '../../src/model/host-status.mts';
import { receiversOf, workflowOf } from '../settings/hooks.mts';
import { placeOf, shortenIds } from './titles.mts';

/** Who takes webhooks at a URL: a workflow by its name, the host if it is at another address of the host, else a host and a path. */
export function receiverName(url: string, host: HostStatus | null | undefined): string {
	const workflow = workflowOf(url, receiversOf(host));
	if (workflow !== undefined) return workflow.name;
	if (host?.url != null && originOf(host.url) === originOf(url)) return host.name;
	return shortenIds(placeOf(url));
}

function originOf(url: string): string | undefined {
	return URL.canParse(url) ? new URL(url).origin : undefined;
}
