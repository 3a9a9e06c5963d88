import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { scratchDirectory } from '../../host/scratch-directory.mts';
import { createTraffic, type Traffic } from '../harness/e2e/long-traffic.mts';
import { createMemoryReport, type Memory } from '../harness/e2e/memory.mts';
import { startRunCounter, type RunCounter } from '../harness/e2e/run-counter.mts';
import { useHarness } from '../harness/e2e/harness.mts';
import { countedWorkflow } from '../harness/e2e/workflows.mts';

const DELIVERIES = Number(process.env.TAPBACK_DELIVERIES ?? 10_000);
const SEED = Number(process.env.TAPBACK_SEED ?? 4747);
const IN_FLIGHT = 20;
/** Memory is looked at after each. */
const SLICES = 9;
const LAST_OF_EACH = 200;
const MB = 1_000_000;
/**
 * Bytes for each delivery of the last third. The memory of what stands on messages, which is bounded, takes about 400
 * until it is full; an event that is kept takes 2,000 and more.
 */
const MOST_NEEDED_MORE = 1000;
/** A part of the whole: it holds garbage, too. */
const MOST_RSS_MORE = 0.05;

const report = createMemoryReport(scratchDirectory('tapback-memory-').path);
const harness = useHarness({
	env: {
		...report.env,
		// The other one builds a V8 isolate for each event, at 80 ms.
		N8N_EXPRESSION_ENGINE: 'legacy',
		N8N_LOG_LEVEL: 'error',
	},
});

describe(`${DELIVERIES} deliveries of ${PROVIDERS.length} providers to one n8n`, () => {
	const slices: Memory[] = [];
	let counter: RunCounter;
	let traffic: Traffic;
	const workflowIds: string[] = [];

	before(async () => {
		counter = await startRunCounter();
		for (const { id: provider } of PROVIDERS) {
			const inbound = { reactions: ['love', 'laugh', 'question'] };
			const { id } = await harness.client.createWorkflow(countedWorkflow(harness, { provider, inbound, counterUrl: counter.url }));
			await harness.client.activate(id);
			workflowIds.push(id);
		}
		traffic = createTraffic(harness, { seed: SEED });
	});

	after(async () => await counter.close());

	it('are all answered, and forgeries with 401', async (context) => {
		const startedAt = Date.now();
		for (let slice = 1; slice <= SLICES; slice += 1) {
			await traffic.send(Math.ceil(DELIVERIES / SLICES), IN_FLIGHT);
			await counter.quiet();
			const memory = await report.of(harness.n8n);
			slices.push(memory);
			const seconds = Math.round((Date.now() - startedAt) / 1000);
			context.diagnostic(`${traffic.count} after ${seconds} s: needed ${inMb(memory.needed)} MB, RSS ${inMb(memory.rss)} MB`);
		}
		context.diagnostic(JSON.stringify(traffic.counts));
		assert.deepEqual(traffic.wrong, []);
	});

	it('run every genuine event exactly once, and nothing else', () => {
		const times = timesRun(counter);
		assert.deepEqual(
			[...traffic.genuine].filter((message) => times.get(message) !== 1),
			[],
		);
		assert.deepEqual(
			[...times.keys()].filter((message) => !traffic.genuine.has(message)),
			[],
		);
	});

	it('make no execution of forgeries, of filtered ones, and of copies that come soon', (context) => {
		const ids = counter.runs.map(({ executionId }) => executionId);
		const executions = Math.max(...ids) - Math.min(...ids) + 1;
		const { later } = traffic.counts;
		context.diagnostic(`${executions} executions for ${traffic.genuine.size} genuine events and ${later} late copies`);
		assert.ok(executions <= traffic.genuine.size + later, `${executions} executions`);
	});

	it('fail no execution', async () => {
		const kept = await Promise.all(workflowIds.map(async (id) => await harness.client.executionRows(id)));
		assert.deepEqual(kept.flat(), []);
	});

	it('leave n8n’s memory flat', (context) => {
		const needed = growth(slices.map((memory) => memory.needed)).bytes / (traffic.count / 3);
		const rss = growth(slices.map((memory) => memory.rss)).part;
		context.diagnostic(`from the middle third to the last: ${Math.round(needed)} bytes a delivery, RSS ${(100 * rss).toFixed(1)} %`);
		assert.ok(needed <= MOST_NEEDED_MORE && rss <= MOST_RSS_MORE);
	});

	it('are known after a restart of n8n, too', async (context) => {
		const before = timesRun(counter);
		await harness.n8n.restart();
		const again = await traffic.sendLastAgain(LAST_OF_EACH, IN_FLIGHT);
		await counter.quiet();
		context.diagnostic(`${again} were delivered again`);
		assert.deepEqual(traffic.wrong, []);
		assert.deepEqual(timesRun(counter), before);
	});
});

/** How often each message's event ran. */
function timesRun({ runs }: RunCounter): Map<string, number> {
	const times = new Map<string, number>();
	for (const { message } of runs) times.set(message, (times.get(message) ?? 0) + 1);
	return times;
}

/** From the middle third to the last, each by its least: n8n's own caches come and go. The first third is for warming up. */
function growth(values: readonly number[]) {
	const third = values.length / 3;
	const middle = Math.min(...values.slice(third, 2 * third));
	const last = Math.min(...values.slice(2 * third));
	return { bytes: last - middle, part: last / middle - 1 };
}

function inMb(bytes: number): string {
	return (bytes / MB).toFixed(1);
}
