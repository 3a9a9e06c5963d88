import { describe, expect, it } from '@jest/globals';

import { providerById } from '../../../core/index.ts';
import type { ProviderId } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import { useTriggers } from '../../harness/n8n/use-triggers.mts';

const harness = useHarness();
const triggers = useTriggers(harness);

const FOREIGN = 'http://127.0.0.1:9/somebody-else?token=theirs';

/** The URLs registered at the provider; Linq’s carry the version of the payload. */
function webhooksAt(provider: ProviderId): string[] {
	return harness.sandbox.control.webhooks(provider).map(({ url }) => String(url).replace('?version=2026-02-03', ''));
}

function changesAt(provider: ProviderId): number {
	return harness.sandbox.control.requests({ provider, limit: 500 }).filter(({ method }) => method !== 'GET').length;
}

describe.each(PROVIDER_IDS)('publishing a workflow with %s', (provider) => {
	it('registers its URL and keeps id, URL and secret for the deliveries', async () => {
		const inbound = await triggers.open(provider);
		expect(await inbound.activate()).toEqual({ existed: false });
		expect(webhooksAt(provider)).toEqual([inbound.url]);
		expect(inbound.workflow.getStaticData('node', inbound.node).registration).toEqual({
			provider,
			id: expect.any(String),
			url: inbound.url,
			secret: expect.stringMatching(/^\S{16,}$/),
			account: expect.stringMatching(/^\S{22}$/),
			fields: expect.any(Object),
		});
	});

	it('a second time registers nothing, and after a restart of n8n neither', async () => {
		const inbound = await triggers.open(provider);
		await inbound.activate();
		const changes = changesAt(provider);
		expect(await inbound.activate()).toEqual({ existed: true });
		const { registration } = inbound.workflow.getStaticData('node', inbound.node);
		// The same node from what the database holds.
		inbound.workflow.staticData = JSON.parse(JSON.stringify(inbound.workflow.staticData));
		expect(await inbound.activate()).toEqual({ existed: true });
		expect(inbound.workflow.getStaticData('node', inbound.node).registration).toEqual(registration);
		expect(changesAt(provider)).toBe(changes);
	});

	it.each(['init', 'leadershipChange'] as const)('nothing is asked of the provider when n8n starts again (%s)', async (mode) => {
		const inbound = await triggers.open(provider);
		await inbound.activate();
		const asked = () => harness.sandbox.control.requests({ provider, limit: 500 }).length;
		const before = asked();
		harness.sandbox.control.addFault(provider, { times: 10, fault: { kind: 'status', status: 500 } });
		expect(await inbound.activate(mode)).toEqual({ existed: true });
		expect(asked()).toBe(before);
	});

	it('what was never registered is, when n8n starts', async () => {
		const inbound = await triggers.open(provider);
		expect(await inbound.activate('init')).toEqual({ existed: false });
		expect(webhooksAt(provider)).toEqual([inbound.url]);
	});

	it('and taking it back leaves nothing of ours, at the provider and in the node', async () => {
		const inbound = await triggers.open(provider);
		await inbound.activate();
		await inbound.deactivate();
		expect(webhooksAt(provider)).toEqual([]);
		expect(inbound.workflow.getStaticData('node', inbound.node).registration).toBeUndefined();
	});

	it('again after taking it back registers one, whose deliveries are genuine', async () => {
		const [message] = harness.newMessages(provider, 1);
		const inbound = await triggers.open(provider);
		await inbound.activate();
		await inbound.deactivate();
		await inbound.activate();
		expect(webhooksAt(provider)).toEqual([inbound.url]);
		harness.sandbox.control.react(provider, { messageId: String(message?.id), reaction: 'like' });
		await inbound.answered(1);
		expect(inbound.started).toHaveLength(1);
	});

	it('repairs a registration that somebody removed at the provider', async () => {
		const inbound = await triggers.open(provider);
		await inbound.activate();
		harness.sandbox.control.removeWebhooks(provider);
		expect(await inbound.activate()).toEqual({ existed: false });
		expect(webhooksAt(provider)).toEqual([inbound.url]);
	});

	it('taking back what is gone already is no error', async () => {
		const inbound = await triggers.open(provider);
		await inbound.activate();
		harness.sandbox.control.removeWebhooks(provider);
		await inbound.deactivate();
		expect(webhooksAt(provider)).toEqual([]);
	});
});

describe.each(PROVIDER_IDS.filter((id) => scenarioOf({ id }).registration.room === 'many'))('somebody else’s webhook at %s', (provider) => {
	it('stands untouched beside ours, and after ours is gone', async () => {
		harness.sandbox.control.addWebhook(provider, { url: FOREIGN });
		const before = harness.sandbox.control.webhooks(provider);
		const inbound = await triggers.open(provider);
		await inbound.activate();
		expect(webhooksAt(provider).sort()).toEqual([FOREIGN, inbound.url].sort());
		await inbound.deactivate();
		const shown = (webhooks: Record<string, unknown>[]) => webhooks.map(({ signing_key: _, ...webhook }) => webhook);
		expect(shown(harness.sandbox.control.webhooks(provider))).toEqual(shown(before));
	});
});

describe('the one place for a webhook at AgentPhone', () => {
	it('is left to whom it belongs, who is named without a query', async () => {
		harness.sandbox.control.addWebhook('agentphone', { url: FOREIGN });
		const before = harness.sandbox.control.webhooks('agentphone');
		const inbound = await triggers.open('agentphone');
		const activation = inbound.activate();
		await expect(activation).rejects.toThrow(
			'AgentPhone allows one webhook here, and http://127.0.0.1:9/somebody-else is registered already. It was left alone. If it belongs to a workflow of another n8n, unpublish that workflow. If nobody needs it, remove it at the provider. To share it, set Registration to Manual',
		);
		await expect(activation).rejects.not.toThrow('theirs');
		expect(harness.sandbox.control.webhooks('agentphone')).toEqual(before);
		await inbound.deactivate();
		expect(harness.sandbox.control.webhooks('agentphone')).toEqual(before);
	});

	it('of one agent is used where an agent is chosen', async () => {
		harness.sandbox.control.addWebhook('agentphone', { url: FOREIGN });
		const inbound = await triggers.open('agentphone', { parameters: { agentId: 'agt_02' } });
		await inbound.activate();
		expect(harness.sandbox.control.webhooks('agentphone')).toMatchObject([
			{ url: FOREIGN, agentId: null },
			{ url: inbound.url, agentId: 'agt_02' },
		]);
	});
});

describe('the lines', () => {
	const limitable = PROVIDER_IDS.filter((id) => providerById(id).fields.inbound.some(({ name }) => name === 'lines'));

	it.each(limitable)('chosen for %s go into the registration, and a change renews it', async (provider) => {
		const registered = () => harness.sandbox.control.webhooks(provider).map((webhook) => Object.values(webhook));
		const inbound = await triggers.open(provider, { parameters: { lines: ['+12025550102'] } });
		await inbound.activate();
		expect(registered()).toEqual([expect.arrayContaining([['+12025550102']])]);
		inbound.node.parameters.lines = ['+12025550101'];
		expect(await inbound.activate()).toEqual({ existed: false });
		expect(registered()).toEqual([expect.arrayContaining([['+12025550101']])]);
	});
});

describe('the only key of an Inkbox identity', () => {
	it('is found again where the identity is named that was the only one before', async () => {
		const all = harness.sandbox.control.overview().providers.inkbox?.identities;
		const [first]: unknown[] = Array.isArray(all) ? all : [];
		const identityId = typeof first === 'object' && first !== null && 'id' in first ? String(first.id) : '';
		const inbound = await triggers.open('inkbox', { parameters: { identityId } });
		await inbound.activate();
		await inbound.deactivate();
		// Written in capitals it is the same identity.
		inbound.node.parameters.identityId = identityId.toUpperCase();
		expect(await inbound.activate()).toEqual({ existed: false });
		expect(webhooksAt('inkbox')).toEqual([inbound.url]);
	});
});

describe.each(PROVIDER_IDS)('manual registration with %s', (provider) => {
	const manual = { parameters: { registration: 'manual' } };

	it('takes the secret from the credential and leaves the provider alone', async () => {
		const credentials = harness.credentials({ [provider]: { webhookSecret: 'whsec_cGFzdGVkIGJ5IGhhbmQ=' } });
		const inbound = await triggers.open(provider, { ...manual, credentials });
		expect(await inbound.activate()).toEqual({ existed: false });
		expect(await inbound.activate()).toEqual({ existed: true });
		expect(inbound.workflow.getStaticData('node', inbound.node).registration).toMatchObject({ secret: 'whsec_cGFzdGVkIGJ5IGhhbmQ=' });
		expect(harness.sandbox.control.requests({ provider })).toEqual([]);
		await inbound.deactivate();
		expect(harness.sandbox.control.requests({ provider })).toEqual([]);
		expect(inbound.workflow.getStaticData('node', inbound.node).registration).toBeUndefined();
	});

	it('says without a secret where to find one', async () => {
		const inbound = await triggers.open(provider, manual);
		await expect(inbound.activate()).rejects.toMatchObject({
			name: 'NodeOperationError',
			// n8n 2.8 shows a description in place of the message, so there is none.
			description: undefined,
			message: expect.stringMatching(/^With manual registration the credential must hold the Webhook Signing Secret/),
		});
	});
});

describe('a wrong key', () => {
	it.each(PROVIDER_IDS)('stops the publishing with %s and is named', async (provider) => {
		const wrong = Object.fromEntries(Object.keys(harness.sandbox.provider(provider).credentials).map((name) => [name, 'wrong']));
		const inbound = await triggers.open(provider, { credentials: harness.credentials({ [provider]: wrong }) });
		const { fields } = providerById(provider).credential;
		const field = fields.map(({ displayName }) => displayName).join(' and ');
		await expect(inbound.activate()).rejects.toMatchObject({
			...{ name: 'NodeApiError', httpCode: '401', description: undefined },
			message: expect.stringMatching(new RegExp(`answered 401.*Check (?:the )?${field} in the credential`)),
		});
		expect(webhooksAt(provider)).toEqual([]);
	});
});
