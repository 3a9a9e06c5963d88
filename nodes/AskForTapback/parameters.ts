import type { IExecuteFunctions } from 'n8n-workflow';

import {
	TapbackError,
	checkFields,
	checkTarget,
	openQuestion,
	plainAddress,
	requireMessage,
	type FieldValues,
	type Provider,
	type ProviderField,
} from '../../core';
import { fieldValues } from '../shared/field-values';
import { checkTimeout } from '../shared/timeout';
import { quotesTarget } from './quotes-target';
import { readRules, type AskNodeOptions } from './rules';
import type { Ask, OpenAsk, Outgoing } from './room';

/** @throws TapbackError INVALID_INPUT and UNSUPPORTED for what can't be asked. */
export function readAsk(context: IExecuteFunctions, provider: Provider, itemIndex: number): OpenAsk {
	const options = context.getNodeParameter('options', itemIndex, {}) as AskNodeOptions;
	const text = (name: string) => String(context.getNodeParameter(name, itemIndex, '') ?? '');
	const read = { context, provider, itemIndex, options, text };
	return isWaitOnly(context) ? readWait(read) : readQuestion(read);
}

interface Reading {
	context: IExecuteFunctions;
	provider: Provider;
	itemIndex: number;
	options: AskNodeOptions;
	text: (name: string) => string;
}

function readQuestion({ context, provider, itemIndex, options, text }: Reading): OpenAsk {
	const fields = checkFields(provider, provider.fields.ask, fieldValues(context, provider.fields.ask, itemIndex));
	const { lineField = '' } = 'missing' in provider.messages ? {} : provider.messages;
	const message: Outgoing = {
		text: text('message'),
		to: text('to').trim(),
		conversationId: text('conversationId').trim(),
		line: String(fields[lineField] ?? ''),
		timeoutMs: checkTimeout(options.timeout) ?? null,
	};
	requireMessage(provider, message);
	const rules = readRules(context, itemIndex, { options, nobodyElse: onlyAddressee(provider, message) });
	const question = openQuestion(rules, { partIndex: options.partIndex ?? null }, Date.now());
	return { failure: null, message, question, conversationId: null };
}

function readWait({ context, provider, itemIndex, options, text }: Reading): OpenAsk {
	const conversationId = text('conversationId').trim();
	const to = text('to').trim();
	const isQuoted = quotesTarget(provider);
	const { messageId, partIndex } = isQuoted
		? { messageId: null, partIndex: undefined }
		: checkTarget(provider, { messageId: context.getNodeParameter('messageId', itemIndex, ''), partIndex: options.partIndex });
	const quoted = text('messageText');
	if (isQuoted && quoted.trim() === '') {
		throw new TapbackError(
			'INVALID_INPUT',
			`Message Text is empty, and ${provider.name}’s tapbacks only quote what they are on. Give the text of the message, to the character.`,
			{ field: 'messageText' },
		);
	}
	const rules = readRules(context, itemIndex, { options, nobodyElse: onlyAddressee(provider, { to, conversationId }) });
	const where = conversationId || (to === '' ? null : plainAddress(to));
	const asked = { messageId, partIndex: partIndex ?? null, conversationId: where, text: isQuoted ? quoted : null };
	return { failure: null, message: null, question: openQuestion(rules, asked, Date.now()), conversationId: conversationId || null };
}

/** A quote says what was tapped, not where: what was sent to one person, only that person can answer. */
function onlyAddressee(provider: Provider, { to, conversationId }: { to: string; conversationId: string }): string | undefined {
	return quotesTarget(provider) && conversationId === '' && to !== '' ? to : undefined;
}

/** @throws TapbackError INVALID_INPUT where the provider needs one and none is chosen, and for what it can't hand on. */
export function readInboundWorkflow(context: IExecuteFunctions, provider: Provider, asks: readonly Ask[]): string | null {
	const chosen = workflowIdIn(context.getNodeParameter('inboundWorkflow', 0, ''));
	if (chosen === '') {
		if (provider.registration.list !== undefined) return null;
		throw new TapbackError(
			'INVALID_INPUT',
			`${provider.name} has room for one webhook only, so the tapbacks must come through a workflow that has it. Import the example “Hand tapbacks to waiting questions”, publish it, and choose it in Inbound Workflow.`,
			{ field: 'inboundWorkflow' },
		);
	}
	const hearsText = asks.some((ask) => ask.failure === null && ask.question.rules.text !== 'ignore');
	if (!hearsText) return chosen;
	throw new TapbackError(
		'UNSUPPORTED',
		'An Inbound Workflow hands tapbacks on, and no messages. Set Options → Written Answers to Ignore, or leave Inbound Workflow empty where the provider allows it.',
		{ field: 'text' },
	);
}

/** n8n takes the value out of a resource locator, but not out of a workflow selector. */
function workflowIdIn(chosen: unknown): string {
	const value = typeof chosen === 'object' && chosen !== null && 'value' in chosen ? chosen.value : chosen;
	return String(value ?? '').trim();
}

/** What the provider needs to know for the webhook of a wait. */
export function readSubscriptionFields(context: IExecuteFunctions, provider: Provider, itemIndex: number): FieldValues {
	const specs: readonly ProviderField[] = isWaitOnly(context) ? provider.fields.wait : provider.fields.ask;
	const inbound = specs.filter(({ name }) => provider.fields.inbound.some((field) => field.name === name));
	return checkFields(provider, inbound, fieldValues(context, inbound, itemIndex));
}

function isWaitOnly(context: IExecuteFunctions): boolean {
	return context.getNodeParameter('operation', 0) === 'wait';
}
