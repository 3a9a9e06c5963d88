import type { N8nClient } from '../../../host/n8n/api/client.mts';
import type { TableRow } from '../../../host/n8n/api/tables.mts';
import type { Harness } from './harness.mts';
import { lookFor } from './until.mts';

const TABLE = 'Tapback questions';

/** The rows of the question table that an execution made. */
export async function rowsOfExecution(client: N8nClient, executionId: string): Promise<TableRow[]> {
	return (await client.tableRows(TABLE)).filter(({ key }) => String(key).startsWith(`${executionId}/`));
}

/** All rows of the question table. */
export async function allRows(client: N8nClient): Promise<TableRow[]> {
	return await client.tableRows(TABLE);
}

/** The webhooks that runs registered for themselves at a provider. */
export function runWebhooks({ control }: Pick<Harness, 'control'>, provider: string): string[] {
	return control
		.webhooks(provider)
		.map((webhook) => JSON.stringify(webhook))
		.filter((webhook) => webhook.includes('/webhook-waiting/'));
}

export interface Asked {
	provider: string;
	workflowIds: readonly string[];
}

/**
 * What questions that are over left behind: executions that wait, rows, webhooks of runs. Clearing up takes a moment, so
 * this looks until nothing is left; in vain where something stays.
 */
export async function leftovers(harness: Harness, { provider, workflowIds }: Asked): Promise<string[]> {
	let left: string[] = [];
	await lookFor(async () => {
		left = [...(await leftInN8n(harness.client, workflowIds)), ...runWebhooks(harness, provider)];
		return left.length === 0 ? true : undefined;
	});
	return left;
}

async function leftInN8n(client: N8nClient, workflowIds: readonly string[]): Promise<string[]> {
	const executions = (await Promise.all(workflowIds.map(async (id) => await client.executionRows(id)))).flat();
	const rows = await client.tableRows(TABLE);
	const own = rows.filter(({ key }) => executions.some(({ id }) => String(key).startsWith(`${id}/`)));
	return [
		...executions.filter(({ status }) => status === 'waiting').map(({ id, mode }) => `execution ${id} (${mode}) waits`),
		...own.map(({ key }) => `row ${String(key)}`),
	];
}
