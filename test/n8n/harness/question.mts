import type { INodeExecutionData } from 'n8n-workflow';

import type { Message, ProviderId } from '../../../sandbox/src/index.mts';
import type { AskingN8n, PublishedAsk, PublishOptions } from './asking-n8n.mts';
import { turnsOf, type Execution } from './played-executions.mts';

/** A question that waits for its answer. */
export interface WaitingQuestion {
	workflow: PublishedAsk;
	execution: Execution;
	/** The message that asks. */
	message: Message;
}

/** Publishes a workflow and runs it, until its question waits. The item that it asks for says that it is approved. */
export async function openQuestion(n8n: AskingN8n, provider: ProviderId, options: PublishOptions = {}): Promise<WaitingQuestion> {
	const workflow = await n8n.publish(provider, options);
	return await askAgain(n8n, workflow);
}

export async function askAgain(n8n: AskingN8n, workflow: PublishedAsk): Promise<WaitingQuestion> {
	const execution = await workflow.ask();
	const message = n8n.asked(workflow.provider).at(-1);
	if (execution.status !== 'waiting' || message === undefined) throw new Error(`It doesn’t wait: ${execution.error ?? execution.status}`);
	return { workflow, execution, message };
}

/** What the node put out; `undefined` while it waits. */
export function resultOf({ status, data, workflow }: Execution): INodeExecutionData['json'] | undefined {
	if (status === 'waiting' || status === 'running') return undefined;
	const [turn] = turnsOf({ data }, askNodeOf(workflow()));
	return turn?.[0];
}

function askNodeOf({ nodes }: ReturnType<Execution['workflow']>): string {
	return Object.values(nodes).find(({ type }) => type.includes('askForTapback'))?.name ?? '';
}
