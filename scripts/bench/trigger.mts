import { setTimeout as sleep } from 'node:timers/promises';

import { isFinished } from '../../host/n8n/api/execution.mts';
import { cpuMilliseconds } from './cpu.mts';
import { printTable } from './table.mts';
import { startMessageServer, type MessageServer } from './message-server.mts';
import { createDeliveries, type DeliveringProvider, type Deliveries, type Delivery } from './trigger-deliveries.mts';
import { useTriggerHarness, type TriggerName, type TriggerHarness } from './trigger-harness.mts';

/*
 * Measures the processor time that a real n8n needs for one event: all processes and threads, from the first request to the end
 * of the run, its log and a node's later work (another look at the history).
 * Package, n8n and machine are the same for all triggers: Inbound Tapback; a trigger that only verifies
 * (scripts/bench/minimal-trigger); the same with an account and a memory of events, the least that delivers an event once; and
 * n8n's own Webhook node, which verifies nothing. Each trigger has twenty workflows with one more node that does nothing. Each
 * event of a batch goes to another workflow, so that no two events meet. Inbound Tapback reads no message, because the other
 * triggers don't; in two cases it reads messages from a server in this process. Batches of twenty alternate between all cases
 * in each round. Every round also measures an idle n8n, whose time is subtracted. Figures are medians; a limit applies to the
 * median of the ratios within a round. Every case also counts executions and messages read. The benchmark stops unless each
 * wanted event starts one execution, and a filtered or forged event none. TAPBACK_BENCH_ROUNDS=3 shortens it.
 */

const ENGINES = ['vm', 'legacy'];
const ROUNDS = Number(process.env.TAPBACK_BENCH_ROUNDS ?? 7);
const EVENTS = 20;
const SETTLE_MS = 4500;
const SETTLE_WITHOUT_RUN_MS = 700;
const MOST_TIMES_MINIMAL = 1.05;
const MOST_TIMES_WANTED = 0.5;

interface Case {
	name: string;
	trigger: TriggerName;
	/** Default: Linq. */
	provider?: DeliveringProvider;
	/** Messages that are read for each event. Default: none. */
	reads?: number;
	starts: boolean;
	status: number;
	make(deliveries: Deliveries): Delivery;
}

const WANTED = { starts: true, status: 200, make: ({ genuine }: Deliveries) => genuine('love') };
const FILTERED = { starts: false, status: 200, make: ({ genuine }: Deliveries) => genuine('like') };
const FORGED = { starts: false, status: 401, make: ({ forged }: Deliveries) => forged() };

const CASES: Case[] = [
	{ name: 'wanted', trigger: 'inboundTapback', ...WANTED },
	{ name: 'wanted, its message read, Linq', trigger: 'readingLinq', reads: 1, ...WANTED },
	{ name: 'wanted, its message read, Inkbox', trigger: 'readingInkbox', provider: 'inkbox', reads: 1, ...WANTED },
	{ name: 'wanted, minimal', trigger: 'minimalTrigger', ...WANTED },
	{ name: 'wanted, minimal that remembers', trigger: 'rememberingTrigger', ...WANTED },
	{ name: 'wanted, Webhook node', trigger: 'webhook', ...WANTED },
	{ name: 'filtered', trigger: 'inboundTapback', ...FILTERED },
	{ name: 'forged', trigger: 'inboundTapback', ...FORGED },
	{ name: 'forged, minimal', trigger: 'minimalTrigger', ...FORGED },
	{ name: 'forged, Webhook node', trigger: 'webhook', ...FORGED, starts: true, status: 200 },
];

/** Measures the cost of an event in n8n, with both of its expression engines. Returns whether the limits hold. */
export async function benchTrigger(): Promise<boolean> {
	const deliveries = { linq: await createDeliveries('linq'), inkbox: await createDeliveries('inkbox') };
	const secrets = { linq: deliveries.linq.secret, inkbox: deliveries.inkbox.secret };
	const messages = await startMessageServer();
	let allHold = true;
	for (const engine of ENGINES) {
		const harness = await useTriggerHarness({ engine, workflows: EVENTS, secrets, baseUrl: messages.url });
		try {
			const rounds = await measure({ harness, deliveries, messages });
			console.log(`  n8n with the expression engine “${engine}”, CPU of one event`);
			allHold = print(rounds) && allHold;
		} finally {
			await harness.end();
		}
	}
	messages.close();
	return allHold;
}

interface Bench {
	harness: TriggerHarness;
	deliveries: Record<DeliveringProvider, Deliveries>;
	messages: MessageServer;
}

type Round = Map<string, number>;

async function measure(bench: Bench): Promise<Round[]> {
	for (const each of CASES) await runBatch(bench, each);
	const rounds: Round[] = [];
	for (let index = 0; index < ROUNDS; index += 1) {
		const idle = await watch(bench.harness, async () => await sleep(SETTLE_MS));
		const perMs = idle.cpuMs / idle.tookMs;
		const round: Round = new Map([['idle', perMs * 1000]]);
		for (const each of CASES) {
			const { cpuMs, tookMs } = await runBatch(bench, each);
			round.set(each.name, (cpuMs - perMs * tookMs) / EVENTS);
		}
		rounds.push(round);
	}
	return rounds;
}

async function runBatch({ harness, deliveries, messages }: Bench, each: Case): Promise<Watched> {
	const { name, trigger, provider = 'linq', reads = 0, make, starts, status } = each;
	const readsBefore = messages.reads();
	const before = (await harness.executions(trigger)).length;
	await sleep(SETTLE_WITHOUT_RUN_MS);
	const watched = await watch(harness, async () => {
		for (const url of harness.urls[trigger]) {
			const { headers, body } = make(deliveries[provider]);
			const response = await fetch(url, { method: 'POST', headers, body });
			await response.arrayBuffer();
			if (response.status !== status) throw new Error(`n8n answered ${response.status} in the case “${name}”.`);
		}
		await sleep(starts ? SETTLE_MS : SETTLE_WITHOUT_RUN_MS);
	});
	const after = await harness.executions(trigger);
	const due = before + (starts ? EVENTS : 0);
	const isAllDone = after.every((row) => isFinished(row) && row.status === 'success');
	if (after.length !== due || !isAllDone) throw new Error(`${name}: ${after.length} executions instead of ${due}, or some failed.`);
	const readCount = messages.reads() - readsBefore;
	if (readCount !== reads * EVENTS) throw new Error(`${name}: ${readCount} messages were read instead of ${reads * EVENTS}.`);
	return watched;
}

interface Watched {
	cpuMs: number;
	tookMs: number;
}

async function watch({ n8n }: TriggerHarness, act: () => Promise<void>): Promise<Watched> {
	const startedAt = performance.now();
	const before = cpuMilliseconds(n8n.pid());
	await act();
	return { cpuMs: cpuMilliseconds(n8n.pid()) - before, tookMs: performance.now() - startedAt };
}

function print(rounds: readonly Round[]): boolean {
	const of = (name: string) => rounds.map((round) => round.get(name) ?? Number.NaN);
	const ratio = (name: string, base: string) => of(name).map((value, index) => value / (of(base)[index] ?? Number.NaN));
	const figures = CASES.map(({ name, starts }) => ({ name, unit: 'ms', rounds: of(name), note: starts ? 'runs' : 'no execution' }));
	printTable([...figures, { name: 'idle, each second', unit: 'ms', rounds: of('idle') }]);
	return printTable([
		{ name: 'wanted / minimal', unit: '×', rounds: ratio('wanted', 'wanted, minimal'), limit: MOST_TIMES_MINIMAL },
		{
			name: 'wanted / minimal that remembers',
			unit: '×',
			rounds: ratio('wanted', 'wanted, minimal that remembers'),
			limit: MOST_TIMES_MINIMAL,
		},
		{ name: 'wanted, its message read, Linq / wanted', unit: '×', rounds: ratio('wanted, its message read, Linq', 'wanted') },
		{ name: 'wanted, its message read, Inkbox / wanted', unit: '×', rounds: ratio('wanted, its message read, Inkbox', 'wanted') },
		{ name: 'wanted / Webhook node', unit: '×', rounds: ratio('wanted', 'wanted, Webhook node') },
		{ name: 'filtered / wanted', unit: '×', rounds: ratio('filtered', 'wanted'), limit: MOST_TIMES_WANTED },
		{ name: 'forged / wanted', unit: '×', rounds: ratio('forged', 'wanted'), limit: MOST_TIMES_WANTED },
		{ name: 'forged / forged, minimal', unit: '×', rounds: ratio('forged', 'forged, minimal') },
	]);
}
