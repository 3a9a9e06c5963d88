import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { providerById } from '../../core';
import { connect } from '../shared/calls/connection';
import { listOptionsFor } from '../shared/values/list-options';
import { LIST_SEARCH } from '../shared/values/list-search';
import { toNodeError } from '../shared/errors/node-error';
import { PROVIDER_CREDENTIALS } from '../shared/panel/provider-properties';
import { testProvider } from '../shared/calls/test-credential';
import { SEND_SUBTITLE } from '../shared/panel/subtitles';
import { toErrorItem } from './error-item';
import { oncePerRun } from './once-per-run';
import { sendTapbackProperties } from './panel/properties';
import { runItems } from './run-items';
import { sendItem, type Operation } from './send-item';
import { keyOfTarget, readTarget, type Target } from './target';
import { TOOL_DESCRIPTION } from './panel/tool-description';

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

	methods = { loadOptions: listOptionsFor(({ fields }) => fields.send), credentialTest: { testProvider }, listSearch: LIST_SEARCH };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const provider = providerById(this.getNodeParameter('provider', 0) as string);
		const operation = this.getNodeParameter('operation', 0) as Operation;
		const connection = await connect(this, provider);
		const items = this.getInputData();
		const targetOf = targets(this);

		const results = await runItems({
			count: items.length,
			concurrent: provider.limits.concurrent,
			keyOf: (itemIndex) => keyOf(targetOf, itemIndex),
			task: async (itemIndex) => {
				const send = async () => await sendItem(this, { provider, operation, connection, itemIndex, target: targetOf(itemIndex) });
				return await oncePerRun(this, itemIndex, send).catch((error: unknown) => {
					if (!this.continueOnFail()) throw toNodeError(this.getNode(), error, itemIndex);
					return [toErrorItem(error, itemIndex)];
				});
			},
		});
		return [results.flat()];
	}
}

/** Evaluates each item's target once, because in n8n an expression takes longer than the rest of an item. */
function targets(context: IExecuteFunctions): (itemIndex: number) => Target {
	const known = new Map<number, Target>();
	return (itemIndex) => {
		const target = known.get(itemIndex) ?? readTarget(context, itemIndex);
		known.set(itemIndex, target);
		return target;
	};
}

/** An empty key if the item's expression fails. The item itself fails with that error later. */
function keyOf(targetOf: (itemIndex: number) => Target, itemIndex: number): string {
	try {
		return keyOfTarget(targetOf(itemIndex));
	} catch {
		return '';
	}
}
