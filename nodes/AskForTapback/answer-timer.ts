import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { applyEvent, providerById } from '../../core';
import { openDesk, updateRow } from './apply-answer';
import { inlineWorkflow, type InlineNode } from './inline-workflow';
import { forgetWait } from './open-questions';
import { isParked, parkedRunOf } from './resume';
import { openQuestionsOf, type WaitRow, type WaitState } from './wait-state';

/*
 * No code runs when the time of a parked node is up. So where an answer is there that may still change (a vote among
 * several, a time to reconsider), a second execution looks at the questions when their next time comes: it waits in
 * n8n's database, and outlives a restart.
 */

export const TIMER_STEPS = ['waitForTime', 'lookAtTime'] as const;
export type TimerStep = (typeof TIMER_STEPS)[number];

const NAMES: Record<TimerStep, string> = { waitForTime: 'Wait for the Time', lookAtTime: 'Look at the Questions' };

/** A run that was stopped meanwhile is noticed this often. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** When a timer must look at these questions, in milliseconds since 1970; `null` where none has an answer that may change. */
export function timerTimeFor(state: WaitState): number | null {
	const open = openQuestionsOf(state).map(({ question }) => question);
	const isBegun = open.some(({ result, taps, replies }) => result !== null || taps.length > 0 || replies.length > 0);
	if (!isBegun) return null;
	const times = open.flatMap((question) => {
		const { state } = applyEvent(question, { type: 'tick' }, 0);
		return state.state === 'waiting' && state.until !== null ? state.until : [];
	});
	return times.length === 0 ? null : Math.min(...times);
}

/** Starts the execution that looks at a row at its `timerAt`. It does not wait for that. */
export async function startTimer(context: IExecuteFunctions, { key, state }: WaitRow): Promise<void> {
	const nodes = [stepNode(context, 'waitForTime'), stepNode(context, 'lookAtTime')];
	const code = inlineWorkflow(context, { nodes, loopsBackTo: NAMES.waitForTime });
	await context.executeWorkflow({ code }, [{ json: { key, at: state.timerAt } }], undefined, { doNotWaitToFinish: true });
}

/** One step of that execution. */
export async function takeTimerStep(context: IExecuteFunctions, step: string): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const at = Number(items[0]?.json.at);
	if (step === 'lookAtTime') return await lookAtTime(context, { key: String(items[0]?.json.key), at });
	await context.putExecutionToWait(new Date(Math.min(at, Date.now() + LONGEST_WAIT_MS)));
	return [items];
}

async function lookAtTime(context: IExecuteFunctions, { key, at }: { key: string; at: number }): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context, providerById(String(context.getNodeParameter('provider', 0))));
	const [row] = await desk.table.findByKeys([key]);
	// Another timer was started for an earlier time.
	if (row === undefined || row.state.timerAt !== at) return [[]];
	if (Date.now() < at) {
		if (await isParked(context, parkedRunOf(row, desk.proof))) return [context.getInputData()];
		forgetWait(key);
		await desk.table.remove(key);
		return [[]];
	}
	await updateRow(desk, row, { type: 'tick' });
	return [[]];
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
