import { randomUUID } from 'node:crypto';

import type { WorkflowInput } from '../../host/n8n-workflow.mts';
import { chain, node } from './workflows.mts';

const TABLE = 'Tapback waits';

/** Calls another workflow with the items that are posted to it, and answers when that has ended. */
export function callingWorkflow(calledId: string): WorkflowInput {
	return {
		name: `Call ${calledId} ${randomUUID()}`,
		nodes: [webhook('Items'), splitBody(1), executeWorkflow('Call', calledId, 2)],
		connections: chain('Items', 'Split', 'Call'),
		settings: { executionOrder: 'v1' },
	};
}

/** Opens a wait at its own resume URL for the message that is posted to it, and waits to be called there. */
export function waitingWorkflow(calledId: string): WorkflowInput {
	const opening = "={{ { action: 'open', url: $execution.resumeUrl, messageId: $json.body.messageId } }}";
	return {
		name: `Wait to be called ${randomUUID()}`,
		nodes: [
			{ ...webhook('Message'), parameters: { ...webhook('Message').parameters, responseMode: 'onReceived' } },
			{ ...node('Opening', 'n8n-nodes-base.set', 1), typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: opening, options: {} } },
			executeWorkflow('Open', calledId, 2),
			{ ...node('Wait', 'n8n-nodes-base.wait', 3), typeVersion: 1.1, parameters: { resume: 'webhook', httpMethod: 'POST', options: {} } },
		],
		connections: chain('Message', 'Opening', 'Open', 'Wait'),
		settings: { executionOrder: 'v1' },
	};
}

/** Answers with all rows of the table of waits; with one empty one where there are none. */
export function tableWorkflow(): WorkflowInput {
	return {
		name: `Show who waits ${randomUUID()}`,
		nodes: [
			webhook('Question'),
			{
				...node('Rows', 'n8n-nodes-base.dataTable', 1),
				alwaysOutputData: true,
				parameters: { resource: 'row', operation: 'get', dataTableId: { __rl: true, mode: 'name', value: TABLE }, returnAll: true },
			},
		],
		connections: chain('Question', 'Rows'),
		settings: { executionOrder: 'v1' },
	};
}

function webhook(name: string) {
	const parameters = { httpMethod: 'POST', path: randomUUID(), responseMode: 'lastNode', responseData: 'allEntries', options: {} };
	return { ...node(name, 'n8n-nodes-base.webhook', 0), typeVersion: 2, webhookId: randomUUID(), parameters };
}

function splitBody(column: number) {
	return { ...node('Split', 'n8n-nodes-base.splitOut', column), parameters: { fieldToSplitOut: 'body', options: {} } };
}

function executeWorkflow(name: string, calledId: string, column: number) {
	const workflowInputs = { mappingMode: 'defineBelow', value: {}, matchingColumns: [], schema: [] };
	return {
		...node(name, 'n8n-nodes-base.executeWorkflow', column),
		typeVersion: 1.2,
		alwaysOutputData: true,
		parameters: { workflowId: { __rl: true, mode: 'id', value: calledId }, workflowInputs, options: {} },
	};
}
