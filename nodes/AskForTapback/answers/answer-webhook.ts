import { createHash } from 'node:crypto';
import type { IWebhookDescription } from 'n8n-workflow';

import { TapbackError, type ApiClient, type Provider } from '../../../core';
import { lookupSpec } from '../../shared/webhook/webhook-spec';
import { isRecord } from '../state/records';

/* The two webhooks of the node: that of a waiting run, and that of a published node, which receives all answers. */

const WAITING_WEBHOOK = 'default';
/** The published node's webhook, by its name for n8n. */
export const ANSWER_WEBHOOK = 'setup';

const PATH = 'tapback-answers';

export const ASK_WEBHOOKS: IWebhookDescription[] = [
	{
		// The URL of a waiting execution.
		name: WAITING_WEBHOOK,
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Otherwise n8n responds with the first item instead of webhook()'s own response.
		responseData: '={{ undefined }}',
		path: '={{ $nodeId }}',
		restartWebhook: true,
		isFullPath: true,
	},
	{
		name: ANSWER_WEBHOOK,
		// Published workflows only: with an empty method n8n registers no webhook, so a test run doesn't wait for a test event.
		httpMethod: '={{ $workflow.active ? "POST" : "" }}',
		responseMode: 'onReceived',
		responseData: 'noData',
		path: PATH,
	},
];

/** The operation Relay Tapbacks, and the listener of the questions that it answers. */
export const RELAY = 'relay';

/** A digest that identifies a webhook for answers. Leaves out the query, because providers may add one. */
export function listenerOf(url: string): string {
	const { origin, pathname } = new URL(url);
	return createHash('sha256')
		.update(origin + pathname)
		.digest('hex')
		.slice(0, 16);
}

/** Whether the URL is a webhook for answers in the same n8n as the URL `own`. */
export function isAnswerUrl(url: string, own: string): boolean {
	if (!URL.canParse(url)) return false;
	const [other, mine] = [new URL(url), new URL(own)];
	return other.origin === mine.origin && other.pathname.endsWith(`/${PATH}`);
}

/** @throws TapbackError WEBHOOK_CONFLICT if the node whose webhook this node uses was unpublished meanwhile. */
export async function requireShared(provider: Provider, call: ApiClient, { url }: { url: string }): Promise<void> {
	const { own } = await provider.registration.find(call, lookupSpec(url));
	if (own.length > 0) return;
	throw new TapbackError(
		'WEBHOOK_CONFLICT',
		`${provider.name} allows one webhook, and the workflow that shared its webhook with this one was unpublished. Unpublish this workflow and publish it again. Nothing was sent.`,
	);
}

/** The workflow's id. n8n unwraps the value of a resource locator, but not of a workflow selector. */
export function relayWorkflowIn(chosen: unknown): string {
	const value = isRecord(chosen) ? chosen.value : chosen;
	return String(value ?? '').trim();
}
