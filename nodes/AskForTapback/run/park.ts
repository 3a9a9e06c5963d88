import type { IDataObject, IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { isDecidedByFirst, type Question } from '../../../core';
import { isRecord } from '../state/records';
import { resultItems } from './results';
import { openQuestionsOf, type WaitState } from '../state/wait-state';

/** A wait whose votes may change needs this long after its deadline, for the timer to say what stood in the end. */
const GRACE_MS = 90_000;

/** Beside the items of a parked run, and not in them: what its webhook must know. */
const PARKED = 'tapbackParked';

/** How long n8n waits for these questions before it goes on by itself, in milliseconds since 1970. */
export function parkedUntil(questions: WaitState['questions']): number {
	const open = openQuestionsOf({ questions }).map(({ question }) => question);
	const due = Math.max(...open.map(({ dueAt }) => dueAt ?? 0));
	const isOver = ({ rules }: Question) => isDecidedByFirst(rules) && rules.reconsiderMs === 0;
	return open.length === 1 && open.every(isOver) ? due : due + GRACE_MS;
}

/**
 * Puts the execution to wait. n8n passes a parked node's input on when its time is up, so that becomes what is true
 * then: nobody decided. And n8n disables the node object of the parked entry, which other runs of this node in the same
 * execution share, so this entry gets its own.
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
	// n8n takes failed items out of the list that it is given.
	return [[...items]];
}

/** An item with what the webhook of the parked run must know beside it. */
export function parkedItem(item: INodeExecutionData, parked: IDataObject): INodeExecutionData {
	return { ...item, [PARKED]: parked };
}

/** What park() left for the webhook of the parked run; `undefined` where nothing of ours is parked. */
export function readParked(context: IWebhookFunctions): Record<string, unknown> | undefined {
	const parked: unknown = context.evaluateExpression(`{{ $input.first().${PARKED} }}`, 0);
	return isRecord(parked) ? parked : undefined;
}
