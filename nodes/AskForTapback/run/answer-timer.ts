import type { IExecuteFunctions } from 'n8n-workflow';

import { nextDeadline, votesOf } from '../../../core';
import { log } from '../../shared/errors/log';
import type { AnswerDesk } from '../answers/answer-desk';
import { inlineWorkflow, type InlineNode } from '../state/inline-workflow';
import { resume } from './resume';
import { openQuestionsOf, type WaitRow, type WaitState } from '../state/wait-state';

/*
 * No code runs when the time of a parked node is up. So where an answer is there that may still change (a vote among
 * several, a time to reconsider), a second execution looks at the questions when their next time comes: it waits in
 * n8n's database, and outlives a restart.
 */

export const WAIT = 'waitForTime';
const LOOK = 'lookAtTime';
type TimerStep = typeof WAIT | typeof LOOK;

const NAMES: Record<TimerStep, string> = { [WAIT]: 'Wait for the Time', [LOOK]: 'Look at the Questions' };

/** When a timer must look at these questions, in milliseconds since 1970; `null` where none has an answer that may change. */
export function timerTimeFor(state: WaitState): number | null {
	const open = openQuestionsOf(state).map(({ question }) => question);
	const isBegun = open.some((question) => question.result !== null || votesOf(question).length > 0);
	if (!isBegun) return null;
	const times = open.flatMap((question) => nextDeadline(question) ?? []);
	return times.length === 0 ? null : Math.min(...times);
}

/** Starts the execution that looks at a row at its `timerAt`. It does not wait for that. */
export async function startTimer(context: IExecuteFunctions, { key, state }: WaitRow): Promise<void> {
	const nodes = [stepNode(context, WAIT), stepNode(context, LOOK)];
	const code = inlineWorkflow(context, { nodes, loopsBackTo: NAMES[WAIT] });
	await context.executeWorkflow({ code }, [{ json: { key, at: state.timerAt } }], undefined, { doNotWaitToFinish: true });
}

/** Ends the timer of a row whose questions are settled, unless this run is the timer. */
export async function endTimer({ context, proof }: AnswerDesk, row: WaitRow): Promise<void> {
	const url = row.state.timerUrl === null ? undefined : proof.unseal(row.state.timerUrl);
	if (url === undefined || context.getNodeParameter('step', 0, '') === LOOK) return;
	await resume(context, { url, key: timerKey(row.key), proof }, []).catch((error: unknown) => {
		log(context, 'warn', `the timer of a question could not be ended: ${String(error)}`);
	});
}

export function timerKey(key: string): string {
	return `${key}/timer`;
}

/** This node, as one of the timer's workflow. */
function stepNode(context: IExecuteFunctions, step: TimerStep): InlineNode {
	const { id, type, typeVersion, credentials } = context.getNode();
	return {
		id: `${id}-${step}`,
		name: NAMES[step],
		// As an agent's tool, or its gate, the node has another type.
		type: type.replace(/(?:Hitl)?Tool$/, ''),
		typeVersion,
		credentials,
		parameters: { provider: String(context.getNodeParameter('provider', 0)), operation: 'wait', step },
	};
}
