import { setTimeout as sleep } from 'node:timers/promises';

import { cpuMilliseconds } from './cpu.mts';
import { startQuestionsHarness, type QuestionsHarness } from './questions-harness.mts';
import { median, printTable } from './table.mts';

/*
 * Measures a real n8n with 1, 20, 60 and 200 open questions of one published node: the processor time of all its processes for a
 * tapback on a message that is no question, minus the time of an idle n8n; the time from the tap on a question until the next
 * node has run; and the processor time to open a question. Limits are ratios to one open question in the same run.
 */

const OPEN = [1, 20, 60, 200];
const TAPS = 20;
const TAP_ROUNDS = 3;
const ANSWERS = 7;
const SETTLE_MS = 1500;
const IDLE_MS = 5000;
const MOST_TIMES_CPU = 1.3;
const MOST_TIMES_ANSWER = 1.5;

interface Row {
	open: number;
	tapCpuMs: number[];
	answerMs: number[];
	openCpuMs: number;
	runs: number;
	webhooks: number;
}

/** Measures the cost of open questions. Returns whether the limits hold. */
export async function benchQuestions(): Promise<boolean> {
	const harness = await startQuestionsHarness();
	try {
		await harness.answer(await harness.open());
		const rows: Row[] = [];
		const questions: string[] = [];
		for (const open of OPEN) rows.push(await measure(harness, questions, open));
		return print(rows);
	} finally {
		await harness.end();
	}
}

async function measure(harness: QuestionsHarness, questions: string[], open: number): Promise<Row> {
	const added = open - questions.length;
	const idle = await watch(harness, async () => await sleep(IDLE_MS));
	const perMs = idle.cpuMs / idle.tookMs;
	const opening = await watch(harness, async () => {
		while (questions.length < open) questions.push(await harness.open());
	});
	await sleep(SETTLE_MS);
	const before = await harness.executions();
	const taps: Watched[] = [];
	while (taps.length < TAP_ROUNDS) {
		const round = await watch(harness, async () => {
			for (let tap = 0; tap < TAPS; tap += 1) await harness.tapElsewhere();
			await sleep(SETTLE_MS);
		});
		taps.push(round);
	}
	const runs = (await harness.executions()) - before;
	const answerMs: number[] = [];
	for (let index = 0; index < ANSWERS; index += 1) {
		answerMs.push(await harness.answer(questions.shift() ?? ''));
		questions.push(await harness.open());
		await sleep(SETTLE_MS);
	}
	const own = (watched: Watched) => watched.cpuMs - perMs * watched.tookMs;
	return {
		open,
		tapCpuMs: taps.map((round) => own(round) / TAPS),
		answerMs,
		openCpuMs: own(opening) / added,
		runs,
		webhooks: harness.webhooks(),
	};
}

interface Watched {
	cpuMs: number;
	tookMs: number;
}

async function watch({ n8n }: QuestionsHarness, act: () => Promise<void>): Promise<Watched> {
	const startedAt = performance.now();
	const before = cpuMilliseconds(n8n.pid());
	await act();
	return { cpuMs: cpuMilliseconds(n8n.pid()) - before, tookMs: performance.now() - startedAt };
}

function print(rows: readonly Row[]): boolean {
	const [first] = rows;
	if (first === undefined) return false;
	for (const { open, tapCpuMs, answerMs, openCpuMs, runs, webhooks } of rows) {
		printTable([
			{ name: `${open} open: CPU of an unrelated tap`, unit: 'ms', rounds: tapCpuMs, note: `${runs} runs, ${webhooks} webhook` },
			{ name: `${open} open: from tap to going on`, unit: 'ms', rounds: answerMs },
			{ name: `${open} open: CPU of opening one`, unit: 'ms', rounds: [openCpuMs] },
		]);
	}
	const holds = printTable(
		rows.slice(1).flatMap(({ open, tapCpuMs, answerMs }) => [
			{ name: `unrelated tap, ${open} / 1 open`, unit: '×', rounds: [median(tapCpuMs) / median(first.tapCpuMs)], limit: MOST_TIMES_CPU },
			{
				name: `tap to going on, ${open} / 1 open`,
				unit: '×',
				rounds: [median(answerMs) / median(first.answerMs)],
				limit: MOST_TIMES_ANSWER,
			},
		]),
	);
	return holds && rows.every(({ runs }) => runs === 0);
}
