import { NodeOperationError, type ExecuteWorkflowData, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { providerById } from '../../core';
import { failureOf } from './failure';
import { openRoom } from './open-room';
import { resultsOf } from './results';
import { isSettled, type Room } from './room';
import { waitingWorkflow } from './waiting-workflow';

/** Asks, and waits: in an execution of its own, whose last items n8n takes for this node's output when it is over. */
export async function ask(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const provider = providerById(String(context.getNodeParameter('provider', 0)));
	const room = openRoom(context, provider);
	if (isSettled(room)) return [resultsOf(room)];
	const input = context.getExecuteData().data;
	promiseNothing(context, room);
	let isParked = false;
	try {
		const { data, waitTill } = await begin(context, room);
		isParked = Boolean(waitTill);
		const items = data[0] ?? [];
		if (!isParked && !room.goesOn) throwFirst(context, items);
		return [items];
	} finally {
		if (!isParked) context.getExecuteData().data = input;
	}
}

async function begin(context: IExecuteFunctions, room: Room): Promise<Pick<ExecuteWorkflowData, 'data' | 'waitTill'>> {
	const begun = context.executeWorkflow({ code: waitingWorkflow(context) }, [{ json: { ...room } }], undefined, {
		parentExecution: { executionId: context.getExecutionId(), workflowId: context.getWorkflow().id ?? '', shouldResume: true },
	});
	if (!room.goesOn) return await begun;
	// Where a node throws and shall go on, n8n takes what came in for what comes out, and that may say approved: true.
	return await begun.catch((error: unknown) => ({ data: [resultsOf(broken(room, error))], waitTill: null }));
}

/**
 * If the waiting breaks off, n8n may go on with the node's input, and what came in may say approved: true. So that
 * becomes what is true then, as long as the node is parked.
 */
function promiseNothing(context: IExecuteFunctions, { isGate }: Room): void {
	const error = 'No answer yet. If nothing waits any more, the wait broke off: look at its own execution in the list.';
	const nothing = context.getInputData().map((_, item) => ({
		json: { approved: null, timedOut: false, error, ...(isGate ? { chatInput: error } : {}) },
		pairedItem: { item },
	}));
	const execution = context.getExecuteData();
	execution.data = { ...execution.data, main: [nothing] };
}

function broken(room: Room, error: unknown): Room {
	const failure = failureOf(error);
	return { ...room, asks: room.asks.map((ask) => (ask.failure === null ? { failure } : ask)) };
}

function throwFirst(context: IExecuteFunctions, items: readonly INodeExecutionData[]): void {
	for (const [itemIndex, { json }] of items.entries()) {
		const { error } = json;
		if (typeof error !== 'object' || error === null || !('message' in error)) continue;
		const { message, code } = error;
		const description = code ? `Code ${String(code)}` : undefined;
		const nodeError = new NodeOperationError(context.getNode(), String(message), { itemIndex, description });
		// n8n puts a sentence of its own in place of one that holds a word like ETIMEDOUT.
		nodeError.message = String(message);
		throw nodeError;
	}
}
