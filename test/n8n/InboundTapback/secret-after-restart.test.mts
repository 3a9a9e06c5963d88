import { describe, expect, it } from '@jest/globals';

import { scenarioOf } from '../../contract/scenarios/index.mts';
import { PROVIDER_IDS, until } from '../../harness/n8n/harness.mts';
import { columnOf, OF_OTHERS, secretOf, setColumn, useTriggersWithStaticData } from '../../harness/n8n/static-data.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';

const harness = useHarness();
const { publish, restart, tap } = useTriggersWithStaticData(harness);

// Inkbox and Sendblue do it in a way of their own: below.
const givesANewSecret = PROVIDER_IDS.filter((id) => scenarioOf({ id }).registration.secret === 'each time' && id !== 'sendblue');

describe.each(givesANewSecret)('after a restart a trigger of %s', (provider) => {
	it('without a secret registers anew at the first delivery, has it delivered again, and takes the next', async () => {
		const scene = await publish(provider);
		restart(scene, OF_OTHERS);
		expect(await tap(scene)).toBe(503);
		expect(harness.sandbox.control.webhooks(provider)).toHaveLength(1);
		expect(await tap(scene, 'like')).toBe(200);
		expect(scene.inbound.started.at(-1)?.[0]?.json.reaction).toBe('like');
		expect(columnOf(scene)).toMatchObject(OF_OTHERS);
	});

	it('with an earlier secret does the same', async () => {
		const scene = await publish(provider);
		const earlier = columnOf(scene);
		await scene.inbound.deactivate();
		await scene.inbound.activate();
		restart(scene, earlier);
		expect(await tap(scene)).toBe(503);
		expect(await tap(scene, 'like')).toBe(200);
	});

	it('without a secret registers anew as n8n starts', async () => {
		const scene = await publish(provider);
		restart(scene, OF_OTHERS);
		expect(await scene.inbound.activate('init')).toEqual({ existed: false });
		expect(await tap(scene)).toBe(200);
	});
});

describe('after a restart a trigger of sendblue, which lets us choose the secret,', () => {
	it('without a secret takes the very delivery for which it registers anew', async () => {
		const scene = await publish('sendblue');
		restart(scene, OF_OTHERS);
		expect(await tap(scene)).toBe(200);
		expect(scene.inbound.started).toHaveLength(1);
	});

	it('has the secret of an earlier registration of the same account', async () => {
		const scene = await publish('sendblue');
		const earlier = secretOf(columnOf(scene));
		await scene.inbound.deactivate();
		await scene.inbound.activate();
		expect(secretOf(columnOf(scene))).toBe(earlier);
	});

	it('has another one for another account, and for another URL', async () => {
		const one = await publish('sendblue');
		const secret = secretOf(columnOf(one));
		const url = await publish('sendblue');
		expect(secretOf(columnOf(url))).not.toBe(secret);
	});
});

describe('after a restart a trigger of inkbox, which shows its key once,', () => {
	it('without a secret has the event delivered again, for nothing can be verified', async () => {
		const scene = await publish('inkbox');
		restart(scene, OF_OTHERS);
		expect(await tap(scene)).toBe(503);
		expect(scene.inbound.started).toEqual([]);
	});

	it('has it if anything came after it was wiped', async () => {
		const scene = await publish('inkbox');
		setColumn(scene.inbound, OF_OTHERS);
		await tap(scene);
		const column = columnOf(scene);
		restart(scene, column);
		expect(await tap(scene, 'like')).toBe(200);
		await scene.inbound.deactivate();
		expect(await scene.inbound.activate()).toEqual({ existed: false });
	});
});

describe('with manual registration', () => {
	it('a secret that was lost is read from the credential again', async () => {
		const { signing_secret: secret } = harness.sandbox.control.addWebhook('linq', { url: 'http://127.0.0.1:9/' });
		const credentials = harness.credentials({ linq: { webhookSecret: String(secret) } });
		const scene = await publish('linq', { parameters: { registration: 'manual' }, credentials });
		restart(scene, OF_OTHERS);
		await fetch(scene.inbound.url, { method: 'POST', body: '{}' });
		expect(secretOf(columnOf(scene))).toBe(String(secret));
		expect(scene.inbound.started).toEqual([]);
	});
});

describe('a workflow that is unpublished while its lost secret is looked after', () => {
	const webhooks = () => harness.sandbox.control.webhooks('linq').length;

	it('leaves no webhook behind', async () => {
		const scene = await publish('linq');
		restart(scene, OF_OTHERS);
		const match = { method: 'POST', path: '/webhook-subscriptions' };
		const { id } = harness.sandbox.control.addFault('linq', { match, fault: { kind: 'delay', delayMs: 300 } });
		const tapped = tap(scene);
		await until(() => harness.sandbox.control.faults('linq').every((fault) => fault.id !== id));
		await scene.inbound.deactivate();
		await tapped;
		expect(webhooks()).toBe(0);
	});

	it('gets none from a delivery that comes after that', async () => {
		const scene = await publish('linq');
		restart(scene, OF_OTHERS);
		await scene.inbound.deactivate();
		const { headers, body } = { headers: { 'content-type': 'application/json' }, body: '{}' };
		await fetch(scene.inbound.url, { method: 'POST', headers, body });
		expect(webhooks()).toBe(0);
	});
});
