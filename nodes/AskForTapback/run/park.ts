import type { IDataObject, IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { isDecidedByFirst, type Question } from '../../../core';
import { isRecord } from '../state/records';
import { resultItems } from './results';
import { openQuestionsOf, type WaitState } from '../state/wait-state';

/** How long a run with votes that may change stays parked after its deadline, so that the timer can deliver the result. */
const GRACE_MS = 90_000;

/** Key of the webhook's data in the items of a parked run: beside `json`, and not in it. */
const PARKED = 'tapbackParked';

/** When n8n itself resumes a run with these questions, in milliseconds since 1970. */
export function parkedUntil(questions: WaitState['questions']): number {
	const open = openQuestionsOf({ questions }).map(({ question }) => question);
	const due = Math.max(...open.map(({ dueAt }) => dueAt ?? 0));
	const isOver = ({ rules }: Question) => isDecidedByFirst(rules) && rules.reconsiderMs === 0;
	return open.length === 1 && open.every(isOver) ? due : due + GRACE_MS;
}

/**
 * Parks the execution. At the deadline n8n outputs a parked node's input, so the input is replaced by the result “nobody
 * decided”. n8n also disables the node object of the parked run. Other runs of this node in the same execution share that
 * object, so this run gets a copy.
 */
export async function park(
	context: IExecuteFunctions,
	state: Pick<WaitState, 'provider' | 'isHumanReview' | 'questions' | 'until'>,
	parked: IDataObject,
): Promise<INodeExecutionData[][]> {
	const items = resultItems(state).map((item) => parkedItem(item, parked));
	const execution = context.getExecuteData();
	execution.data = { ...execution.data, main: [items] };
	execution.node = { ...execution.node };
	await context.putExecutionToWait(new Date(state.until));
	// A copy, because n8n removes failed items from the list.
	return [[...items]];
}

/** The item with the data for the parked run's webhook beside it. */
export function parkedItem(item: INodeExecutionData, parked: IDataObject): INodeExecutionData {
	return { ...item, [PARKED]: parked };
}

/** The data that park() stored for the webhook of the parked run; `undefined` if this node parked nothing. */
export function readParked(context: IWebhookFunctions): Record<string, unknown> | undefined {
	const parked: unknown = context.evaluateExpression(`{{ $input.first().${PARKED} }}`, 0);
	return isRecord(parked) ? parked : undefined;
}
