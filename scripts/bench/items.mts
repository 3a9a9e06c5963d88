import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { providerById } from '../../core/index.ts';
import { cpuMilliseconds } from './cpu.mts';
import { useItemsHarness, type ItemsHarness, type Sender } from './items-harness.mts';
import { printTable, type Measured } from './table.mts';

/*
 * Measures many items through Send Tapback in a real n8n, each a tapback on another message, against n8n's HTTP Request node
 * with the same credential and the same requests. The vendor is a server in this process: it answers after a fixed delay and
 * counts the parallel requests. The two nodes alternate in each round.
 *   Time: the time of the sending node, as n8n records it in the execution. “One by one” is Send Tapback with all items on one
 *   message, because Send Tapback sends those in order; it is measured with fewer items, and scaled.
 *   CPU: all of n8n for the whole run, minus a run whose node does nothing, and minus an idle n8n.
 * Figures are medians; ratios are computed within a round. The vendor is Linq, which allows ten parallel requests. Unlike CPU,
 * time needs an idle machine, because ten requests that wait for a core are not ten times as fast.
 */

const PROVIDER = providerById('linq');
const RUNS = [
	{ items: 200, latencyMs: 0, oneByOne: 100, rounds: 5 },
	{ items: 200, latencyMs: 50, oneByOne: 60, rounds: 5 },
	{ items: 200, latencyMs: 1000, oneByOne: 5, rounds: 2 },
	{ items: 2000, latencyMs: 0, oneByOne: 100, rounds: 3 },
	{ items: 2000, latencyMs: 50, oneByOne: 60, rounds: 3 },
	{ items: 2000, latencyMs: 1000, oneByOne: 5, rounds: 1 },
];
const SETTLE_MS = 1000;
const IDLE_MS = 5000;
const LEAST_TIMES_FASTER = 8;
const MOST_TIMES_HTTP_REQUEST = 1;

/** Measures the sending of many items; returns whether the limits hold. */
export async function benchItems(): Promise<boolean> {
	const harness = await useItemsHarness();
	try {
		for (const sender of ['nothing', 'sendTapback', 'httpRequest'] as const) await harness.send(sender, messageIds(500));
		let allHold = true;
		for (const run of RUNS) allHold = (await measure(harness, run)) && allHold;
		return allHold;
	} finally {
		await harness.end();
	}
}

async function measure(harness: ItemsHarness, { items, latencyMs, oneByOne, rounds }: (typeof RUNS)[number]): Promise<boolean> {
	const measured = { ours: [], http: [], single: [] } satisfies Record<string, Watched[]> as Record<string, Watched[]>;
	const idle = await idleShare(harness);
	for (let round = 0; round < rounds; round += 1) {
		const base = await watch(harness, { sender: 'nothing', ids: messageIds(items), latencyMs, idle });
		const less = (watched: Watched) => ({ ...watched, cpuMs: watched.cpuMs - base.cpuMs });
		measured.ours?.push(less(await watch(harness, { sender: 'sendTapback', ids: messageIds(items), latencyMs, idle })));
		measured.http?.push(less(await watch(harness, { sender: 'httpRequest', ids: messageIds(items), latencyMs, idle })));
		const [message = ''] = messageIds(1);
		measured.single?.push(await watch(harness, { sender: 'sendTapback', ids: Array<string>(oneByOne).fill(message), latencyMs, idle }));
	}
	return print({ items, latencyMs, oneByOne }, measured);
}

function print(run: { items: number; latencyMs: number; oneByOne: number }, measured: Record<string, Watched[]>): boolean {
	const { ours = [], http = [], single = [] } = measured;
	const { items, latencyMs, oneByOne } = run;
	const seconds = (of: Watched[], times = 1) => of.map(({ tookMs }) => (tookMs * times) / 1000);
	const scaled = seconds(single, items / oneByOne);
	const faster = seconds(ours).map((each, index) => each / (scaled[index] ?? Number.NaN));
	const perItem = (of: Watched[]) => of.map(({ cpuMs }) => cpuMs / items);
	const most = (of: Watched[]) => Math.max(...of.map(({ mostAtOnce }) => mostAtOnce));
	const rows: Measured[] = [
		{ name: 'time', unit: 's', rounds: seconds(ours) },
		{ name: 'time, HTTP Request', unit: 's', rounds: seconds(http) },
		{ name: 'time, one after another', unit: 's', rounds: scaled, note: `of ${oneByOne} items, ${most(single)} at once, scaled` },
		{ name: 'time / one after another', unit: '×', rounds: faster, limit: latencyMs === 50 ? 1 / LEAST_TIMES_FASTER : undefined },
		{ name: 'CPU of an item', unit: 'ms', rounds: perItem(ours) },
		{ name: 'CPU of an item, HTTP Request', unit: 'ms', rounds: perItem(http) },
		{
			// During twenty seconds, n8n's background work exceeds the work for the items.
			...{ name: 'CPU / HTTP Request', unit: '×', limit: latencyMs < 1000 ? MOST_TIMES_HTTP_REQUEST : undefined },
			rounds: ours.map(({ cpuMs }, index) => cpuMs / (http[index]?.cpuMs ?? Number.NaN)),
		},
		{ name: 'most at once', unit: 'requests', rounds: [most(ours)], limit: PROVIDER.limits.concurrent },
		{ name: 'most at once, HTTP Request', unit: 'requests', rounds: [most(http)] },
	];
	console.log(`  ${items} items, the vendor answers after ${latencyMs} ms`);
	return printTable(rows);
}

interface Watched {
	tookMs: number;
	cpuMs: number;
	mostAtOnce: number;
}

async function watch(
	{ n8n, provider, send, tookMs }: ItemsHarness,
	{ sender, ids, latencyMs, idle }: { sender: Sender; ids: string[]; latencyMs: number; idle: number },
): Promise<Watched> {
	provider.reset(latencyMs);
	const startedAt = performance.now();
	const before = cpuMilliseconds(n8n.pid());
	await send(sender, ids);
	await sleep(SETTLE_MS);
	const cpuMs = cpuMilliseconds(n8n.pid()) - before - idle * (performance.now() - startedAt);
	const { requests, mostAtOnce } = provider.seen();
	const due = sender === 'nothing' ? 0 : ids.length;
	if (requests !== due) throw new Error(`${sender} made ${requests} requests instead of ${due}.`);
	return { tookMs: await tookMs(sender, ids.length), cpuMs, mostAtOnce };
}

async function idleShare({ n8n }: ItemsHarness): Promise<number> {
	const before = cpuMilliseconds(n8n.pid());
	await sleep(IDLE_MS);
	return (cpuMilliseconds(n8n.pid()) - before) / IDLE_MS;
}

function messageIds(count: number): string[] {
	return Array.from({ length: count }, () => randomUUID());
}
