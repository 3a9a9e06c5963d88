import { createHash } from 'node:crypto';
import type { IWebhookDescription } from 'n8n-workflow';

import { TapbackError, type ApiClient, type Provider } from '../../../core';
import { lookupSpec } from '../../shared/webhook/webhook-spec';
import { isRecord } from '../state/records';

/* The webhooks of the node: that of a run that waits, and that of a published node, at which all answers arrive. */

const WAITING_WEBHOOK = 'default';
export const ANSWER_WEBHOOK = 'setup';

const PATH = 'tapback-answers';

export const ASK_WEBHOOKS: IWebhookDescription[] = [
	{
		// The URL of an execution that waits.
		name: WAITING_WEBHOOK,
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// n8n would answer with the first item, and leave out what webhook() answers.
		responseData: '={{ undefined }}',
		path: '={{ $nodeId }}',
		restartWebhook: true,
		isFullPath: true,
	},
	{
		name: ANSWER_WEBHOOK,
		// Published workflows only: an empty method registers none, so that a test run doesn't listen for an event.
		httpMethod: '={{ $workflow.active ? "POST" : "" }}',
		responseMode: 'onReceived',
		responseData: 'noData',
		path: PATH,
	},
];

export const RELAY = 'relay';

/** Names a webhook for answers. Providers may add a query to its URL. */
export function listenerOf(url: string): string {
	const { origin, pathname } = new URL(url);
	return createHash('sha256')
		.update(origin + pathname)
		.digest('hex')
		.slice(0, 16);
}

/** Whether a node of the n8n with the URL `own` takes answers there. */
export function isAnswerUrl(url: string, own: string): boolean {
	if (!URL.canParse(url)) return false;
	const [other, mine] = [new URL(url), new URL(own)];
	return other.origin === mine.origin && other.pathname.endsWith(`/${PATH}`);
}

/** @throws TapbackError WEBHOOK_CONFLICT where the node that has the webhook for this one was unpublished meanwhile. */
export async function requireShared(provider: Provider, call: ApiClient, { url }: { url: string }): Promise<void> {
	const { own } = await provider.registration.find(call, lookupSpec(url));
	if (own.length > 0) return;
	throw new TapbackError(
		'WEBHOOK_CONFLICT',
		`${provider.name} allows one webhook, and the workflow that had it for this one was unpublished. Unpublish this workflow and publish it again. Nothing was sent.`,
	);
}

/** n8n takes the value out of a resource locator, but not out of a workflow selector. */
export function relayWorkflowIn(chosen: unknown): string {
	const value = isRecord(chosen) ? chosen.value : chosen;
	return String(value ?? '').trim();
}
