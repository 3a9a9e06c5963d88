import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import {
	TapbackError,
	canFindMessage,
	createBoundedMap,
	createPacer,
	findMessage,
	isTapbackError,
	sentenceOf,
	whyFiltered,
	type Connection,
	type Pacer,
	type Provider,
	type TapbackEvent,
} from '../../core';
import { connect } from '../shared/calls/connection';
import { log } from '../shared/errors/log';
import { nodeKey } from '../shared/node-key';
import { readFlag, type ParameterReader } from '../shared/values/read-parameter';
import { HINT_TEXTS } from '../shared/errors/hint-texts';
import { eventItem, splitAmbiguous } from './event-item';
import { recordFound } from './seen-tapbacks';
import { chosenProvider, readFilter } from './settings';

/** One pacer for all runs of a node in this process, so that simultaneous runs stay within the provider's limit. */
const pacers = createBoundedMap<Pacer>(1000);

/** Whether the tapped message is looked up. @throws TapbackError INVALID_INPUT that begins with the field's name */
export function includesMessage(context: ParameterReader, provider: Provider): boolean {
	if (!canFindMessage(provider)) return false;
	return readFlag(context, { path: 'options.includeMessage', label: 'Include Message' }) ?? true;
}

/**
 * Adds the tapped message to each item, with one request. If the request fails, the item stays as it is. A text that turns
 * out to be no tapback becomes a message if messages are wanted, and is dropped otherwise. A tapback is dropped, too, if the
 * filter doesn't want its message.
 */
export async function withMessages(context: IExecuteFunctions, items: INodeExecutionData[]): Promise<INodeExecutionData[]> {
	const parameters: ParameterReader = {
		getNode: () => context.getNode(),
		getNodeParameter: (name, fallback) => context.getNodeParameter(name, 0, fallback),
	};
	const provider = chosenProvider(parameters);
	if (!includesMessage(parameters, provider)) return items;
	const found: INodeExecutionData[] = [];
	let connection: Connection | undefined;
	for (const started of items) {
		const { item, otherwise } = splitAmbiguous(started);
		const { json } = item;
		if (!isEventOf(provider, json)) {
			found.push(item);
			continue;
		}
		let event: TapbackEvent | undefined;
		try {
			connection ??= { ...(await connect(context, provider)), pacer: pacerOf(context, provider) };
			event = await findMessage(provider, json, connection);
		} catch (error) {
			const why = isTapbackError(error) ? sentenceOf(error, HINT_TEXTS) : 'it could not be read';
			log(context, 'warn', `the message that was tapped is not known: ${why}`);
			found.push(item);
			continue;
		}
		if (event === undefined && otherwise !== undefined) found.push(otherwise);
		// Outside of the catch above: a filter that can't be evaluated must fail the run, and let nothing pass.
		if (event !== undefined && (json.messageId !== null || isWanted(parameters, provider, event)))
			found.push({ ...item, ...eventItem(recorded(context, json, { event, account: connection.account })) });
	}
	return found;
}

/** Records the event if its message was unknown before: only now can `replaced` be known. */
function recorded(
	context: IExecuteFunctions,
	before: TapbackEvent,
	{ event, account }: { event: TapbackEvent; account: string | undefined },
) {
	return before.messageId === null && event.messageId !== null ? recordFound(context, event, account) : event;
}

function isWanted(parameters: ParameterReader, provider: Provider, event: TapbackEvent): boolean {
	return whyFiltered(event, readFilter(parameters, provider)) === undefined;
}

function isEventOf(provider: Provider, json: unknown): json is TapbackEvent {
	const { eventId, provider: from, messageId, target } = Object(json) as Partial<TapbackEvent>;
	const isWhole = (messageId === null || typeof messageId === 'string') && (target === null || typeof target?.text === 'string');
	return typeof eventId === 'string' && from === provider.id && isWhole;
}

function pacerOf(context: IExecuteFunctions, { name, limits }: Provider): Pacer {
	const key = nodeKey(context);
	const sleep = async () => {
		throw new TapbackError('RATE_LIMITED', `${name} asked for a pause a moment ago.`);
	};
	const pacer = pacers.get(key) ?? createPacer({ concurrent: limits.concurrent, now: () => Date.now(), sleep });
	pacers.set(key, pacer);
	return pacer;
}
