import type { IExecuteFunctions } from 'n8n-workflow';

import { TapbackError, type FieldValues, type Provider } from '../../core';
import { nodeKey } from '../shared/node-key';
import { toNodeError } from '../shared/node-error';
import { readAsk, readInboundWorkflow, readSubscriptionFields } from './parameters';
import { failureOf } from './failure';
import { quotesTarget } from './quotes-target';
import type { Ask, Room } from './room';
import { inWordsOfPanel } from './rules';

/**
 * What is to be asked, one question for each item, all of it checked before anything is sent.
 * @throws NodeOperationError for an item that is wrong, unless the node goes on after failures.
 */
export function openRoom(context: IExecuteFunctions, provider: Provider): Room {
	const { id, type } = context.getNode();
	const goesOn = context.continueOnFail();
	const asks = context.getInputData().map((_, itemIndex): Ask => {
		try {
			return readAsk(context, provider, itemIndex);
		} catch (error) {
			if (!goesOn) throw toNodeError(context.getNode(), inWordsOfPanel(error), itemIndex);
			return { failure: failureOf(inWordsOfPanel(error)) };
		}
	});
	try {
		requireApart(provider, asks);
		return {
			provider: provider.id,
			key: `${context.getExecutionId()}/${nodeKey(context)}/${context.getWorkflowDataProxy(0).$runIndex}`,
			nodeId: id,
			isGate: type.endsWith('HitlTool'),
			goesOn,
			inboundWorkflow: readInboundWorkflow(context, provider, asks),
			fields: subscriptionFields(context, provider, asks.length),
			marks: {},
			secret: null,
			executionId: null,
			parkings: 0,
			asks,
		};
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}

/** All items of a run wait with one webhook. */
function subscriptionFields(context: IExecuteFunctions, provider: Provider, count: number): FieldValues {
	const [first = {}, ...others] = Array.from({ length: count }, (_, itemIndex) => readSubscriptionFields(context, provider, itemIndex));
	const differs = others.findIndex((other) => JSON.stringify(other) !== JSON.stringify(first));
	if (differs === -1) return first;
	const names = Object.keys(first).join(', ');
	throw new TapbackError(
		'INVALID_INPUT',
		`Item ${differs + 1} has another ${names} than the first one. All items of one run must have the same. Ask in a loop instead.`,
		{ field: names },
	);
}

/** Where tapbacks only quote their target, two questions that read the same can't be told apart. */
function requireApart(provider: Provider, asks: readonly Ask[]): void {
	if (!quotesTarget(provider)) return;
	const seen = new Set<string>();
	for (const ask of asks) {
		if (ask.failure !== null) continue;
		const { message, question } = ask;
		const asked = JSON.stringify([
			message?.text.trim() ?? question.text?.trim(),
			message?.to,
			message?.conversationId,
			question.rules.from,
		]);
		if (seen.has(asked)) {
			throw new TapbackError(
				'INVALID_INPUT',
				`Two items ask the same question in the same place, and ${provider.name}’s tapbacks only quote what they are on: an answer could belong to either. Word them differently. Nothing was sent.`,
				{ field: 'message' },
			);
		}
		seen.add(asked);
	}
}
