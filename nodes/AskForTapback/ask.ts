import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { providerById } from '../../core';
import { openRoom } from './open-room';
import { waitingWorkflow } from './waiting-workflow';

/** Asks, and waits: in an execution of its own, whose last items n8n takes for this node's output when it is over. */
export async function ask(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const provider = providerById(String(context.getNodeParameter('provider', 0)));
	const room = openRoom(context, provider);
	const input = context.getExecuteData().data;
	promiseNothing(context);
	let isParked = false;
	try {
		const { data, waitTill } = await context.executeWorkflow({ code: waitingWorkflow(context) }, [{ json: { ...room } }], undefined, {
			parentExecution: { executionId: context.getExecutionId(), workflowId: context.getWorkflow().id ?? '', shouldResume: true },
		});
		isParked = Boolean(waitTill);
		const items = data[0] ?? [];
		if (!isParked && !context.continueOnFail()) throwFirst(context, items);
		return [items];
	} finally {
		if (!isParked) context.getExecuteData().data = input;
	}
}

/**
 * If the waiting breaks off, n8n may go on with the node's input, and what came in may say approved: true. So that
 * becomes what is true then, as long as the node is parked.
 */
function promiseNothing(context: IExecuteFunctions): void {
	const broken = context.getInputData().map((_, item) => ({
		json: { approved: null, timedOut: false, error: 'The wait for a tapback broke off. Look at its own execution in the list.' },
		pairedItem: { item },
	}));
	const execution = context.getExecuteData();
	execution.data = { ...execution.data, main: [broken] };
}

function throwFirst(context: IExecuteFunctions, items: readonly INodeExecutionData[]): void {
	for (const [itemIndex, { json }] of items.entries()) {
		const { error } = json;
		if (typeof error !== 'object' || error === null || !('message' in error)) continue;
		const { message, code } = error;
		throw new NodeOperationError(context.getNode(), String(message), { itemIndex, description: code ? `Code ${String(code)}` : undefined });
	}
}
