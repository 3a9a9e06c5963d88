import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

type Sent = Map<string, Promise<INodeExecutionData[]>>;

const runs = new WeakMap<object, Sent>();

/**
 * n8n's Retry On Fail runs the whole node again, with the same execution data. An item that an earlier try of this run
 * has sent, or is still sending, isn't sent again; a failed one is. The memory ends with n8n's record of the run.
 */
export async function oncePerRun(
	context: IExecuteFunctions,
	itemIndex: number,
	send: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const run = context.getExecuteData();
	const sent: Sent = runs.get(run) ?? new Map();
	runs.set(run, sent);
	// As a tool, the node shares the agent's execution data, and each call has its own run index.
	const key = `${context.getWorkflowDataProxy(itemIndex).$runIndex} ${itemIndex}`;
	const earlier = sent.get(key);
	const attempt = earlier === undefined ? send() : earlier.catch(send);
	sent.set(key, attempt);
	return await attempt;
}
