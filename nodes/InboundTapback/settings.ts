import type { IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { providerById, type EventAction, type FieldValues, type Provider, type ReactionName, type TapbackFilter } from '../../core';
import { commaSeparated } from '../shared/comma-separated';

/** What reads the parameters of a published or tested trigger. */
export type ListenContext = IHookFunctions | IWebhookFunctions | ITriggerFunctions;

/** Parameters, whichever function of the node asks for them. */
export interface ParameterReader {
	getNodeParameter(name: string, fallback?: unknown): unknown;
}

export interface ListenSettings {
	filter: TapbackFilter;
	textFallback: boolean;
	includeRaw: boolean;
}

export function chosenProvider(context: ParameterReader): Provider {
	return providerById(context.getNodeParameter('provider') as string);
}

/** What the provider needs for the registration. */
export function registrationFields(context: ParameterReader, provider: Provider): FieldValues {
	return Object.fromEntries(
		provider.fields.inbound.map(({ name }) => {
			const value = context.getNodeParameter(name, '');
			return [name, Array.isArray(value) ? value.map(String) : String(value)];
		}),
	);
}

export function listenSettings(context: ParameterReader, provider: Provider): ListenSettings {
	const filters = context.getNodeParameter('filters', {}) as Record<string, unknown>;
	const options = context.getNodeParameter('options', {}) as { textFallback?: boolean; includeRaw?: boolean };
	return {
		filter: {
			actions: context.getNodeParameter('events', []) as EventAction[],
			reactions: context.getNodeParameter('reactions', []) as ReactionName[],
			actors: commaSeparated(filters.actors),
			conversationIds: commaSeparated(filters.conversationIds),
			messageIds: commaSeparated(filters.messageIds),
			lines: linesOf(registrationFields(context, provider)),
			includeOwn: filters.includeOwn === true,
		},
		textFallback: options.textFallback ?? provider.webhook.textFallback?.byDefault ?? false,
		includeRaw: options.includeRaw === true,
	};
}

function linesOf({ lines = [] }: FieldValues): readonly string[] {
	return typeof lines === 'string' ? commaSeparated(lines) : lines;
}
