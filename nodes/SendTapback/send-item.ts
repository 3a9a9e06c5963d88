import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import {
	TapbackError,
	formatReadTapback,
	formatResult,
	isClassicReaction,
	readTapbacks,
	sendTapback,
	tallyTapbacks,
	type Action,
	type Connection,
	type Provider,
	type ToggleState,
} from '../../core';
import { fieldValues } from '../shared/values/field-values';
import { HINT_TEXTS } from '../shared/errors/hint-texts';
import { checkTimeout } from '../shared/values/timeout';
import { toggleMemory } from '../shared/calls/toggle-memory';
import { toggleStore } from './toggle-store';
import { reactionInput } from './reaction-input';
import { messageIdOf, type Target } from './target';

export type Operation = Action | 'get' | 'tally';

interface Options {
	partIndex?: unknown;
	includeMessage?: unknown;
	timeout?: unknown;
	whenUnsupported?: 'error' | 'skip';
	currentTapback?: string;
}

/** Runs the operation for one item. */
export async function sendItem(
	context: IExecuteFunctions,
	options: { provider: Provider; operation: Operation; connection: Connection; itemIndex: number; target: Target },
): Promise<INodeExecutionData[]> {
	const { provider, operation, itemIndex } = options;
	const itemOptions = context.getNodeParameter('options', itemIndex, {}) as Options;
	const connection = { ...options.connection, timeoutMs: checkTimeout(itemOptions.timeout) };
	const target = {
		messageId: await messageIdOf(provider, options.target, connection),
		partIndex: itemOptions.partIndex,
	};

	if (operation === 'get' || operation === 'tally') {
		const fields = fieldValues(context, provider.fields.get, itemIndex);
		const query = { ...target, fields, includeMessage: checkIncludeMessage(itemOptions.includeMessage) };
		if (operation === 'tally') {
			return [toItem({ provider: provider.id, operation, ...(await tallyTapbacks(provider, query, connection)) }, itemIndex)];
		}
		const live = await readTapbacks(provider, query, connection);
		return live.map((tapback) => toItem({ ...formatReadTapback(provider.id, tapback) }, itemIndex));
	}

	const command = {
		...target,
		action: operation,
		...reactionInput(context, itemIndex),
		fields: fieldValues(context, provider.fields.send, itemIndex),
	};
	const result = await sendTapback(provider, command, {
		connection,
		memory: toggleMemory,
		store: toggleStore(context, provider),
		whenUnsupported: itemOptions.whenUnsupported ?? 'error',
		currentTapback: currentToggleState(itemOptions.currentTapback),
	});
	return [toItem({ ...formatResult(provider.id, result, HINT_TEXTS) }, itemIndex)];
}

function currentToggleState(current: string | undefined): ToggleState | undefined {
	return current === 'none' || isClassicReaction(current) ? current : undefined;
}

/** True unless the user turned the option off. */
function checkIncludeMessage(given: unknown): boolean {
	if (typeof given === 'boolean') return given;
	if (given === undefined || given === null || given === '') return true;
	const message = `Include Message is “${String(given).slice(0, 100)}”. It must be true or false.`;
	throw new TapbackError('INVALID_INPUT', message, { field: 'includeMessage' });
}

function toItem(json: IDataObject, itemIndex: number): INodeExecutionData {
	return { json, pairedItem: { item: itemIndex } };
}
