import type { IExecuteFunctions } from 'n8n-workflow';

import type { Provider } from '../../core';
import { nodeKey } from '../shared/node-key';
import { toNodeError } from '../shared/node-error';
import { failureOf } from './failure';
import { readAsk } from './parameters';
import type { Ask, OpenAsk, Room } from './room';
import { inWordsOfPanel } from './rules';
import { quotesTarget } from './quotes-target';
import { requireApart, type Earlier } from './same-question';
import { readSubscription, requireSame, type Subscription } from './subscription';

/**
 * What is to be asked, one question for each item, all of it checked before anything is sent.
 * @throws NodeOperationError for an item that is wrong, unless the node goes on after failures.
 */
export function openRoom(context: IExecuteFunctions, provider: Provider): Room {
	const { id, type } = context.getNode();
	const isGate = type.endsWith('HitlTool');
	// Where a gate throws, n8n tells the agent that somebody said no.
	const goesOn = isGate || context.continueOnFail();
	const earlier: Earlier = new Map();
	let subscription: Subscription | undefined;

	function read(itemIndex: number): OpenAsk {
		const ask = readAsk(context, provider, itemIndex);
		const own = readSubscription(context, provider, { ask, itemIndex });
		if (subscription !== undefined) requireSame(provider, own, subscription);
		if (quotesTarget(provider)) requireApart(provider, ask, earlier);
		subscription ??= own;
		return ask;
	}

	const asks = context.getInputData().map((_, itemIndex): Ask => {
		try {
			return read(itemIndex);
		} catch (error) {
			if (!goesOn) throw toNodeError(context.getNode(), inWordsOfPanel(error), itemIndex);
			return { failure: failureOf(inWordsOfPanel(error)) };
		}
	});
	return {
		provider: provider.id,
		key: `${context.getExecutionId()}/${nodeKey(context)}/${context.getWorkflowDataProxy(0).$runIndex}`,
		nodeId: id,
		isGate,
		goesOn,
		inboundWorkflow: subscription?.inboundWorkflow ?? null,
		fields: subscription?.fields ?? {},
		marks: {},
		secret: null,
		executionId: null,
		parkings: 0,
		asks,
	};
}
