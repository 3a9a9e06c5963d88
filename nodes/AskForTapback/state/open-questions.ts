import { randomBytes } from 'node:crypto';

import { createBoundedMap, matchQuestions, type QuestionEvent } from '../../../core';
import { isAbandoned, openQuestionsOf, type WaitRow } from './wait-state';

/*
 * This process's copy of the open questions, so that a tapback that answers no question costs no run. The copy is complete
 * only if the runs of the node execute in this process: in queue mode other processes receive the webhooks.
 */

const waits = new Map<string, WaitRow>();
/** The newest version of each row that this process read or wrote, and the end of its wait. */
const versions = new Map<string, { version: number; until: number }>();
/** Accounts of which a run in this process read all rows. */
const completeAccounts = new Set<string>();
/** Marks of runs that this process started. */
const marks = createBoundedMap<true>(1000);

/** The keys of the rows that an event may answer; unknown if the copy is incomplete. */
export type Candidates = { isComplete: true; keys: string[] } | { isComplete: false };

/** Adds or replaces a wait. */
export function rememberWait(row: WaitRow): void {
	waits.set(row.key, row);
}

export function forgetWait(key: string): void {
	waits.delete(key);
	versions.delete(key);
}

export function isRemembered(key: string): boolean {
	return waits.has(key);
}

/** Whether this process has seen a later version: somebody restored an old row, or the row was read before a write. */
export function isOutdated({ key, version }: WaitRow): boolean {
	return version < (versions.get(key)?.version ?? 0);
}

export function rememberVersion({ key, version, state }: WaitRow): void {
	versions.set(key, { version, until: state.until });
}

/** Forgets the waits that ended before this time, as the table does. */
export function forgetEndedWaits(before: number): void {
	for (const { key, state } of waits.values()) if (state.until < before) waits.delete(key);
	for (const [key, { until }] of versions) if (until < before) versions.delete(key);
}

/** Stores all open questions of the account: from now on the copy is complete. */
export function rememberAll(account: string, rows: readonly WaitRow[]): void {
	for (const row of rows) if (!waits.has(row.key)) waits.set(row.key, row);
	completeAccounts.add(account);
}

/** The waits of this listener that an event may answer. */
export function candidatesFor(event: QuestionEvent, { account, listener }: { account: string; listener: string }): Candidates {
	if (!completeAccounts.has(account)) return { isComplete: false };
	// Includes waits after their deadline: n8n resumed these runs itself, and a tapback removes their rows.
	const rows = [...waits.values()].filter((row) => row.state.account === account && !isAbandoned(row, Date.now()));
	const isHere = ({ state }: WaitRow) => state.listener === listener;
	const opening = rows.filter((row) => row.status === 'opening' && isHere(row));
	// An event that fits several questions answers none, so a run that waits for the opening ones must see all of them.
	const candidates =
		opening.length === 0 ? matchingRows(rows, event).filter(isHere) : [...rows.filter((row) => fits(row, event)), ...opening];
	return { isComplete: true, keys: [...new Set(candidates.map(({ key }) => key))] };
}

function fits({ state }: WaitRow, event: QuestionEvent): boolean {
	return openQuestionsOf(state).some(({ question }) => matchQuestions([question], event).length > 0);
}

/** The rows with a question that the event may answer; none if a quote fits several questions. */
export function matchingRows(rows: readonly WaitRow[], event: QuestionEvent): WaitRow[] {
	const open = rows
		.filter(({ status }) => status !== 'settled')
		.flatMap((row) => openQuestionsOf(row.state).map(({ question }) => ({ row, question })));
	const matches = matchQuestions(
		open.map(({ question }) => question),
		event,
	);
	return [...new Set(matches.flatMap((index) => open[index]?.row ?? []))];
}

/** A mark by which a run recognises that it executes in the process that started it. */
export function createProcessMark(): string {
	const mark = randomBytes(12).toString('hex');
	marks.set(mark, true);
	return mark;
}

export function isOwnMark(mark: string): boolean {
	return marks.delete(mark);
}
