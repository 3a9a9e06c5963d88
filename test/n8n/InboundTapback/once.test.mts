import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, WorkflowExecuteMode } from 'n8n-workflow';

import { installDeduplicator, type TestDeduplicator } from '../../harness/n8n/deduplicator.mts';
import { jsonOf } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import { execute, packageNode, workflowOf } from '../../harness/n8n/workflow.mts';

const harness = useHarness();
let deduplicator: TestDeduplicator;
let tests = 0;
beforeAll(async () => {
	deduplicator = await installDeduplicator();
});
beforeEach(() => {
	deduplicator.clear();
	tests += 1;
});

interface StartOptions {
	mode?: WorkflowExecuteMode;
	name?: string;
	/** Which process runs it: what a process remembers of a node goes by the node's id, the database's row by its name here. */
	worker?: number;
}

/** Runs a workflow that starts with Inbound Tapback from what its webhook() returned. */
async function start(
	events: IDataObject[],
	{ mode = 'webhook', name = 'Inbound Tapback', worker = 1 }: StartOptions = {},
): Promise<unknown[]> {
	const id = `test ${tests}, worker ${worker}`;
	const node = { ...packageNode(harness.built, 'inboundTapback', { parameters: { provider: 'linq', events: ['added'] }, id }), name };
	const result = await execute(workflowOf(harness.built, [node]), node, {
		startNode: node,
		items: events.map((json) => ({ json })),
		credentials: harness.credentials(),
		mode,
	});
	expect(result.error).toBeUndefined();
	return jsonOf(result);
}

const event = (eventId: string): IDataObject => ({ provider: 'linq', eventId, reaction: 'love' });

describe('a run that a webhook started', () => {
	it('goes on with an event the first time only', async () => {
		expect(await start([event('e1')])).toEqual([event('e1')]);
		expect(await start([event('e1')])).toEqual([]);
		expect(await start([event('e2')])).toEqual([event('e2')]);
	});

	it('goes on with an event the first time only where trigger() found it, too', async () => {
		expect(await start([event('e1')], { mode: 'trigger' })).toEqual([event('e1')]);
		expect(await start([event('e1')], { mode: 'trigger' })).toEqual([]);
		expect(await start([event('e1')])).toEqual([]);
	});

	it('ends as a success where the event is known', async () => {
		await start([event('e1')]);
		const node = packageNode(harness.built, 'inboundTapback', { parameters: { provider: 'linq' } });
		const { run } = await execute(workflowOf(harness.built, [node]), node, {
			startNode: node,
			items: [{ json: event('e1') }],
			credentials: harness.credentials(),
			mode: 'webhook',
		});
		expect(run.status).toBe('success');
	});

	it('drops a copy within the same items', async () => {
		expect(await start([event('e1'), event('e1'), event('e2')])).toEqual([event('e1'), event('e2')]);
	});

	it('lets one of twenty copies through that arrive at the same moment', async () => {
		deduplicator.slowDown(5);
		const runs = await Promise.all(Array.from({ length: 20 }, async () => await start([event('e1')])));
		expect(runs.filter(({ length }) => length > 0)).toHaveLength(1);
	});

	it('loses none of eight different events that arrive at the same moment', async () => {
		deduplicator.slowDown(5);
		const ids = Array.from({ length: 8 }, (_, index) => `e${index}`);
		await Promise.all(ids.map(async (id) => await start([event(id)])));
		const again = await Promise.all(ids.map(async (id) => await start([event(id)])));
		expect(again.flat()).toEqual([]);
	});

	it('is known to every worker, though two that write at the same moment overwrite each other', async () => {
		deduplicator.slowDown(5);
		const ids = Array.from({ length: 8 }, (_, index) => `e${index}`);
		await Promise.all(ids.map(async (id, index) => await start([event(id)], { worker: index % 2 })));
		deduplicator.slowDown(0);
		await sleep(1000);
		const again = await Promise.all(ids.map(async (id, index) => await start([event(id)], { worker: (index + 1) % 2 })));
		expect(again.flat()).toEqual([]);
	});

	it('tries again after a clash in the database', async () => {
		deduplicator.failNext(2);
		expect(await start([event('e1')])).toEqual([event('e1')]);
		expect(await start([event('e1')])).toEqual([]);
	});

	it('lets the event pass where the database fails for good, for twice is better than never', async () => {
		await start([event('e1')]);
		deduplicator.failNext(100);
		expect(await start([event('e1')])).toEqual([event('e1')]);
	});

	it('lets an item without an event id pass', async () => {
		const item = { hello: 'world' };
		expect(await start([item])).toEqual([item]);
		expect(await start([item])).toEqual([item]);
	});
});

describe('a run that a person started', () => {
	it.each<WorkflowExecuteMode>(['manual', 'retry', 'evaluation', 'integrated'])(
		'(%s) goes on with an event that is known, and leaves no trace',
		async (mode) => {
			expect(await start([event('e1')], { mode })).toEqual([event('e1')]);
			expect(await start([event('e1')])).toEqual([event('e1')]);
			expect(await start([event('e1')], { mode })).toEqual([event('e1')]);
		},
	);
});
