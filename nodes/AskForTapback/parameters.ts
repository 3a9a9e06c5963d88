import type { IExecuteFunctions } from 'n8n-workflow';

import { TapbackError, checkFields, checkTarget, openQuestion, plainAddress, requireMessage, type Provider } from '../../core';
import { fieldValues } from '../shared/field-values';
import { checkTimeout } from '../shared/timeout';
import { readRules, type AskNodeOptions } from './rules';
import type { OpenAsk, Outgoing } from './room';
import { quotesTarget } from './quotes-target';

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
	const address = plainAddress(conversationId || to);
	// Of a group it is an id.
	const isOneOnly = conversationId === '' || address.startsWith('+') || address.includes('@');
	return quotesTarget(provider) && isOneOnly && address !== '' ? address : undefined;
}

export function isWaitOnly(context: IExecuteFunctions): boolean {
	return context.getNodeParameter('operation', 0) === 'wait';
}
