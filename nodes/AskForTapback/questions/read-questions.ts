import type { IExecuteFunctions } from 'n8n-workflow';

import {
	TapbackError,
	checkFields,
	checkTarget,
	openQuestion,
	plainAddress,
	requireMessage,
	type Provider,
	withAnswerHint,
	type AskRules,
	type FieldValues,
} from '../../../core';
import { fieldValues } from '../../shared/values/field-values';
import { locatorValue } from '../../shared/values/locator';
import { checkTimeout } from '../../shared/values/timeout';
import { askFailureOf, toAskError } from '../run/failure';
import { type Outgoing, type QuestionPlan, scopeFields } from './question-plan';
import { inPanelWords, readRules, type AskNodeOptions } from './rules';
import { requireDistinct } from './same-question';
import { quotesTarget } from './quotes-target';
import { isPerson, whomOf } from './whom';
import type { Failure } from '../../shared/errors/failure';

/**
 * One plan for each item. All items are checked before anything is sent. `scope`: the fields that the webhook of the published
 * node is registered with; if `undefined`, those of the first item.
 * @throws NodeOperationError for the first wrong item, unless `continueOnFail`
 */
export function readQuestions(
	context: IExecuteFunctions,
	provider: Provider,
	{ continueOnFail, scope }: { continueOnFail: boolean; scope: FieldValues | undefined },
): Array<QuestionPlan | { failure: Failure }> {
	const earlier: QuestionPlan[] = [];
	return context.getInputData().map((_, itemIndex) => {
		try {
			const plan = readPlan(context, provider, itemIndex);
			requireScope(provider, plan, scope ?? earlier[0]?.scope);
			if (quotesTarget(provider)) requireDistinct(provider, plan, earlier);
			earlier.push(plan);
			return plan;
		} catch (error) {
			const failure = askFailureOf(inPanelWords(error));
			if (!continueOnFail) throw toAskError(context.getNode(), failure, itemIndex);
			return { failure };
		}
	});
}

/** Whether the operation is Wait for Tapback, which sends nothing. */
export function isWaitOnly(context: IExecuteFunctions): boolean {
	return context.getNodeParameter('operation', 0) === 'wait';
}

interface Reading {
	context: IExecuteFunctions;
	provider: Provider;
	itemIndex: number;
	options: AskNodeOptions;
	text: (name: string) => string;
}

function readPlan(context: IExecuteFunctions, provider: Provider, itemIndex: number): QuestionPlan {
	const options = context.getNodeParameter('options', itemIndex, {}) as AskNodeOptions;
	const text = (name: string) => String(locatorValue(context.getNodeParameter(name, itemIndex, '')) ?? '');
	const read = { context, provider, itemIndex, options, text };
	const plan = isWaitOnly(context) ? readSentMessage(read) : readNewMessage(read);
	const specs = scopeFields(provider);
	return { ...plan, scope: checkFields(provider, specs, fieldValues(context, specs, itemIndex)) };
}

/** @throws TapbackError INVALID_INPUT if the webhook would not receive the item's answer. */
function requireScope(provider: Provider, { scope }: QuestionPlan, registered: FieldValues | undefined): void {
	if (registered === undefined) return;
	const other = scopeFields(provider).find(({ name }) => String(scope[name] ?? '') !== String(registered[name] ?? ''));
	if (other === undefined) return;
	throw new TapbackError(
		'INVALID_INPUT',
		`This item has another ${other.displayName} than the webhook of this node is registered for, so its answer would not arrive. Use one node for each ${other.displayName}.`,
		{ field: other.name },
	);
}

function readNewMessage({ context, provider, itemIndex, options, text }: Reading): Omit<QuestionPlan, 'scope'> {
	const fields = checkFields(provider, provider.fields.ask, fieldValues(context, provider.fields.ask, itemIndex));
	const line = provider.fields.ask.find(({ is }) => is === 'line');
	const address = { ...whomOf(provider, text('to')), line: String(fields[line?.name ?? ''] ?? '') };
	const rules = readRules(context, itemIndex, { options, onlyAddressee: onlyAddressee(provider, address) });
	const message: Outgoing = {
		text: questionText(text('message'), rules, options),
		...address,
		timeoutMs: checkTimeout(options.timeout) ?? null,
	};
	requireMessage(provider, message);
	return {
		failure: null,
		message,
		question: openQuestion(rules, { partIndex: options.partIndex ?? null, ...placeOf(provider, message) }, Date.now()),
		conversationId: null,
		repliesToUnclear: options.askAgain === true,
	};
}

/** Adds how to answer, unless the user turned that off. An empty question stays empty, so that it is refused. */
function questionText(text: string, rules: AskRules, { addHint = true }: AskNodeOptions): string {
	return addHint ? withAnswerHint(text, rules) : text;
}

function readSentMessage({ context, provider, itemIndex, options, text }: Reading): Omit<QuestionPlan, 'scope'> {
	const isQuoted = quotesTarget(provider);
	const { to, conversationId } = isQuoted
		? whomOf(provider, text('to'))
		: { to: '', conversationId: String(options.conversationId ?? '').trim() };
	const { messageId, partIndex } = isQuoted
		? { messageId: null, partIndex: undefined }
		: checkTarget(provider, {
				messageId: locatorValue(context.getNodeParameter('messageId', itemIndex, '')),
				partIndex: options.partIndex,
			});
	const quoted = text('messageText');
	if (isQuoted && quoted.trim() === '') {
		throw new TapbackError(
			'INVALID_INPUT',
			`Message Text is empty, and ${provider.name}’s tapbacks only quote their message. Enter the text of the message as it was sent.`,
			{ field: 'messageText' },
		);
	}
	const rules = readRules(context, itemIndex, { options, onlyAddressee: onlyAddressee(provider, { to, conversationId }) });
	const where = conversationId || (to === '' ? null : plainAddress(to));
	const asked = { messageId, partIndex: partIndex ?? null, conversationId: where, text: isQuoted ? quoted : null };
	return {
		failure: null,
		message: null,
		question: openQuestion(rules, asked, Date.now()),
		conversationId: conversationId || null,
		repliesToUnclear: false,
	};
}

/** The conversation of a question, and its text if tapbacks quote it. */
export function placeOf(provider: Provider, { text, to, conversationId }: Outgoing) {
	const where = conversationId || (to === '' ? null : plainAddress(to));
	return { conversationId: where, text: quotesTarget(provider) ? text : null };
}

/** A quote has the text, but not the conversation. So if the message went to one person, only that person can have quoted it. */
function onlyAddressee(provider: Provider, { to, conversationId }: { to: string; conversationId: string }): string | undefined {
	const address = plainAddress(conversationId || to);
	return quotesTarget(provider) && isPerson(address) ? address : undefined;
}
