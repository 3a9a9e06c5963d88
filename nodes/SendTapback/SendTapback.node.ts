import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { providerById } from '../../core';
import { connect } from '../shared/connection';
import { listOptionsFor } from '../shared/list-options';
import { toNodeError } from '../shared/node-error';
import { PROVIDER_CREDENTIALS } from '../shared/provider-properties';
import { testProvider } from '../shared/test-credential';
import { SEND_SUBTITLE } from '../shared/subtitles';
import { toErrorItem } from './error-item';
import { oncePerRun } from './once-per-run';
import { sendTapbackProperties } from './properties';
import { runItems } from './run-items';
import { sendItem, type Operation } from './send-item';
import { TOOL_DESCRIPTION } from './tool-description';

export class SendTapback implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Send Tapback',
		name: 'sendTapback',
		icon: { light: 'file:../../icons/send-tapback.svg', dark: 'file:../../icons/send-tapback.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: SEND_SUBTITLE,
		description: 'Add, remove and read iMessage tapbacks: love, like, dislike, laugh, emphasize, question, or any emoji',
		defaults: { name: 'Send Tapback' },
		usableAsTool: { replacements: { description: TOOL_DESCRIPTION } },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: PROVIDER_CREDENTIALS,
		properties: sendTapbackProperties,
	};

	methods = { loadOptions: listOptionsFor(({ fields }) => fields.send), credentialTest: { testProvider } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const provider = providerById(this.getNodeParameter('provider', 0) as string);
		const operation = this.getNodeParameter('operation', 0) as Operation;
		const connection = await connect(this, provider);
		const items = this.getInputData();
		const messageIdOf = messageIds(this);

		const results = await runItems({
			count: items.length,
			concurrent: provider.limits.concurrent,
			keyOf: (itemIndex) => keyOf(messageIdOf, itemIndex),
			task: async (itemIndex) => {
				const send = async () => await sendItem(this, { provider, operation, connection, itemIndex, messageId: messageIdOf(itemIndex) });
				return await oncePerRun(this, itemIndex, send).catch((error: unknown) => {
					if (!this.continueOnFail()) throw toNodeError(this.getNode(), error, itemIndex);
					return [toErrorItem(error, itemIndex)];
				});
			},
		});
		return [results.flat()];
	}
}

/** Each is evaluated once: an expression costs n8n more than all that we do for an item. */
function messageIds(context: IExecuteFunctions): (itemIndex: number) => unknown {
	const known = new Map<number, unknown>();
	return (itemIndex) => {
		if (!known.has(itemIndex)) known.set(itemIndex, context.getNodeParameter('messageId', itemIndex, ''));
		return known.get(itemIndex);
	};
}

/** An expression that breaks is the failure of its own item, which meets it again in its turn. */
function keyOf(messageIdOf: (itemIndex: number) => unknown, itemIndex: number): string {
	try {
		return String(messageIdOf(itemIndex));
	} catch {
		return '';
	}
}
