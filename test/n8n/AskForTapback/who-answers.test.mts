import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { HUMAN, ask, inputWhileParked, parkedQuestions } from '../../harness/n8n/asking.mts';
import { jsonOf, PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';

const harness = useHarness();

function groupOfSendblue(): string {
	const { conversations = [] } = harness.sandbox.control.overview().providers.sendblue ?? {};
	return conversations.find(({ isGroup }) => isGroup)?.id ?? '';
}

describe('where tapbacks only quote their message, only who was asked can answer', () => {
	it.each<[string, INodeParameters, string | string[]]>([
		['by their number', { to: HUMAN }, [HUMAN]],
		['by their number as n8n’s panel has it', { to: { __rl: true, mode: 'id', value: HUMAN } }, [HUMAN]],
		['or who was named', { from: 'ana@example.com' }, ['ana@example.com']],
	])('%s', async (_, parameters, from) => {
		const run = await ask(harness, 'sendblue', { parameters });
		expect(parkedQuestions(run)).toMatchObject([{ question: { rules: { from } } }]);
	});
});

it('where tapbacks only quote their message, anyone in a group can answer', async () => {
	const run = await ask(harness, 'sendblue', { parameters: { to: groupOfSendblue() } });
	expect(parkedQuestions(run)).toMatchObject([{ question: { rules: { from: 'anyone' } } }]);
});

describe('where the node goes on after failures, n8n never goes on with what came in', () => {
	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)('(%s)', async (onError) => {
		const items = [{ approved: true }, { approved: true }];
		const run = await ask(harness, 'linq', { items, onError, parameters: { waitAmount: 0 } });
		expect(run.started).toEqual([]);
		const [regular, failed] = [jsonOf(run), jsonOf(run, 1)];
		const told = onError === 'continueErrorOutput' ? failed : regular;
		expect(told).toHaveLength(2);
		for (const json of told)
			expect(json).toMatchObject({
				error: { code: 'INVALID_INPUT', message: expect.stringContaining('Wait at Most is 0 days') },
			});
		if (onError === 'continueErrorOutput') expect(regular).toEqual([]);
		else for (const json of told) expect(json).not.toHaveProperty('approved');
	});
});

describe('a run that is parked', () => {
	it.each(PROVIDER_IDS.filter((id) => id !== 'inkbox'))(
		'goes on without a yes when its time is up, whatever came in (%s)',
		async (provider) => {
			const run = await ask(harness, provider, { items: [{ approved: true }] });
			expect(run.error).toBeUndefined();
			expect(inputWhileParked(run)).toMatchObject([{ approved: null, choice: null, timedOut: true, votes: [], provider }]);
		},
	);

	it('keeps no key, and no secret that proves a delivery, in the clear', async () => {
		const { run } = await ask(harness, 'linq');
		const { signing_secret: secret } = harness.sandbox.control.webhooks('linq')[0] ?? {};
		const kept = JSON.stringify(run.data);
		expect(typeof secret).toBe('string');
		for (const hidden of [secret, ...Object.values(harness.sandbox.provider('linq').credentials)]) expect(kept).not.toContain(hidden);
	});
});
