import type { IExecuteFunctions } from 'n8n-workflow';

import { TapbackError, checkAskOptions, invalidInput, isTapbackError, parseChoices, type AskOptions, type AskRules } from '../../../core';
import { addressList } from '../../shared/values/allow-list';
import { commaSeparated } from '../../shared/values/comma-separated';
import { relayWorkflowIn } from '../answers/answer-webhook';

/** The collection Options. `reconsider`: seconds. `timeout`: milliseconds. */
export interface AskNodeOptions {
	yes?: string;
	choices?: string;
	addHint?: boolean;
	askAgain?: boolean;
	no?: string;
	other?: 'wait' | 'end';
	noNeeded?: number;
	reconsider?: number;
	text?: 'ignore' | 'words' | 'any';
	yesWords?: string;
	noWords?: string;
	partIndex?: number;
	conversationId?: unknown;
	timeout?: unknown;
}

const DAY_MS = 86_400_000;
const UNIT_MS: Record<string, number> = { minutes: 60_000, hours: 3_600_000, days: DAY_MS };
const LONGEST_DAYS = 365;

/** The panel's names of core's options. */
const LABELS = {
	choices: 'Choices',
	yes: 'Means Yes',
	no: 'Means No',
	other: 'Other Tapbacks',
	from: 'Who May Answer',
	quorum: 'Decided By',
	'quorum.yes': 'Yes Needed',
	'quorum.no': 'No Needed',
	reconsiderMs: 'Time to Reconsider',
	deadlineMs: 'Wait at Most',
	text: 'Written Answers',
	yesWords: 'Words for Yes',
	noWords: 'Words for No',
} as const;

const LABEL_OF = new Map<string, string>(Object.entries(LABELS));

/**
 * What counts as an answer to the question of an item. `onlyAddressee`: who may answer if Who May Answer is empty.
 * @throws TapbackError INVALID_INPUT
 */
export function readRules(
	context: IExecuteFunctions,
	itemIndex: number,
	{ options, onlyAddressee }: { options: AskNodeOptions; onlyAddressee: string | undefined },
): AskRules {
	const list = { path: 'from', label: LABELS.from };
	const people = addressList(context.getNode(), list, context.getNodeParameter('from', itemIndex, ''));
	const anyone = onlyAddressee === undefined ? 'anyone' : [onlyAddressee];
	return checkAskOptions({
		...listsOf(options),
		other: options.other,
		// A Relay Workflow passes on tapbacks only.
		text: options.text ?? (isRelayed(context) ? 'ignore' : undefined),
		from: people.length === 0 ? anyone : people,
		quorum: quorumOf(context, itemIndex, options),
		reconsiderMs: options.reconsider === undefined ? undefined : Math.round(options.reconsider * 1000),
		deadlineMs: waitMs(context, itemIndex),
	});
}

function isRelayed(context: IExecuteFunctions): boolean {
	return relayWorkflowIn(context.getNodeParameter('relayWorkflow', 0, '')) !== '';
}

function listsOf({ choices, yes, no, yesWords, noWords }: AskNodeOptions): AskOptions {
	const list = (text: string | undefined) => (text === undefined ? undefined : commaSeparated(text));
	if (choices !== undefined && choices.trim() !== '') return { choices: parseChoices(choices) };
	return { yes: list(yes), no: list(no), yesWords: list(yesWords), noWords: list(noWords) };
}

function quorumOf(context: IExecuteFunctions, itemIndex: number, { noNeeded }: AskNodeOptions): AskOptions['quorum'] {
	const decidedBy = String(context.getNodeParameter('decidedBy', itemIndex, 'first'));
	if (decidedBy === 'first' || decidedBy === 'everyone') return decidedBy;
	if (decidedBy !== 'count') throw invalidInput('decidedBy', `Decided By is “${decidedBy}”. It must be first, everyone or count.`);
	return { yes: Number(context.getNodeParameter('yesNeeded', itemIndex, 2)), no: noNeeded || undefined };
}

function waitMs(context: IExecuteFunctions, itemIndex: number): number {
	const given: unknown = context.getNodeParameter('waitAmount', itemIndex, 1);
	const amount = Number(given);
	const unit = String(context.getNodeParameter('waitUnit', itemIndex, 'days'));
	const unitMs = UNIT_MS[unit];
	if (Number.isNaN(amount)) throw invalidInput('waitAmount', `Wait at Most is “${String(given)}”. It must be a number.`);
	if (unitMs === undefined) throw invalidInput('waitUnit', `Unit is “${unit}”. It must be minutes, hours or days.`);
	const ms = Math.round(amount * unitMs);
	if (ms <= 0 || ms > LONGEST_DAYS * DAY_MS) {
		throw invalidInput('waitAmount', `Wait at Most is ${amount} ${unit}. It must be above 0, and ${LONGEST_DAYS} days at most.`);
	}
	// n8n counts the wait as running time, so it would cancel the workflow at the moment of the answer.
	const { executionTimeout: timeoutSeconds = -1 } = context.getWorkflowSettings();
	if (timeoutSeconds <= 0 || timeoutSeconds * 1000 > ms) return ms;
	throw invalidInput(
		'waitAmount',
		`Wait at Most is ${amount} ${unit}, but n8n ends this workflow after ${timeoutSeconds} seconds, and waiting counts. In the workflow’s settings make Timeout After longer, or turn Timeout Workflow off.`,
	);
}

/** The same error, with the panel's name in place of core's name of an option. */
export function inPanelWords(error: unknown): unknown {
	if (!isTapbackError(error)) return error;
	const { field = '' } = error.details;
	if (!LABEL_OF.has(field)) return error;
	const message = error.message.replace(/the option ([\w.]*\w)/gi, (phrase, option: string) => LABEL_OF.get(option) ?? phrase);
	return new TapbackError(error.code, message, error.details);
}
