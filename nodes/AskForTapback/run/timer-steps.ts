import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { providerById } from '../../../core';
import { type AnswerDesk, openDesk } from '../answers/answer-desk';
import { resumeUrl } from './answer-route';
import { WAIT, timerKey } from './answer-timer';
import { tickRow } from '../answers/apply-answer';
import { forgetWait } from '../state/open-questions';
import { parkedItem } from './park';
import { isParked, parkedRunOf } from './resume';

/** How often a timer checks whether the parked run was stopped meanwhile. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** One step of a timer's execution (answer-timer.ts). */
export async function takeTimerStep(context: IExecuteFunctions, step: string): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context, providerById(String(context.getNodeParameter('provider', 0))));
	const { key, at } = context.getInputData()[0]?.json ?? {};
	const timer = { key: String(key), at: Number(at) };
	return step === WAIT ? await waitForTime(desk, timer) : await lookAtTime(desk, timer);
}

interface Timer {
	key: string;
	at: number;
}

async function waitForTime({ context, proof, table }: AnswerDesk, { key, at }: Timer): Promise<INodeExecutionData[][]> {
	const timerUrl = proof.seal(resumeUrl(context));
	for (;;) {
		const [row] = await table.findByKeys([key]);
		if (row === undefined || row.status !== 'open' || row.state.timerAt !== at) return [[]];
		if ((await table.replace(row, { status: 'open', state: { ...row.state, timerUrl } })) !== undefined) break;
	}
	const item = parkedItem({ json: { key, at } }, { key: timerKey(key) });
	context.getExecuteData().data.main = [[item]];
	await context.putExecutionToWait(new Date(Math.min(at, Date.now() + LONGEST_WAIT_MS)));
	return [[item]];
}

async function lookAtTime(desk: AnswerDesk, { key, at }: Timer): Promise<INodeExecutionData[][]> {
	const [row] = await desk.table.findByKeys([key]);
	// Another timer with an earlier time was started.
	if (row === undefined || row.state.timerAt !== at) return [[]];
	if (Date.now() >= at) {
		const next = await tickRow(desk, row);
		return next === null ? [[]] : [[{ json: { key, at: next } }]];
	}
	if (await isParked(desk.context, parkedRunOf(row, desk.proof))) return [[{ json: { key, at } }]];
	forgetWait(key);
	await desk.table.remove(key);
	return [[]];
}
