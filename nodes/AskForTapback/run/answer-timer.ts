import type { IExecuteFunctions } from 'n8n-workflow';

import { nextDeadline, votesOf } from '../../../core';
import { log } from '../../shared/errors/log';
import type { AnswerDesk } from '../answers/answer-desk';
import { inlineWorkflow, type InlineNode } from '../state/inline-workflow';
import { resume } from './resume';
import { openQuestionsOf, type WaitRow, type WaitState } from '../state/wait-state';

/*
 * At the deadline n8n resumes a parked node without running our code. So if an answer was given that may still change (a vote
 * among several, a time to reconsider), a second execution checks the questions at their next deadline. It waits in n8n's
 * database, so it survives a restart.
 */

/** The steps of the timer's workflow, as values of the hidden parameter Step. */
export const WAIT = 'waitForTime';
const LOOK = 'lookAtTime';
type TimerStep = typeof WAIT | typeof LOOK;

const NAMES: Record<TimerStep, string> = { [WAIT]: 'Wait for the Time', [LOOK]: 'Look at the Questions' };

/** When a timer must check these questions, in milliseconds since 1970; `null` if there is no answer that may change. */
export function timerTimeFor(state: WaitState): number | null {
	const open = openQuestionsOf(state).map(({ question }) => question);
	const isBegun = open.some((question) => question.result !== null || votesOf(question).length > 0);
	if (!isBegun) return null;
	const times = open.flatMap((question) => nextDeadline(question) ?? []);
	return times.length === 0 ? null : Math.min(...times);
}

/** Starts the execution that checks a row at its `timerAt`, and returns without waiting for it. */
export async function startTimer(context: IExecuteFunctions, { key, state }: WaitRow): Promise<void> {
	const nodes = [stepNode(context, WAIT), stepNode(context, LOOK)];
	const code = inlineWorkflow(context, { nodes, loopsBackTo: NAMES[WAIT] });
	await context.executeWorkflow({ code }, [{ json: { key, at: state.timerAt } }], undefined, { doNotWaitToFinish: true });
}

/** Ends the timer of a settled row, unless this run is that timer. */
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

/** This node as a step of the timer's workflow. */
function stepNode(context: IExecuteFunctions, step: TimerStep): InlineNode {
	const { id, type, typeVersion, credentials } = context.getNode();
	return {
		id: `${id}-${step}`,
		name: NAMES[step],
		// n8n changes the type of a node that an agent uses as a tool or for human review.
		type: type.replace(/(?:Hitl)?Tool$/, ''),
		typeVersion,
		credentials,
		parameters: { provider: String(context.getNodeParameter('provider', 0)), operation: 'wait', step },
	};
}
