import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';

import { DESCRIPTIONS } from '../../../sandbox/src/providers/descriptions.mts';
import type { VendorDescription } from '../../../sandbox/src/providers/description.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { PROVIDER_IDS, until } from '../../harness/n8n/harness.mts';
import type { Trigger, TriggerOptions } from '../../harness/n8n/trigger.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import { useTriggers } from '../../harness/n8n/use-triggers.mts';

const harness = useHarness();
const triggers = useTriggers(harness);
let inbound: Trigger;

type Provider = (typeof PROVIDER_IDS)[number];

async function listen(provider: Provider, options: TriggerOptions = {}): Promise<string> {
	const published = await triggers.publish(provider, options);
	inbound = published.inbound;
	return published.message.id;
}

async function love(provider: Provider, messageId: string): Promise<void> {
	harness.sandbox.control.react(provider, { messageId, reaction: 'love' });
	await inbound.answered(inbound.returned.length + 1);
}

/** n8n answers this with 200 and an empty body, and makes no execution. */
function expectIgnored(): void {
	expect(inbound.returned).toEqual([{ webhookResponse: '' }]);
	expect(inbound.started).toEqual([]);
}

describe.each(PROVIDER_IDS)('a tapback from %s that is not wanted', (provider) => {
	const { unknownMessageId, quirks } = scenarioOf({ id: provider });

	it.each<[string, INodeParameters]>([
		['for its reaction', { reactions: ['like', 'question'] }],
		['for its action', { events: ['removed'] }],
		['for who made it', { filters: { actors: '+12025550199, sam@example.com' } }],
		['for the message it is on', { filters: { messageIds: 'ANOTHER' }, options: { includeMessage: false } }],
	])('%s is answered 200 and costs nothing', async (_, given) => {
		const parameters = JSON.parse(JSON.stringify(given).replace('ANOTHER', unknownMessageId));
		await love(provider, await listen(provider, { parameters }));
		expectIgnored();
	});

	it('starts the workflow once it passes every filter', async () => {
		harness.sandbox.control.changeQuirks(provider, quirks);
		const parameters = { reactions: ['love'], filters: { actors: '+1 (202) 555-0123' } };
		await love(provider, await listen(provider, { parameters }));
		expect(inbound.started).toHaveLength(1);
	});
});

describe('a tapback of the line itself', () => {
	async function echo(options: TriggerOptions): Promise<void> {
		const id = await listen('linq', options);
		const result = await harness.send('linq', { items: [{ id }] });
		expect(result.error).toBeUndefined();
		await inbound.answered(1);
	}

	it('comes back as an echo and starts nothing', async () => {
		await echo({});
		expectIgnored();
	});

	it('starts the workflow where that is asked for, and is marked', async () => {
		await echo({ parameters: { filters: { includeOwn: true } } });
		expect(inbound.started[0]?.[0]?.json).toMatchObject({ isFromMe: true, reaction: 'like', actor: '+12025550101' });
	});
});

describe('a removed tapback', () => {
	const descriptions: ReadonlyArray<VendorDescription & { id: Provider }> = DESCRIPTIONS;
	const reporting = descriptions.filter(({ sendsNoRemovals }) => sendsNoRemovals !== true).map(({ id }) => id);

	it.each(reporting)('of %s starts a workflow that asks for it', async (provider) => {
		const id = await listen(provider, { parameters: { events: ['added', 'removed'] } });
		await love(provider, id);
		harness.sandbox.control.react(provider, { messageId: id, action: 'remove' });
		await inbound.answered(2);
		expect(inbound.started.map(([item]) => item?.json.action)).toEqual(['added', 'removed']);
	});
});

describe('another event', () => {
	it('of a webhook that takes all events is answered 200 and costs nothing', async () => {
		await listen('agentphone');
		harness.sandbox.control.sendMessage('agentphone', { from: 'human', text: 'Hello' });
		await inbound.answered(1);
		expectIgnored();
	});

	it('such as an ordinary text is no tapback', async () => {
		await listen('sendblue');
		harness.sandbox.control.sendMessage('sendblue', { from: 'human', text: 'I liked “See you at seven”' });
		await inbound.answered(1);
		expectIgnored();
	});

	it('is not read as a tapback where texts are switched off', async () => {
		await love('sendblue', await listen('sendblue', { parameters: { options: { textFallback: false } } }));
		expectIgnored();
	});
});

describe('while a user listens for a test event', () => {
	it('a repeated one starts a run each time', async () => {
		const id = await listen('linq', { mode: 'manual' });
		await love('linq', id);
		const [delivery] = harness.sandbox.control.deliveries();
		await harness.sandbox.control.redeliver(String(delivery?.id));
		expect(inbound.started).toHaveLength(2);
	});
});

describe('an event whose answer failed', () => {
	it('is let through when the provider sends it again', async () => {
		const id = await listen('linq');
		inbound.failNextStart();
		harness.sandbox.control.react('linq', { messageId: id, reaction: 'love' });
		await inbound.answered(2);
		expect(inbound.started).toHaveLength(1);
		const statuses = () => harness.sandbox.control.deliveries()[0]?.attempts.map(({ status }) => status);
		await until(() => statuses()?.length === 2);
		expect(statuses()).toEqual([500, 200]);
	});
});

describe('an event whose connection the provider closed before n8n answered', () => {
	/** The provider hangs up before n8n has stored the run. */
	async function hungUp(): Promise<void> {
		const id = await listen('linq');
		const store = inbound.holdStarts();
		harness.sandbox.control.react('linq', { messageId: id, reaction: 'love' });
		await until(() => inbound.returned.length === 1);
		inbound.hangUp();
		await until(() => (harness.sandbox.control.deliveries()[0]?.attempts.length ?? 0) > 0);
		store();
	}

	it('is let through when the provider sends it again', async () => {
		await hungUp();
		await until(() => inbound.returned.some(({ workflowData }, index) => index > 0 && workflowData !== undefined));
		expect(inbound.returned.filter(({ workflowData }) => workflowData !== undefined).length).toBeGreaterThan(1);
	});
});

describe('a copy of an event that n8n has not answered yet', () => {
	/** The first delivery is under way, and so is a copy of it. */
	async function twoUnderWay() {
		const id = await listen('linq');
		const store = inbound.holdStarts();
		harness.sandbox.control.addDeliveryFault('linq', { fault: { kind: 'duplicate', copies: 1 } });
		harness.sandbox.control.react('linq', { messageId: id, reaction: 'love' });
		await until(() => inbound.returned.length === 1);
		await sleep(100);
		const statuses = () => harness.sandbox.control.deliveries()[0]?.attempts.map(({ status }) => status);
		return { store, statuses };
	}

	it('is not answered before it: n8n may die, and then the provider must come again', async () => {
		const { store, statuses } = await twoUnderWay();
		expect([inbound.returned.length, statuses()]).toEqual([1, []]);
		store();
		await until(() => statuses()?.length === 2);
		expect([inbound.started.length, statuses()]).toEqual([1, [200, 200]]);
	});

	it('starts the workflow in its place where it fails', async () => {
		const { store, statuses } = await twoUnderWay();
		inbound.failNextStart();
		store();
		await until(() => (statuses()?.length ?? 0) >= 2);
		expect([inbound.started.length, statuses()?.slice(0, 2)]).toEqual([1, [500, 200]]);
	});
});
