import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INode, INodePropertyOptions } from 'n8n-workflow';

import { providerById } from '../../../core/providers/registry.ts';
import type { ProviderId } from '../../../sandbox/src/index.mts';
import { loadOptionsContext } from '../../harness/n8n/contexts.mts';
import type { TestCredentials } from '../../harness/n8n/credentials.mts';
import { openHarness, type Harness } from '../../harness/n8n/harness.mts';
import { packageNode, workflowOf } from '../../harness/n8n/workflow.mts';

let harness: Harness;
beforeAll(async () => {
	harness = await openHarness();
});
afterAll(async () => await harness.close());

/** Opens the list as the panel does: with what is chosen in it, not with what was saved. */
async function list(
	nodeType: string,
	method: string,
	provider: ProviderId,
	{ stored = harness.credentials(), ...chosen }: { stored?: TestCredentials; credentials?: INode['credentials'] } = {},
): Promise<INodePropertyOptions[]> {
	const node = { ...packageNode(harness.built, nodeType, { parameters: { provider } }), ...chosen };
	const context = loadOptionsContext({ workflow: workflowOf(harness.built, [node]), node, credentials: stored }, { provider });
	const load = harness.built.nodeType(nodeType).methods?.loadOptions?.[method];
	if (!load) throw new Error(`${nodeType} has no list ${method}.`);
	return await load.call(context);
}

function credentialTypeOf(provider: ProviderId): string {
	return providerById(provider).credential.typeName;
}

function overviewOf(provider: ProviderId) {
	const found = harness.sandbox.control.overview().providers[provider];
	if (!found) throw new Error(`The sandbox shows no ${provider}.`);
	return found;
}

describe('an option list', () => {
	it.each(['linq', 'sendblue', 'agentphone'] as const)('shows the lines of a %s account', async (provider) => {
		const numbers = overviewOf(provider).lines.map(({ number }) => number);
		expect(await list('sendTapback', 'listLines', provider)).toEqual(numbers.map((value) => ({ name: value, value })));
		expect(numbers).toHaveLength(2);
	});

	it('shows the lines of a tuco account by their numbers', async () => {
		const lines = overviewOf('tuco').lines.map(({ id, number }) => ({ name: number, value: id }));
		expect(await list('sendTapback', 'listLines', 'tuco')).toEqual(lines);
	});

	it.each(['sendTapback', 'inboundTapback'])('has no empty choice in %s that a field of another node has', async (nodeType) => {
		expect(providerById('linq').fields.ask).toMatchObject([{ choices: 'lines', emptyChoice: expect.any(String) }]);
		expect((await list(nodeType, 'listLines', 'linq')).map(({ value }) => value)).not.toContain('');
	});

	it('shows the agents of an AgentPhone account by their names, and none, which n8n would mark otherwise', async () => {
		expect(await list('inboundTapback', 'listAgents', 'agentphone')).toEqual([
			{ name: 'None: The Account’s Webhook', value: '' },
			{ name: 'Concierge', value: 'agt_01' },
			{ name: 'Night desk', value: 'agt_02' },
		]);
	});

	it('shows the identities of an Inkbox account by their handles', async () => {
		const options = await list('inboundTapback', 'listIdentities', 'inkbox');
		expect(options.map(({ name }) => name)).toEqual(['The Only One There Is', 'concierge', 'night-desk']);
		expect(options.map(({ value }) => value)).toEqual([
			'',
			expect.stringMatching(/^[0-9a-f-]{36}$/),
			expect.stringMatching(/^[0-9a-f-]{36}$/),
		]);
	});

	it('is empty where the provider has no such list', async () => {
		expect(await list('inboundTapback', 'listAgents', 'tuco')).toEqual([]);
	});

	it.each(['linq', 'sendblue'] as const)('is empty, and no error, before a credential of %s is chosen', async (provider) => {
		for (const credentials of [undefined, {}, { [credentialTypeOf(provider)]: { id: null, name: '' } }]) {
			expect(await list('sendTapback', 'listLines', provider, { credentials })).toEqual([]);
		}
	});

	it.each([
		['agentphone', 'listAgents'],
		['inkbox', 'listIdentities'],
	] as const)('has the empty choice of %s before a credential is chosen', async (provider, method) => {
		expect(await list('inboundTapback', method, provider, { credentials: {} })).toEqual([{ name: expect.any(String), value: '' }]);
	});

	it('is empty while the node has the credential of another provider only', async () => {
		const credentials = { [credentialTypeOf('linq')]: { id: '1', name: 'Linq' } };
		expect(await list('sendTapback', 'listLines', 'sendblue', { credentials })).toEqual([]);
	});

	it('says what is wrong with the key instead of being empty', async () => {
		const stored = harness.credentials({ linq: { apiKey: 'wrong-key' } });
		await expect(list('sendTapback', 'listLines', 'linq', { stored })).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringContaining('Check the API Token in the credential'),
		});
	});
});

describe('a list that can’t be had', () => {
	beforeEach(() => harness.sandbox.control.reset());

	it.each([
		['a provider that is not there', { baseUrl: 'http://127.0.0.1:1' }, undefined, /^Linq could not be reached/],
		['one that fails', {}, { kind: 'status', status: 503 }, /^Linq/],
		['one that was asked too often', {}, { kind: 'rate-limit', retryAfterSeconds: 60 }, /was asked too often\. Wait a minute/],
	] as const)('of %s is given up at once, for the field is disabled meanwhile', async (_, credential, fault, says) => {
		if (fault) harness.sandbox.control.addFault('linq', { fault, times: 10 });
		const stored = harness.credentials({ linq: credential });
		await expect(list('inboundTapback', 'listLines', 'linq', { stored })).rejects.toMatchObject({ message: expect.stringMatching(says) });
		expect(harness.sandbox.control.requests({ provider: 'linq' }).length).toBeLessThan(2);
	});

	it('because no answer comes is given up after ten seconds', async () => {
		harness.sandbox.control.addFault('linq', { fault: { kind: 'hang' }, times: 10 });
		await expect(list('inboundTapback', 'listLines', 'linq')).rejects.toMatchObject({
			message: expect.stringContaining('it took longer than 10 s'),
		});
		expect(harness.sandbox.control.requests({ provider: 'linq' })).toHaveLength(1);
	}, 20_000);
});

describe('every list that a field names', () => {
	it.each(['sendTapback', 'inboundTapback'])('is one that %s can load', (nodeType) => {
		const { description, methods } = harness.built.nodeType(nodeType);
		const named = description.properties.flatMap(({ typeOptions }) => typeOptions?.loadOptionsMethod ?? []);
		expect(named.length).toBeGreaterThan(0);
		for (const method of named) expect(methods?.loadOptions).toHaveProperty(method);
	});

	it.each(['sendTapback', 'inboundTapback'])('is loaded anew for another provider in %s', (nodeType) => {
		for (const { name, typeOptions } of harness.built.nodeType(nodeType).description.properties) {
			if (typeOptions?.loadOptionsMethod) expect([name, typeOptions.loadOptionsDependsOn]).toEqual([name, ['provider']]);
		}
	});
});
