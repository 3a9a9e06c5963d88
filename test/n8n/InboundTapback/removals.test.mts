import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { TriggerContext } from 'n8n-core';
import type { INodeExecutionData, INodeParameters, ITriggerResponse } from 'n8n-workflow';

import { canInferRemovals, PROVIDERS } from '../../../core/index.ts';
import { until } from '../../harness/n8n/harness.mts';
import { openTrigger, type Trigger, type TriggerOptions } from '../../harness/n8n/trigger.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import { additionalData } from '../../harness/n8n/workflow.mts';
import type { Message, ProviderId } from '../../../sandbox/src/index.mts';

const harness = useHarness();
let published: Published | undefined;
afterEach(async () => {
	await published?.close();
	published = undefined;
});

const MOMENT = 1 / 60;
const ON = { inferRemovals: true, inferRemovalsEvery: MOMENT };
const ids = PROVIDERS.filter(canInferRemovals).map(({ id }) => id as ProviderId);

interface Published extends Trigger {
	/** The timers n8n was asked for. */
	crons: string[];
	/** The runs that trigger() started: the items of each. */
	emitted: INodeExecutionData[][];
	/** The timer goes off; waits for nothing. */
	tick(): void;
	/** Goes off until somebody looks, and waits for that. */
	look(): Promise<void>;
	unpublish(): Promise<void>;
}

/** The workflow as n8n publishes it: its webhook stands, and its trigger() runs. */
async function publish(provider: ProviderId, parameters: INodeParameters, options: TriggerOptions = {}): Promise<Published> {
	const opened = await openTrigger(harness, provider, { ...options, parameters: { events: ['added', 'removed'], ...parameters } });
	await opened.activate();
	const crons: string[] = [];
	const ticks: Array<() => void> = [];
	const emitted: INodeExecutionData[][] = [];
	const context = new TriggerContext(
		opened.workflow,
		opened.node,
		additionalData(opened.credentials),
		'trigger',
		'activate',
		(data) => emitted.push(...data),
		undefined,
		undefined,
		{
			registerCron({ expression }, onTick) {
				crons.push(expression);
				ticks.push(() => onTick(new Date()));
			},
		},
	);
	const response: ITriggerResponse | undefined = await harness.built.nodeType('inboundTapback').trigger?.call(context);
	const tick = () => ticks.forEach((go) => go());
	const close = async () => {
		await response?.closeFunction?.();
		await opened.close();
	};
	published = {
		...{ ...opened, crons, emitted, tick, close },
		async look() {
			const before = answered(provider);
			for (let waited = 0; waited < 10_000 && answered(provider) === before; waited += 20) {
				tick();
				await sleep(20);
			}
			expect(answered(provider)).toBe(before + 1);
			await sleep(50);
		},
		async unpublish() {
			await response?.closeFunction?.();
			await opened.deactivate();
		},
	};
	return published;
}

function looksAt(provider: ProviderId) {
	return harness.sandbox.control
		.requests({ provider, limit: 500 })
		.filter(({ method, path }) => method === 'GET' && path.includes('/messages'));
}

const answered = (provider: ProviderId) => looksAt(provider).filter(({ status }) => status !== null).length;

const newMessage = (provider: ProviderId) => harness.sandbox.control.sendMessage(provider, { from: 'human', text: 'At noon?' });
const tap = (provider: ProviderId, { id: messageId }: Message) => harness.sandbox.control.react(provider, { messageId, reaction: 'love' });
const takeOff = (provider: ProviderId, { id: messageId }: Message) =>
	harness.sandbox.control.react(provider, { messageId, action: 'remove' });

describe('n8n is asked for no timer', () => {
	it.each(PROVIDERS.map(({ id }) => id as ProviderId))('by a trigger of %s, unless that is chosen', async (provider) => {
		expect((await publish(provider, {})).crons).toEqual([]);
	});

	it.each(PROVIDERS.filter((provider) => !canInferRemovals(provider)).map(({ id }) => id as ProviderId))(
		'by a trigger of %s, which has no use for one, even if it was chosen for another provider before',
		async (provider) => {
			expect((await publish(provider, { options: ON })).crons).toEqual([]);
		},
	);
});

describe.each(ids)('with removals to be inferred from what %s shows', (provider) => {
	it('none is asked for where removed tapbacks don’t start the workflow', async () => {
		expect((await publish(provider, { events: ['added'], options: ON })).crons).toEqual([]);
	});

	it('n8n is asked for one timer: once a minute, and for tests each second', async () => {
		expect((await publish(provider, { options: { inferRemovals: true } })).crons).toEqual([expect.stringMatching(/^\d+ \* \* \* \* \*$/)]);
		await published?.close();
		expect((await publish(provider, { options: ON })).crons).toEqual(['* * * * * *']);
	});

	it('nothing is asked of the provider while the workflow is published, and once at the first timer', async () => {
		const { look, tick } = await publish(provider, { options: { inferRemovals: true, inferRemovalsEvery: 5 } });
		expect(looksAt(provider)).toEqual([]);
		await look();
		tick();
		tick();
		await sleep(100);
		expect(looksAt(provider)).toHaveLength(1);
	});

	it('a removal starts a run of its own', async () => {
		const { look, emitted, answered, returned } = await publish(provider, { options: ON });
		const message = newMessage(provider);
		tap(provider, message);
		await answered(returned.length + 1);
		await look();
		expect(emitted).toEqual([]);
		takeOff(provider, message);
		await look();
		expect(emitted).toEqual([[{ json: expect.objectContaining({ action: 'removed', provenance: 'inferred', messageId: message.id }) }]]);
		await look();
		expect(emitted).toHaveLength(1);
	});

	it('a tapback that was filtered when it came is seen to go', async () => {
		const { look, emitted, answered, started } = await publish(provider, { events: ['removed'], options: ON });
		const message = newMessage(provider);
		tap(provider, message);
		await answered(1);
		expect(started).toEqual([]);
		await sleep(600);
		takeOff(provider, message);
		await look();
		expect(emitted).toHaveLength(1);
	});

	it('what passes no filter starts nothing', async () => {
		const { look, emitted } = await publish(provider, { options: ON, filters: { actors: '+12025550199' } });
		const message = newMessage(provider);
		tap(provider, message);
		await look();
		takeOff(provider, message);
		await look();
		expect(emitted).toEqual([]);
	});

	it('a look that fails starts nothing and breaks nothing', async () => {
		const { look, emitted } = await publish(provider, { options: ON });
		const message = newMessage(provider);
		tap(provider, message);
		await look();
		harness.sandbox.control.addFault(provider, { match: { method: 'GET' }, fault: { kind: 'status', status: 500 } });
		await look();
		expect(emitted).toEqual([]);
		takeOff(provider, message);
		await look();
		expect(emitted).toHaveLength(1);
	}, 15_000);

	it('nothing is looked for twice at once', async () => {
		const { tick } = await publish(provider, { options: ON });
		harness.sandbox.control.addFault(provider, { match: { method: 'GET' }, fault: { kind: 'delay', delayMs: 1700 } });
		tick();
		await until(() => looksAt(provider).length === 1);
		await sleep(1200);
		tick();
		await sleep(100);
		expect(looksAt(provider)).toHaveLength(1);
	});

	it('nothing is looked for, and nothing started, once the workflow is unpublished', async () => {
		const { look, tick, emitted, unpublish } = await publish(provider, { options: ON });
		const message = newMessage(provider);
		tap(provider, message);
		await look();
		takeOff(provider, message);
		harness.sandbox.control.addFault(provider, { match: { method: 'GET', path: '/messages' }, fault: { kind: 'delay', delayMs: 300 } });
		await until(() => {
			tick();
			return looksAt(provider).length === 2;
		});
		await unpublish();
		await sleep(1500);
		tick();
		await sleep(100);
		expect(looksAt(provider)).toHaveLength(2);
		expect(emitted).toEqual([]);
	});
});
