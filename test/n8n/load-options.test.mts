import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodePropertyOptions } from 'n8n-workflow';

import type { ProviderId } from '../../sandbox/src/index.mts';
import { loadOptionsContext } from './harness/contexts.mts';
import { openStage, type Stage } from './harness/stage.mts';
import { packageNode, workflowOf } from './harness/workflow.mts';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(async () => await stage.close());

/** Opens the list as the panel does: with what is chosen in it, not with what was saved. */
async function list(
	nodeType: string,
	method: string,
	provider: ProviderId,
	credentials = stage.credentials(),
): Promise<INodePropertyOptions[]> {
	const node = packageNode(stage.built, nodeType, { parameters: { provider } });
	const context = loadOptionsContext({ workflow: workflowOf(stage.built, [node]), node, credentials }, { provider });
	const load = stage.built.nodeType(nodeType).methods?.loadOptions?.[method];
	if (!load) throw new Error(`${nodeType} has no list ${method}.`);
	return await load.call(context);
}

function overviewOf(provider: ProviderId) {
	const found = stage.sandbox.control.overview().providers[provider];
	if (!found) throw new Error(`The sandbox shows no ${provider}.`);
	return found;
}

describe('an option list', () => {
	it.each(['linq', 'sendblue'] as const)('shows the lines of a %s account', async (provider) => {
		const numbers = overviewOf(provider).lines.map(({ number }) => number);
		expect(await list('sendTapback', 'listLines', provider)).toEqual(numbers.map((value) => ({ name: value, value })));
		expect(numbers).toHaveLength(2);
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

	it('says what is wrong with the key instead of being empty', async () => {
		const credentials = stage.credentials({ linq: { apiKey: 'wrong-key' } });
		await expect(list('sendTapback', 'listLines', 'linq', credentials)).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringContaining('Check the API Token in the credential'),
		});
	});
});

describe('every list that a field names', () => {
	it.each(['sendTapback', 'inboundTapback'])('is one that %s can load', (nodeType) => {
		const { description, methods } = stage.built.nodeType(nodeType);
		const named = description.properties.flatMap(({ typeOptions }) => typeOptions?.loadOptionsMethod ?? []);
		expect(named.length).toBeGreaterThan(0);
		for (const method of named) expect(methods?.loadOptions).toHaveProperty(method);
	});
});
