import type { HostStatus } from '../../src/model/host-status.mts';
import { receiversOf, workflowOf } from '../settings/hooks.mts';
import { placeOf, shortenIds } from './titles.mts';

/** The receiver of webhooks at a URL: the name of a workflow, the host for another address of the host, otherwise host and path. */
export function receiverName(url: string, host: HostStatus | null | undefined): string {
	const workflow = workflowOf(url, receiversOf(host));
	if (workflow !== undefined) return workflow.name;
	if (host?.url != null && originOf(host.url) === originOf(url)) return host.name;
	return shortenIds(placeOf(url));
}

function originOf(url: string): string | undefined {
	return URL.canParse(url) ? new URL(url).origin : undefined;
}
