import { randomBytes } from 'node:crypto';

import { createBoundedMap, matchQuestions, type QuestionEvent } from '../../../core';
import { openQuestionsOf, type WaitRow } from './wait-state';

/*
 * What this process knows of the open questions, so that a tapback nobody waits for costs no run. It knows all of them
 * only where the runs of the node execute in this process: in queue mode webhooks arrive at other processes.
 */

const waits = new Map<string, WaitRow>();
/** The newest version of each row that this process saw, and when its wait ends. */
const versions = new Map<string, { version: number; until: number }>();
/** Accounts whose rows were all read by a run in this process. */
const completeAccounts = new Set<string>();
/** Given to runs that this process started. */
const marks = createBoundedMap<true>(1000);

/** Which rows an event may be for. */
export type Candidates = { isComplete: true; keys: string[] } | { isComplete: false };

/** Adds a wait, or replaces what is known of it. */
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

/** Whether the row was at a later version before: somebody put it back, or it was read before it was written. */
export function isOutdated({ key, version }: WaitRow): boolean {
	return version < (versions.get(key)?.version ?? 0);
}

/** Remembers that the row was seen at this version. */
export function rememberVersion({ key, version, state }: WaitRow): void {
	versions.set(key, { version, until: state.until });
}

/** Forgets the waits that were over before this time, as the table does. */
export function forgetEndedWaits(before: number): void {
	for (const { key, state } of waits.values()) if (state.until < before) waits.delete(key);
	for (const [key, { until }] of versions) if (until < before) versions.delete(key);
}

/** From now on this process knows all open questions of the account. */
export function rememberAll(account: string, rows: readonly WaitRow[]): void {
	for (const row of rows) if (!waits.has(row.key)) waits.set(row.key, row);
	completeAccounts.add(account);
}

/** The waits of this listener that an event may be for; without a listener, those that relay workflows serve. */
export function candidatesFor(event: QuestionEvent, { account, listener }: { account: string; listener: string }): Candidates {
	if (!completeAccounts.has(account)) return { isComplete: false };
	// Also those whose time is up: n8n goes on by itself then, and a tap removes what is left of them.
	const rows = [...waits.values()].filter(({ state }) => state.account === account);
	const opening = rows.filter(({ status }) => status === 'opening');
	const keys = [...matchingRows(rows, event), ...opening].filter(({ state }) => state.listener === listener).map(({ key }) => key);
	return { isComplete: true, keys: [...new Set(keys)] };
}

/** The rows with a question that the event may answer: none where a quote could mean several of them. */
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

/** A mark by which a run recognises that the process that started it is the one it runs in. */
export function createProcessMark(): string {
	const mark = randomBytes(12).toString('hex');
	marks.set(mark, true);
	return mark;
}

export function isOwnMark(mark: string): boolean {
	return marks.delete(mark);
}
