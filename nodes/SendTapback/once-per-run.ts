import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

type Sent = Map<string, Promise<INodeExecutionData[]>>;

const runs = new WeakMap<object, Sent>();

/**
 * Sends an item once, even if n8n's Retry On Fail runs the whole node again with the same execution data. An item that an
 * earlier attempt of this run sent, or is still sending, isn't sent again; a failed item is. When n8n drops the execution
 * data, this memory ends, too.
 */
export async function oncePerRun(
	context: IExecuteFunctions,
	itemIndex: number,
	send: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const run = context.getExecuteData();
	const sent: Sent = runs.get(run) ?? new Map();
	runs.set(run, sent);
	// As an agent's tool, the node gets the same execution data for all calls, so the run index tells the calls apart.
	const key = `${context.getWorkflowDataProxy(itemIndex).$runIndex} ${itemIndex}`;
	const earlier = sent.get(key);
	const attempt = earlier === undefined ? send() : earlier.catch(send);
	sent.set(key, attempt);
	return await attempt;
}
