import { describe, expect, it } from '@jest/globals';
import type { IDataObject, WorkflowExecuteMode } from 'n8n-workflow';

import { scenarioOf } from '../../contract/scenarios/index.mts';
import { hookContext } from '../../harness/n8n/contexts.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { loadPackage } from '../../harness/n8n/package.mts';
import { columnOf, OF_OTHERS, secretOf, setColumn, useTriggersWithStaticData } from '../../harness/n8n/static-data.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import type { PublishedTrigger } from '../../harness/n8n/use-triggers.mts';
import { execute } from '../../harness/n8n/workflow.mts';

const harness = useHarness();
const { publish, restart, tap } = useTriggersWithStaticData(harness);

/** What the database holds once another process of this n8n has registered anew, which this one doesn't hear of. */
async function registeredElsewhere(scene: PublishedTrigger): Promise<IDataObject> {
	const elsewhere = await loadPackage();
	const { inbound } = scene;
	const before = columnOf(scene);
	setColumn(inbound, {});
	const context = hookContext({ ...inbound, webhookBaseUrl: new URL('/webhook', inbound.url).href });
	elsewhere.restart();
	await elsewhere.nodeType('inboundTapback').webhookMethods?.default?.create.call(context);
	const after = columnOf(scene);
	setColumn(inbound, before);
	return after;
}

describe.each(PROVIDER_IDS)('a trigger of %s whose static data another node wiped', (provider) => {
	it('still takes what its provider sends, and has the secret in static data again', async () => {
		const scene = await publish(provider);
		const before = columnOf(scene);
		setColumn(scene.inbound, OF_OTHERS);
		expect(await tap(scene)).toBe(200);
		expect(scene.inbound.started).toHaveLength(1);
		expect(secretOf(columnOf(scene))).toBe(secretOf(before));
		expect(columnOf(scene)).toMatchObject(OF_OTHERS);
	});

	it('asks nothing of the provider for that', async () => {
		const scene = await publish(provider);
		setColumn(scene.inbound, OF_OTHERS);
		const asked = () => harness.sandbox.control.requests({ provider, limit: 500 }).length;
		const before = asked();
		await tap(scene);
		expect(asked()).toBe(before);
	});
});

describe.each(PROVIDER_IDS)('a trigger of %s that got an earlier secret back', (provider) => {
	it('goes by the secret of the last registration, and has that in static data again', async () => {
		const scene = await publish(provider);
		const earlier = columnOf(scene);
		await scene.inbound.deactivate();
		await scene.inbound.activate();
		const last = columnOf(scene);
		setColumn(scene.inbound, earlier);
		expect(await tap(scene)).toBe(200);
		expect(secretOf(columnOf(scene))).toBe(secretOf(last));
	});
});

describe('the run that a delivery starts', () => {
	/** As n8n runs it: with static data as it was before the delivery, all of which it may write back. */
	async function run({ inbound }: PublishedTrigger, mode: WorkflowExecuteMode = 'webhook'): Promise<void> {
		const { workflow, node, credentials } = inbound;
		await execute(workflow, node, { startNode: node, items: [{ json: {} }], credentials, mode });
	}

	it('gets the secret back where static data had lost it', async () => {
		const scene = await publish('linq');
		const before = columnOf(scene);
		setColumn(scene.inbound, OF_OTHERS);
		await run(scene);
		expect(secretOf(columnOf(scene))).toBe(secretOf(before));
		expect(columnOf(scene)).toMatchObject(OF_OTHERS);
	});

	it('gets the secret of the last registration where an earlier one was put back', async () => {
		const scene = await publish('linq');
		const earlier = columnOf(scene);
		await scene.inbound.deactivate();
		await scene.inbound.activate();
		const last = columnOf(scene);
		setColumn(scene.inbound, earlier);
		await run(scene);
		expect(secretOf(columnOf(scene))).toBe(secretOf(last));
	});

	it('writes nothing where nothing is lost', async () => {
		const scene = await publish('linq');
		setColumn(scene.inbound, columnOf(scene));
		await run(scene);
		expect(scene.inbound.workflow.staticData.__dataChanged).not.toBe(true);
	});

	it('writes nothing over what another process registered later', async () => {
		const scene = await publish('linq');
		restart(scene, columnOf(scene));
		await tap(scene);
		const newer = await registeredElsewhere(scene);
		setColumn(scene.inbound, newer);
		await run(scene);
		expect(secretOf(columnOf(scene))).toBe(secretOf(newer));
	});

	it('writes nothing where a person started it', async () => {
		const scene = await publish('linq');
		setColumn(scene.inbound, OF_OTHERS);
		await run(scene, 'manual');
		expect(secretOf(columnOf(scene))).toBeUndefined();
	});
});

describe.each(PROVIDER_IDS)('a forgery is told from what %s sends', (provider) => {
	it.each(['wiped', 'put back'] as const)('while the secret in static data is %s', async (damage) => {
		harness.sandbox.control.changeQuirks(provider, scenarioOf({ id: provider }).signing.find(({ signsBody }) => signsBody)?.quirks ?? {});
		const scene = await publish(provider);
		const earlier = columnOf(scene);
		await scene.inbound.deactivate();
		await scene.inbound.activate();
		await tap(scene);
		setColumn(scene.inbound, damage === 'wiped' ? OF_OTHERS : earlier);
		const [delivery] = harness.sandbox.control.deliveries({ provider });
		expect(await harness.sandbox.control.redeliver(String(delivery?.id), { forge: 'body' })).toMatchObject({ status: 401 });
		expect(scene.inbound.started).toHaveLength(1);
	});
});

describe('a forger', () => {
	const forge = async ({ inbound }: PublishedTrigger) => (await fetch(inbound.url, { method: 'POST', body: '{}' })).status;

	it('can’t make a trigger without a secret ask the provider more than once in a while', async () => {
		const scene = await publish('linq');
		restart(scene, OF_OTHERS);
		harness.sandbox.control.addFault('linq', { times: 99, fault: { kind: 'status', status: 500 } });
		const asked = () => harness.sandbox.control.requests({ provider: 'linq', limit: 500 }).length;
		const before = asked();
		for (let round = 0; round < 20; round += 1) await forge(scene);
		expect(asked()).toBe(before + 1);
		expect(scene.inbound.started).toEqual([]);
	});

	it('can’t make a trigger register anew whose registration is sound', async () => {
		const scene = await publish('linq');
		restart(scene, columnOf(scene));
		const webhooks = harness.sandbox.control.webhooks('linq');
		const statuses = new Set<number>();
		for (let round = 0; round < 20; round += 1) statuses.add(await forge(scene));
		expect([...statuses]).toEqual([401]);
		expect(harness.sandbox.control.webhooks('linq')).toEqual(webhooks);
	});

	it('makes n8n decrypt nothing, and asks nothing of the provider, where this process registered', async () => {
		const scene = await publish('linq');
		const costs = () => [scene.inbound.credentials.decrypted.length, harness.sandbox.control.requests({ limit: 500 }).length];
		const before = costs();
		for (let round = 0; round < 5; round += 1) await forge(scene);
		expect(costs()).toEqual(before);
	});
});

describe('in a process that did not register itself', () => {
	it('a secret that came later, from another process, is taken from static data', async () => {
		const scene = await publish('linq');
		restart(scene, columnOf(scene));
		await tap(scene);
		setColumn(scene.inbound, await registeredElsewhere(scene));
		expect(await tap(scene, 'like')).toBe(200);
	});

	it('an older copy never takes the place of a newer secret in static data', async () => {
		const scene = await publish('linq');
		restart(scene, columnOf(scene));
		await tap(scene);
		const [old] = harness.sandbox.control.deliveries({ provider: 'linq' });
		const newer = await registeredElsewhere(scene);
		setColumn(scene.inbound, newer);
		await harness.sandbox.control.redeliver(String(old?.id));
		expect(secretOf(columnOf(scene))).toBe(secretOf(newer));
	});
});
