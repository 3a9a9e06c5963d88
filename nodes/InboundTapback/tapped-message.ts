import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import {
	PROVIDERS,
	TapbackError,
	canFindMessage,
	canFindQuoted,
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
import { connect } from '../shared/connection';
import { nodeKey } from '../shared/node-key';
import { REMEDIES } from '../shared/remedies';
import { eventItem } from './event-item';
import { noteFound } from './seen-tapbacks';
import { chosenProvider, listenSettings, type ParameterReader } from './settings';

const MOST_PACERS = 1000;

/** Of all runs of a node in this process, so that many at once keep within what the provider takes. */
const pacers = new Map<string, Pacer>();

/** The option that leaves the message out, where it takes a request to know it. */
export const MESSAGE_OPTIONS = PROVIDERS.filter(canFindMessage).map((provider) => includeMessageProperty(provider));

/** Whether the message is looked up that was tapped. */
export function includesMessage(context: ParameterReader, provider: Provider): boolean {
	const options = context.getNodeParameter('options', {}) as { includeMessage?: boolean };
	return canFindMessage(provider) && options.includeMessage !== false;
}

/**
 * The items with the message that was tapped, each looked up with one request. A read that fails loses no event. What turns
 * out to be no tapback, or one on another message than those wanted, is dropped.
 */
export async function withMessages(context: IExecuteFunctions, items: INodeExecutionData[]): Promise<INodeExecutionData[]> {
	const parameters: ParameterReader = { getNodeParameter: (name, fallback) => context.getNodeParameter(name, 0, fallback) };
	const provider = chosenProvider(parameters);
	if (!includesMessage(parameters, provider)) return items;
	const found: INodeExecutionData[] = [];
	let connection: Connection | undefined;
	for (const item of items) {
		const { json } = item;
		if (!isEventOf(provider, json)) {
			found.push(item);
			continue;
		}
		try {
			connection ??= { ...(await connect(context, provider)), pacer: pacerOf(context, provider) };
			const event = await findMessage(provider, json, connection);
			if (event !== undefined && (json.messageId !== null || isWanted(parameters, provider, event)))
				found.push({ ...item, ...eventItem(noted(json, event)) });
		} catch (error) {
			const why = isTapbackError(error) ? sentenceOf(error, REMEDIES) : 'it could not be read';
			context.logger.warn(`Tapback: the message that was tapped is not known: ${why}`, { node: context.getNode().name });
			found.push(item);
		}
	}
	return found;
}

/** What it took the place of is known only once the message is. */
function noted(before: TapbackEvent, event: TapbackEvent): TapbackEvent {
	return before.messageId === null && event.messageId !== null ? noteFound(event) : event;
}

function isWanted(parameters: ParameterReader, provider: Provider, event: TapbackEvent): boolean {
	return whyFiltered(event, listenSettings(parameters, provider).filter) === undefined;
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
	pacers.delete(key);
	pacers.set(key, pacer);
	const [oldest] = pacers.keys();
	if (pacers.size > MOST_PACERS && oldest !== undefined) pacers.delete(oldest);
	return pacer;
}

function includeMessageProperty(provider: Provider): INodeProperties {
	const quoted = `Whether to look for the message that was tapped, by its quote among the last 100 messages of the conversation. Without it the message has no ID, and texts that people write as well, such as Curtiu “See you at noon”, start nothing.`;
	const named = 'Whether to read the message that was tapped, for its text; that takes one request to the provider for each event';
	return {
		displayName: 'Include Message',
		name: 'includeMessage',
		type: 'boolean',
		displayOptions: { show: { '/provider': [provider.id] } },
		default: true,
		description: canFindQuoted(provider) ? quoted : named,
	};
}
