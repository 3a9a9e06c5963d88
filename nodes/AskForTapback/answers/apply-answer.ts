import { sleep } from 'n8n-workflow';

import { applyEvent, type QuestionEvent } from '../../../core';
import type { AnswerDesk } from './answer-desk';
import { RELAY } from './answer-webhook';
import { endTimer, startTimer, timerTimeFor } from '../run/answer-timer';
import { forgetWait, isOwnMark, matchingRows, rememberAll } from '../state/open-questions';
import { TABLE_NAME, type QuestionTable } from '../state/question-table';
import type { AnswerDelivery } from './receive-answer';
import { replyToUnclear } from './reply-to-unclear';
import { resultItems } from '../run/results';
import { parkedRunOf, resume } from '../run/resume';
import { isSettled, type WaitQuestion, type WaitRow, type WaitState } from '../state/wait-state';

/** How long an event is retried while a question is being sent, because it may answer a message whose id isn't known yet. */
const OPENING_MS = 60_000;
/** Added for each further question of the run, because they are sent one after another. */
const OPENING_MS_EACH = 10_000;
const PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;

/** Applies a delivery to the questions that it answers. Resumes each run whose questions are all settled then. */
export async function applyDelivery(desk: AnswerDesk, { event, keys, listener, mark }: AnswerDelivery): Promise<void> {
	if (mark !== undefined && isOwnMark(mark)) rememberAll(desk.proof.account, await desk.table.findAll());
	const find = keys === null ? async () => await findFor(desk.table, event, listener) : async () => await desk.table.findByKeys(keys);
	await applyTo(desk, event, { listener, find });
}

/** Applies an event from a Relay Workflow. */
export async function applyRelayed(desk: AnswerDesk, event: QuestionEvent): Promise<void> {
	await applyTo(desk, event, { listener: RELAY, find: async () => await findFor(desk.table, event, RELAY) });
}

async function findFor(table: QuestionTable, event: QuestionEvent, listener: string): Promise<WaitRow[]> {
	const messageId = event.type === 'tapback' ? event.event.messageId : null;
	return messageId === null ? await table.findAll(listener) : await table.findByMessage(messageId);
}

async function applyTo(
	desk: AnswerDesk,
	event: QuestionEvent,
	{ listener, find }: { listener: string; find: () => Promise<WaitRow[]> },
): Promise<void> {
	const startedAt = Date.now();
	for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
		const rows = await find();
		for (const row of rows.filter(({ status }) => status === 'settled')) await finish(desk, row);
		const ofListener = rows.filter(({ state }) => state.listener === listener);
		// No opening rows: the run that asks writes its row itself after sending, so a change here would make that write fail.
		const matching = matchingRows(rows, event).filter((row) => row.status === 'open' && ofListener.includes(row));
		for (const row of matching) await updateRow(desk, row, event.type === 'tapback' ? { ...event, isOnlyMatch: true } : event);
		if (matching.length > 0) return;
		const opening = ofListener.filter(({ status }) => status === 'opening').map(({ state }) => state.questions.length - 1);
		if (opening.length === 0 || Date.now() > startedAt + OPENING_MS + OPENING_MS_EACH * Math.max(...opening)) {
			if (event.type === 'tapback') requireReadable(desk.table, listener);
			return;
		}
		await sleep(pauseMs);
	}
}

/** @throws Error so that the list of executions shows why a tapback changed nothing */
function requireReadable(table: QuestionTable, listener: string): void {
	if (table.unreadable(listener).length === 0) return;
	throw new Error(
		`A question that this tapback may answer can’t be read: its row in n8n’s Data Table “${TABLE_NAME}” was edited, or the key in the credential was changed after it was asked. No answer can be applied to it any more, and it ends at its deadline.`,
	);
}

/** Applies an event to one row by compare-and-swap. Then resumes the run, starts a timer, or replies to unclear texts. */
async function updateRow(desk: AnswerDesk, read: WaitRow, event: QuestionEvent): Promise<void> {
	for (let row: WaitRow | undefined = read; row !== undefined; row = (await desk.table.findByKeys([read.key]))[0]) {
		if (row.status === 'settled') return await finish(desk, row);
		if (row.status === 'opening') return;
		const next = nextState(row.state, event, Date.now());
		if (next === undefined) return;
		const status = isSettled(next.state.questions) ? 'settled' : 'open';
		const written = await desk.table.replace(row, { status, state: next.state });
		if (written === undefined) {
			await sleep(20 + Math.random() * 80);
			continue;
		}
		if (status === 'settled') return await finish(desk, written);
		if (next.state.timerAt !== null && next.state.timerAt !== row.state.timerAt) await startTimer(desk.context, written);
		for (const question of next.unclear) await replyToUnclear(desk, question);
		return;
	}
}

/** Applies the current time to a row. Returns when to check again (ms since 1970); `null` if the row is settled or gone. */
export async function tickRow(desk: AnswerDesk, read: WaitRow): Promise<number | null> {
	for (let row: WaitRow | undefined = read; row !== undefined; row = (await desk.table.findByKeys([read.key]))[0]) {
		if (row.status !== 'open') break;
		const state = nextState(row.state, { type: 'tick' }, Date.now())?.state ?? row.state;
		const timerAt = timerTimeFor(state);
		const status = isSettled(state.questions) ? 'settled' : 'open';
		const written = await desk.table.replace(row, { status, state: { ...state, timerAt, timerUrl: null } });
		if (written === undefined) continue;
		if (status === 'settled') await finish(desk, written);
		return status === 'settled' ? null : timerAt;
	}
	return null;
}

/** Resumes the run, ends its timer and removes its row. Safe to repeat. */
async function finish(desk: AnswerDesk, row: WaitRow): Promise<void> {
	const { context, proof, table } = desk;
	await resume(context, parkedRunOf(row, proof), resultItems(row.state));
	await endTimer(desk, row);
	forgetWait(row.key);
	await table.remove(row.key);
}

interface NextState {
	state: WaitState;
	/** The questions that got an unclear text with this event. */
	unclear: WaitQuestion[];
}

/** `undefined` if the event changes nothing. */
function nextState(state: WaitState, event: QuestionEvent, now: number): NextState | undefined {
	const unclear: WaitQuestion[] = [];
	const questions = state.questions.map((one): WaitQuestion => {
		if (one.failure !== null) return one;
		const applied = applyEvent(one.question, event, now);
		const next = { ...one, question: applied.question };
		if (applied.isUnclear) unclear.push(next);
		return next;
	});
	if (JSON.stringify(questions) === JSON.stringify(state.questions)) return undefined;
	const changed = { ...state, questions };
	return { state: { ...changed, timerAt: nextTimer(state.timerAt, timerTimeFor(changed)) }, unclear };
}

/** A running timer is kept if it checks earlier than needed, because it then computes its next time itself. */
function nextTimer(running: number | null, wanted: number | null): number | null {
	if (wanted === null || running === null) return wanted ?? running;
	return Math.min(running, wanted);
}
