import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { TapbackError } from '../../core';
import { UNTIL, markOf } from './waiting-url';

/*
 * A workflow that has the provider's webhook, and hands tapbacks on to the URLs of those who wait. It is told of each, and
 * which message it waits for: docs/n8n.md, "Handing tapbacks on".
 */

/** From now on every tapback is handed on: before it is sent, a question has no id. */
export async function openInbound(context: IExecuteFunctions, workflowId: string, url: string): Promise<void> {
	const kept = await tell(context, workflowId, [opening(url, '')]);
	if (kept.some(({ json }) => json.url === url)) return;
	throw refused('It runs, and doesn’t keep who waits.');
}

/** From now on only the tapbacks on these messages are. */
export async function nameInbound(
	context: IExecuteFunctions,
	workflowId: string,
	url: string,
	messageIds: readonly string[],
): Promise<void> {
	const opened = messageIds.map((messageId) => opening(url, messageId));
	await tell(context, workflowId, opened);
	await tell(context, workflowId, [{ action: 'close', url, messageId: '' }]);
}

export async function closeInbound(context: IExecuteFunctions, workflowId: string, url: string): Promise<void> {
	await tell(context, workflowId, [{ action: 'close', url, messageId: null }]);
}

/** `until`: when it can be forgotten, whatever happened. */
function opening(url: string, messageId: string): INodeExecutionData['json'] {
	return { action: 'open', url, messageId, until: new Date(Number(markOf(url, UNTIL))).toISOString() };
}

async function tell(context: IExecuteFunctions, id: string, told: Array<INodeExecutionData['json']>): Promise<INodeExecutionData[]> {
	const items = told.map((json) => ({ json }));
	const { data } = await context.executeWorkflow({ id }, items).catch((error: unknown) => {
		throw refused(error instanceof Error ? error.message : String(error));
	});
	return data[0] ?? [];
}

function refused(why: string): TapbackError {
	return new TapbackError(
		'REFUSED',
		`The workflow in Inbound Workflow could not be told which question to listen for: ${why} Check that it is published, and that it is made of the example “Hand tapbacks to waiting questions”.`,
		{ field: 'inboundWorkflow' },
	);
}
