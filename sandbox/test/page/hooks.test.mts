import { describe, expect, it } from '@jest/globals';
import { isRemote, readHooks, workflowOf } from '../../page/settings/hooks.mts';
import { cautionFor, refuseUrl } from '../../page/settings/webhook-input.mts';
import type { ProviderOverview } from '../../src/index.mts';
import type { HostWorkflow } from '../../src/model/host-status.mts';
import { scenarioOf } from '../../../test/contract/scenarios/index.mts';
import { DESCRIPTIONS, type ProviderId } from '../../src/providers/descriptions.mts';
import { overviewOf } from '../harness/played.mts';
import { startTestSandbox } from '../harness/sandbox.mts';

const URL = 'http://127.0.0.1:5678/webhook/abc';

type HookOptions = Record<string, unknown>;

async function hooksAfter(id: ProviderId, ...given: Array<HookOptions | ((overview: ProviderOverview) => HookOptions)>) {
	const sandbox = await startTestSandbox();
	for (const options of given) {
		const input = typeof options === 'function' ? options(overviewOf(sandbox, id)) : options;
		sandbox.control.addWebhook(id, { url: URL, ...input });
	}
	const overview = overviewOf(sandbox, id);
	await sandbox.close();
	return readHooks(overview);
}

describe('the registered webhooks', () => {
	it.each(DESCRIPTIONS.map(({ id }) => id))('of %s have their URL and a secret', async (id) => {
		const { everyEvent } = scenarioOf({ id }).receive;
		const [hook] = await hooksAfter(id, (overview) => everyEvent(overview).options);
		expect(hook).toMatchObject({ url: URL, secret: expect.stringMatching(/.{20}/u) });
	});

	it('of Sendblue have the secret that was chosen, or none', async () => {
		const hooks = await hooksAfter('sendblue', { secret: 'chosen' }, { url: `${URL}/2` });
		expect(hooks.map(({ secret, events }) => [secret, events])).toEqual([
			['chosen', ['receive']],
			[undefined, ['receive']],
		]);
	});

	it('of AgentPhone get all events, of the account or of an agent', async () => {
		const hooks = await hooksAfter('agentphone', {}, { agentId: 'agt_02' });
		expect(hooks.map(({ events, owner }) => [events, owner])).toEqual([
			[[], undefined],
			[[], 'Agent Night desk'],
		]);
	});

	it('of Inkbox belong to an identity', async () => {
		const [hook] = await hooksAfter('inkbox', { event_types: ['imessage.reaction_received'] });
		expect(hook).toMatchObject({ owner: 'Identity concierge', events: ['imessage.reaction_received'] });
	});

	it('of Linq name their events and lines', async () => {
		const [hook] = await hooksAfter('linq', { subscribed_events: ['reaction.added'], phone_numbers: ['+12025550101'] });
		expect(hook).toMatchObject({ events: ['reaction.added'], owner: '+12025550101' });
	});
});

describe('the workflow of a webhook', () => {
	const workflow: HostWorkflow = { id: 'w', name: 'W', url: '', isActive: true, webhookUrls: [URL] };

	it.each([URL, `${URL}?version=2026-02-03`, 'http://localhost:5678/webhook/abc', `${URL}/`])('is found by %s', (url) => {
		expect(workflowOf(url, [workflow])).toBe(workflow);
	});

	it.each(['http://127.0.0.1:5679/webhook/abc', 'http://127.0.0.1:5678/webhook-test/abc', 'https://example.com/webhook/abc', ''])(
		'is not found by %s',
		(url) => {
			expect(workflowOf(url, [workflow])).toBeUndefined();
		},
	);
});

describe('the address of a new webhook', () => {
	it.each(['', 'example.com', 'ftp://example.com', '/webhook'])('is refused when it is “%s”', (url) => {
		expect(refuseUrl(url)).toMatch(/^Enter/u);
	});

	it('is taken when it is a whole one', () => {
		expect(refuseUrl(URL)).toBeUndefined();
	});

	it('comes with a caution when it is on another machine, and deliveries stay on this one', () => {
		expect(isRemote('https://example.com/a')).toBe(true);
		expect(cautionFor('https://example.com/a', false)).toMatch(/another machine/u);
		expect(cautionFor('https://example.com/a', true)).toBeUndefined();
		expect(cautionFor(URL, false)).toBeUndefined();
	});
});
