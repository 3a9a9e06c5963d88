import { afterEach, expect } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Message, ProviderId } from '../../../sandbox/src/index.mts';
import { jsonOf, type Harness } from './harness.mts';
import { openTrigger, type Trigger, type TriggerOptions } from './trigger.mts';
import { execute } from './workflow.mts';

/** A published workflow, and a message of the agent that people can tap. */
export interface PublishedTrigger {
	provider: ProviderId;
	inbound: Trigger;
	message: Message;
}

export interface Triggers {
	/** A workflow that is not published yet. */
	open(provider: ProviderId, options?: TriggerOptions): Promise<Trigger>;
	publish(provider: ProviderId, options?: TriggerOptions): Promise<PublishedTrigger>;
}

/** Call it once, at the top of a file: the triggers of a test are closed after it. */
export function useTriggers(harness: Harness): Triggers {
	let opened: Trigger[] = [];
	afterEach(async () => {
		await Promise.all(opened.map(async (trigger) => await trigger.close()));
		opened = [];
	});

	async function open(provider: ProviderId, options?: TriggerOptions): Promise<Trigger> {
		const trigger = await openTrigger(harness, provider, options);
		opened.push(trigger);
		return trigger;
	}

	return {
		open,
		async publish(provider, options) {
			const message = harness.sandbox.control.sendMessage(provider, { from: 'agent', text: 'See you at seven' });
			const inbound = await open(provider, options);
			await inbound.activate();
			return { provider, inbound, message };
		},
	};
}

/** The run that n8n starts with what webhook() returned: the items that the node puts out. */
export async function runFrom({ workflow, node, credentials }: Trigger, items: INodeExecutionData[]): Promise<IDataObject[]> {
	const result = await execute(workflow, node, { startNode: node, items, credentials, mode: 'webhook' });
	expect(result.error).toBeUndefined();
	return jsonOf(result);
}
