import { providerById } from '../../../core/providers/registry.ts';
import type { Workflow } from '../../../host/n8n/api/workflow.mts';
import type { Message } from '../../../sandbox/src/index.mts';
import { createRunLog, type RunLog } from './run-log.mts';
import { present, type Harness } from './harness.mts';
import { answeringWorkflow } from './workflows.mts';

/** A published workflow that answers love, laugh and question with a laugh. */
export interface AnsweringWorkflow {
	provider: string;
	workflow: Workflow;
	runs: RunLog;
	/** A seeded message. It gets the answer if a provider's events don't name their message. */
	message: Message;
	/** Whether the answer goes to the message that was tapped. */
	answersTheTapped: boolean;
}

const published = new Map<string, Promise<AnsweringWorkflow>>();

/** The workflow of a provider, published when it is first asked for. */
export async function answeringOf(harness: Harness, provider: string): Promise<AnsweringWorkflow> {
	const known = published.get(provider) ?? publishAnswering(harness, provider);
	published.set(provider, known);
	return await known;
}

/** Publishes another one for a provider, which must not echo the workflow's own tapbacks. */
export async function publishAnswering(harness: Harness, provider: string): Promise<AnsweringWorkflow> {
	const { client, control } = harness;
	if ('echo' in control.quirks(provider)) control.changeQuirks(provider, { echo: false });
	if ('reactionsPerMinute' in control.quirks(provider)) control.changeQuirks(provider, { reactionsPerMinute: 0 });
	const message = present(
		control.messages(provider).find(({ from, service }) => from === 'agent' && service === 'iMessage'),
		'message',
	);
	const answersTheTapped = providerById(provider).capabilities.receiveTarget.level !== 'no';
	const send = { reaction: 'laugh', messageId: answersTheTapped ? '={{ $json.messageId }}' : message.id };
	const inbound = { reactions: ['love', 'laugh', 'question'] };
	const { id } = await client.createWorkflow(answeringWorkflow(harness, { provider, inbound, send }));
	const workflow = await client.activate(id);
	return { provider, workflow, runs: createRunLog(client, id), message, answersTheTapped };
}

/** Whether this message has the tapback with which the workflow answers. */
export function isAnswered({ control }: Harness, provider: string, messageId: string): boolean {
	return control.tapbacks(provider, messageId).some(({ from, reaction }) => from === 'agent' && reaction === 'laugh');
}
