import type { IExecuteFunctions } from 'n8n-workflow';

import { TapbackError, checkFields, type FieldValues, type Provider, type ProviderField } from '../../core';
import { fieldValues } from '../shared/field-values';
import { isWaitOnly } from './parameters';
import type { OpenAsk } from './room';

/** How the answers come in, which is the same for all items of a run. */
export interface Subscription {
	/** The workflow that hands tapbacks on; `null` for a webhook of the node's own. */
	inboundWorkflow: string | null;
	/** What the provider needs to know for that webhook. */
	fields: FieldValues;
}

/** @throws TapbackError INVALID_INPUT where the provider needs an inbound workflow and none is chosen, and UNSUPPORTED for what it can't hand on. */
export function readSubscription(
	context: IExecuteFunctions,
	provider: Provider,
	{ ask, itemIndex }: { ask: OpenAsk; itemIndex: number },
): Subscription {
	const chosen = workflowIdIn(context.getNodeParameter('inboundWorkflow', itemIndex, ''));
	const specs = webhookFields(context, provider);
	const fields = checkFields(provider, specs, fieldValues(context, specs, itemIndex));
	if (chosen === '') {
		if (provider.registration.list !== undefined) return { inboundWorkflow: null, fields };
		throw new TapbackError(
			'INVALID_INPUT',
			`${provider.name} has room for one webhook only, so the tapbacks must come through a workflow that has it. Import the example “Hand tapbacks to waiting questions”, publish it, and choose it in Inbound Workflow.`,
			{ field: 'inboundWorkflow' },
		);
	}
	if (ask.question.rules.text === 'ignore') return { inboundWorkflow: chosen, fields };
	throw new TapbackError(
		'UNSUPPORTED',
		'An Inbound Workflow hands tapbacks on, and no messages. Set Options → Written Answers to Ignore, or leave Inbound Workflow empty where the provider allows it.',
		{ field: 'text' },
	);
}

/** @throws TapbackError INVALID_INPUT for an item whose answers would come in otherwise than the first one's. */
export function requireSame({ fields: { ask, wait } }: Provider, own: Subscription, first: Subscription): void {
	if (JSON.stringify(own) === JSON.stringify(first)) return;
	const name = [...ask, ...wait].find((field) => String(own.fields[field.name]) !== String(first.fields[field.name]));
	const label = name?.displayName ?? 'Inbound Workflow';
	throw new TapbackError(
		'INVALID_INPUT',
		`All items of one run wait together, so they must have the same ${label}, and this one has another than the first. Ask in a loop instead.`,
		{ field: name?.name ?? 'inboundWorkflow' },
	);
}

/** n8n takes the value out of a resource locator, but not out of a workflow selector. */
function workflowIdIn(chosen: unknown): string {
	const value = typeof chosen === 'object' && chosen !== null && 'value' in chosen ? chosen.value : chosen;
	return String(value ?? '').trim();
}

function webhookFields(context: IExecuteFunctions, { fields }: Provider): readonly ProviderField[] {
	const specs = isWaitOnly(context) ? fields.wait : fields.ask;
	return specs.filter(({ name }) => fields.inbound.some((field) => field.name === name));
}
