import { beforeEach, describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { onlyNew } from '../../../nodes/InboundTapback/once.ts';
import { claim } from '../../../nodes/InboundTapback/received-here.ts';

type Check = (ids: string[]) => Promise<{ new: string[]; processed: string[] }>;

const settle = async () => await new Promise<void>((resolve) => setImmediate(resolve));
const items = (...ids: unknown[]): INodeExecutionData[] =>
	ids.map((eventId, item) => ({ json: { eventId } as INodeExecutionData['json'], pairedItem: { item } }));
const idsOf = (result: INodeExecutionData[]) => result.map(({ json }) => json.eventId);

// What is remembered of a node outlives a test.
let nodes = 0;
beforeEach(() => {
	nodes += 1;
});

/** What `onlyNew` uses of n8n: its table of processed entries, one for each workflow and node. */
function createContext(check: Check, { workflow = 'w1', node = `n${nodes}` } = {}) {
	const calls: unknown[][] = [];
	const logged: string[] = [];
	const context = {
		getWorkflow: () => ({ id: workflow }),
		getNode: () => ({ id: node }),
		logger: { debug: (message: string) => void logged.push(message) },
		helpers: {
			checkProcessedAndRecord: async (...args: unknown[]) => {
				calls.push(args);
				return await check(args[0] as string[]);
			},
		},
	} as unknown as IExecuteFunctions;
	return { context, calls, logged };
}

function createTable(known: string[] = []) {
	const table = new Set(known);
	return async (ids: string[]) => {
		const fresh = ids.filter((id) => !table.has(id));
		for (const id of ids) table.add(id);
		return { new: fresh, processed: ids.filter((id) => !fresh.includes(id)) };
	};
}

describe('an event', () => {
	it('passes the first time and not again', async () => {
		const { context } = createContext(createTable());
		expect(idsOf(await onlyNew(context, items('a', 'b')))).toEqual(['a', 'b']);
		expect(idsOf(await onlyNew(context, items('b', 'c')))).toEqual(['c']);
	});

	it('that stands twice among the items passes once, and is asked for once', async () => {
		const { context, calls } = createContext(createTable());
		expect(idsOf(await onlyNew(context, items('a', 'a', 'b')))).toEqual(['a', 'b']);
		expect(calls).toEqual([[['a', 'b'], 'node', { mode: 'entries', maxEntries: 1000 }]]);
	});

	it('without an id always passes, and costs no look at the database', async () => {
		const { context, calls } = createContext(createTable());
		expect(await onlyNew(context, items(undefined, 7))).toHaveLength(2);
		expect(calls).toEqual([]);
		expect(idsOf(await onlyNew(context, items('a', undefined, 'a')))).toEqual(['a', undefined]);
	});

	it('keeps its item as it is', async () => {
		const { context } = createContext(createTable(['a']));
		const [, second] = items('a', 'b');
		expect((await onlyNew(context, items('a', 'b')))[0]).toEqual(second);
	});
});

describe('the check', () => {
	it('is done again after a clash', async () => {
		const table = createTable(['a']);
		let clashes = 2;
		const { context, calls, logged } = createContext(async (ids) => {
			if (clashes-- > 0) throw new Error('UNIQUE constraint failed');
			return await table(ids);
		});
		expect(idsOf(await onlyNew(context, items('a', 'b')))).toEqual(['b']);
		expect([calls.length, logged.length]).toEqual([3, 2]);
	});

	it('lets the events through when it fails for good: twice is bad, lost is worse', async () => {
		const { context, calls } = createContext(async () => await Promise.reject(new Error('no database')));
		expect(idsOf(await onlyNew(context, items('a', 'a', 'b')))).toEqual(['a', 'b']);
		expect(calls).toHaveLength(5);
	});

	it('runs one at a time for one node, and beside those of others', async () => {
		const ends: Array<() => void> = [];
		let running = 0;
		let most = 0;
		const check: Check = async (ids) => {
			most = Math.max(most, (running += 1));
			await new Promise<void>((resolve) => ends.push(resolve));
			running -= 1;
			return { new: ids, processed: [] };
		};
		const same = [1, 2, 3].map(async (id) => await onlyNew(createContext(check).context, items(`e${id}`)));
		await settle();
		expect([running, most]).toEqual([1, 1]);
		const others = [
			onlyNew(createContext(check, { node: 'another' }).context, items('x')),
			onlyNew(createContext(check, { workflow: 'w2' }).context, items('x')),
		];
		await settle();
		expect(running).toBe(3);
		while (ends.length > 0) {
			ends.shift()?.();
			await settle();
		}
		expect(idsOf((await Promise.all([...same, ...others])).flat())).toEqual(['e1', 'e2', 'e3', 'x', 'x']);
	});

	it('of n8n’s kind, which reads and writes without a lock, lets each event through once', async () => {
		const stored: string[] = [];
		const check: Check = async (ids) => {
			const before = [...stored];
			await settle();
			const fresh = ids.filter((id) => !before.includes(id));
			stored.splice(0, stored.length, ...before, ...fresh);
			return { new: fresh, processed: [] };
		};
		const results = await Promise.all(Array.from({ length: 10 }, async () => await onlyNew(createContext(check).context, items('a'))));
		expect(results.flat()).toHaveLength(1);
	});
});

describe('what is recorded', () => {
	/** The provider's delivery of an event comes to this process. */
	async function receive({ context }: { context: IExecuteFunctions }, eventId: string): Promise<boolean> {
		const { getWorkflow, getNode } = context;
		return await claim({ getWorkflow, getNode, getResponseObject: () => new EventEmitter() } as unknown as IWebhookFunctions, eventId);
	}

	it('is recorded once where the process that runs it also received it: there is no other', async () => {
		const scene = createContext(createTable());
		expect(await receive(scene, 'a')).toBe(true);
		expect(idsOf(await onlyNew(scene.context, items('a')))).toEqual(['a']);
		await sleep(700);
		expect(scene.calls).toHaveLength(1);
	});

	it('is looked at again where another process received it, as in queue mode', async () => {
		const scene = createContext(createTable());
		expect(idsOf(await onlyNew(scene.context, items('a')))).toEqual(['a']);
		await sleep(700);
		expect(scene.calls.length).toBeGreaterThan(1);
	});
});
