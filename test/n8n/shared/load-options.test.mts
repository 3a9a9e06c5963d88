import { beforeEach, describe, expect, it } from '@jest/globals';
import type { INode, INodePropertyOptions } from 'n8n-workflow';

import { PROVIDERS, providerById } from '../../../core/providers/registry.ts';
import { loadOptionsContext } from '../../harness/n8n/contexts.mts';
import type { TestCredentials } from '../../harness/n8n/credentials.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import { packageNode, workflowOf } from '../../harness/n8n/workflow.mts';

/** Those of which a line is chosen by its number. */
const NAMED_BY_NUMBER = PROVIDERS.filter(({ fields }) => fields.ask.some(({ name }) => name === 'fromNumber'));

const harness = useHarness();

/** Opens the list as the panel does: with what is chosen in it, not with what was saved. */
async function list(
	nodeType: string,
	field: string,
	provider: string,
	{ stored = harness.credentials(), ...chosen }: { stored?: TestCredentials; credentials?: INode['credentials'] } = {},
): Promise<INodePropertyOptions[]> {
	const node = { ...packageNode(harness.built, nodeType, { parameters: { provider } }), ...chosen };
	const context = loadOptionsContext({ workflow: workflowOf(harness.built, [node]), node, credentials: stored }, { provider });
	const load = harness.built.nodeType(nodeType).methods?.loadOptions?.[field];
	if (!load) throw new Error(`${nodeType} has no list for ${field}.`);
	return await load.call(context);
}

function credentialTypeOf(provider: string): string {
	return providerById(provider).credential.typeName;
}

function overviewOf(provider: string) {
	const found = harness.sandbox.control.overview().providers[provider];
	if (!found) throw new Error(`The sandbox shows no ${provider}.`);
	return found;
}

describe('an option list', () => {
	it.each(NAMED_BY_NUMBER)('shows the lines of a $name account', async ({ id }) => {
		const numbers = overviewOf(id).lines.map(({ number }) => number);
		const lines = (await list('askForTapback', 'fromNumber', id)).filter(({ value }) => value !== '');
		expect(lines).toEqual(numbers.map((value) => ({ name: value, value })));
		expect(numbers).toHaveLength(2);
	});

	it('shows the lines of a tuco account by their numbers', async () => {
		const lines = overviewOf('tuco').lines.map(({ id, number }) => ({ name: number, value: id }));
		expect(await list('askForTapback', 'fromLine', 'tuco')).toEqual([{ name: expect.any(String), value: '' }, ...lines]);
	});

	it('has no empty choice that a field of another node has', async () => {
		expect(providerById('linq').fields.ask).toMatchObject([{ is: 'line', emptyChoice: expect.any(String) }]);
		expect((await list('inboundTapback', 'lines', 'linq')).map(({ value }) => value)).not.toContain('');
	});

	it('shows the agents of an AgentPhone account by their names, and none, which n8n would mark otherwise', async () => {
		expect(await list('inboundTapback', 'agentId', 'agentphone')).toEqual([
			{ name: 'None: The Account’s Webhook', value: '' },
			{ name: 'Concierge', value: 'agt_01' },
			{ name: 'Night desk', value: 'agt_02' },
		]);
	});

	it('shows the identities of an Inkbox account by their handles', async () => {
		const options = await list('inboundTapback', 'identityId', 'inkbox');
		expect(options.map(({ name }) => name)).toEqual(['None: The Key’s Only Identity', 'concierge', 'night-desk']);
		expect(options.map(({ value }) => value)).toEqual([
			'',
			expect.stringMatching(/^[0-9a-f-]{36}$/),
			expect.stringMatching(/^[0-9a-f-]{36}$/),
		]);
	});

	it('is empty where the provider has no such list', async () => {
		expect(await list('inboundTapback', 'agentId', 'tuco')).toEqual([]);
	});

	it('is empty, and no error, before a credential is chosen', async () => {
		for (const credentials of [undefined, {}, { [credentialTypeOf('linq')]: { id: null, name: '' } }]) {
			expect(await list('inboundTapback', 'lines', 'linq', { credentials })).toEqual([]);
		}
	});

	it('has its empty choice before a credential is chosen', async () => {
		expect(await list('inboundTapback', 'identityId', 'inkbox', { credentials: {} })).toEqual([{ name: expect.any(String), value: '' }]);
	});

	it('is empty while the node has the credential of another provider only', async () => {
		const credentials = { [credentialTypeOf('linq')]: { id: '1', name: 'Linq' } };
		expect(await list('sendTapback', 'fromNumber', 'sendblue', { credentials })).toEqual([]);
	});

	it('says what is wrong with the key instead of being empty', async () => {
		const stored = harness.credentials({ linq: { apiKey: 'wrong-key' } });
		await expect(list('inboundTapback', 'lines', 'linq', { stored })).rejects.toMatchObject({
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
		await expect(list('inboundTapback', 'lines', 'linq', { stored })).rejects.toMatchObject({ message: expect.stringMatching(says) });
		expect(harness.sandbox.control.requests({ provider: 'linq' }).length).toBeLessThan(2);
	});

	it('because no answer comes is given up after ten seconds', async () => {
		harness.sandbox.control.addFault('linq', { fault: { kind: 'hang' }, times: 10 });
		await expect(list('inboundTapback', 'lines', 'linq')).rejects.toMatchObject({
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

	it.each(['sendTapback', 'askForTapback'])('leaves what was typed into %s as it is for another provider', (nodeType) => {
		// n8n empties a resource locator when a parameter that it depends on is changed.
		const emptied = harness.built
			.nodeType(nodeType)
			.description.properties.filter(({ type, typeOptions }) => type === 'resourceLocator' && typeOptions?.loadOptionsDependsOn);
		expect(emptied.map(({ name }) => name)).toEqual([]);
	});
});
