import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { REPO_ROOT } from '../../host/pack.mts';
import { openEditor, type Editor } from '../../scripts/editor.mts';
import { buildPage } from '../../sandbox/scripts/build-page.mts';
import { N8N_VERSION, useHarness } from '../harness/e2e/harness.mts';
import { describeJourneys } from './editor-journeys.mts';

const NODES = ['Send Tapback', 'Ask for Tapback', 'Inbound Tapback'];
const EVERYDAY_WORDS = ['iphone', 'apple', 'sms', 'like', 'thumbs up', 'emoji', 'approve', 'approval', 'poll', 'vote'];
/** No measure of speed: without it a word that finds nothing would be told only after half a minute. */
const FOUND_WITHIN_MS = 10_000;

const ascending = (one = 0, other = 0) => one - other;

// The sandbox reads its page when it starts.
await buildPage();

const harness = useHarness();

/** What a user sees and clicks in n8n's editor, in a real browser. */
describe('n8n’s editor', () => {
	let editor: Editor;
	let askingId: string;

	before(async () => {
		const example: unknown = JSON.parse(await readFile(join(REPO_ROOT, 'examples', 'thumbs-as-an-answer.json'), 'utf8'));
		const credentials = PROVIDERS.map(({ id }) => harness.credentialOf(id));
		const workflow = await harness.client.importWorkflow(example, { credentials });
		const asking: unknown = JSON.parse(await readFile(join(REPO_ROOT, 'examples', 'approve-before-booking.json'), 'utf8'));
		askingId = (await harness.client.importWorkflow(asking, { credentials })).id;
		editor = await openEditor(harness.n8n.url, { version: N8N_VERSION });
		await editor.openWorkflow(workflow.id);
	});
	after(async () => await editor?.browser.close());

	it('says below each node what it does', async () => {
		const below = async (node: string) => await editor.page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).innerText();
		assert.match(await below('Answer'), /^Linq: added 👍 👎$/m);
		assert.match(await below('Thank Them'), /^Linq: add ❤️$/m);
		assert.match(await below('Confirm'), /^Linq: add 👌$/m);
	});

	it('shows the fields of Send Tapback', async () => {
		await editor.openNode('Confirm');
		for (const name of ['provider', 'operation', 'messageId', 'reaction', 'emoji']) await editor.field(name).waitFor();
		assert.equal(await editor.field('fromNumber').count(), 0);
	});

	it('shows what another provider needs besides when it is chosen, and no error before its credential is', async () => {
		await editor.choose('provider', 'Sendblue');
		const lines = await editor.openList('fromNumber');
		await lines.getByText('No data').waitFor();
		await editor.choose('provider', 'Linq');
		await editor.field('fromNumber').waitFor({ state: 'detached' });
	});

	it('shows the credential below the provider, and above all else', async () => {
		const [provider, credential, operation] = await Promise.all(
			[editor.field('provider'), editor.credential(), editor.field('operation')].map(
				async (shown) => (await shown.boundingBox())?.y ?? NaN,
			),
		);
		assert.deepEqual([provider, credential, operation], [provider, credential, operation].toSorted(ascending));
	});

	it('asks for no reaction where the live set is read', async () => {
		await editor.choose('operation', 'Get Many');
		await editor.field('reaction').waitFor({ state: 'detached' });
		await editor.choose('operation', 'Add');
		await editor.field('reaction').waitFor();
	});

	it('says at once what the chosen provider can’t do', async () => {
		const notice = editor.page.getByText('Every item fails.');
		await editor.choose('operation', 'Get Many');
		await editor.choose('provider', 'Sendblue');
		await notice.waitFor();
		await editor.choose('operation', 'Add');
		await notice.waitFor({ state: 'detached' });
		await editor.choose('provider', 'Linq');
		await editor.closeNode();
	});

	it('shows the fields of Inbound Tapback, and its webhook URLs', async () => {
		await editor.openNode('Answer');
		for (const name of ['provider', 'events', 'reactions', 'registration', 'lines']) await editor.field(name).waitFor();
		await editor.page.getByText('Webhook URLs').waitFor();
	});

	it('says beside them how to try the trigger', async () => {
		await editor.page.locator('[data-test-id="trigger-header"]').getByText('Start with a tapback').waitFor();
		await editor.page.getByText('Tap back on a message in Messages to try it.').first().waitFor();
	});

	it('lists the lines of the account to choose from', async () => {
		const lines = await editor.openList('lines');
		await lines.getByText('+12025550101').click();
		await editor.page.keyboard.press('Escape');
		await editor.field('lines').locator('.el-tag').getByText('+12025550101').waitFor();
	});

	it('lists no lines of the provider that was chosen before', async () => {
		const asked = editor.page.waitForResponse((response) => response.url().endsWith('/dynamic-node-parameters/options'));
		await editor.choose('provider', 'Sendblue');
		await asked;
		const lines = await editor.openList('lines');
		await lines.getByText('No data').waitFor();
		await editor.page.keyboard.press('Escape');
		await editor.closeNode();
	});

	it('shows the fields of Ask for Tapback, what everybody needs first', async () => {
		await editor.openWorkflow(askingId);
		assert.equal(await editor.page.locator('[data-test-id="node-issues"]').count(), 0);
		await editor.openNode('Shall I?');
		const names = ['operation', 'to', 'message', 'from', 'waitAmount', 'waitUnit', 'decidedBy'];
		const heights = [];
		for (const name of names) heights.push((await editor.field(name).boundingBox())?.y ?? 0);
		assert.deepEqual(heights, heights.toSorted(ascending));
		await editor.choose('operation', 'Wait for Tapback');
		await editor.field('messageId').waitFor();
		await editor.field('message').waitFor({ state: 'detached' });
	});

	it('shows the Relay Workflow, after the question, only where a provider allows one webhook', async () => {
		await editor.choose('operation', 'Ask');
		await editor.choose('provider', 'AgentPhone');
		await editor.field('relayWorkflow').waitFor();
		const [message, relay] = await Promise.all(['message', 'relayWorkflow'].map(async (name) => await editor.field(name).boundingBox()));
		assert.ok((message?.y ?? NaN) < (relay?.y ?? NaN));
		await editor.choose('provider', 'Linq');
		await editor.field('relayWorkflow').waitFor({ state: 'detached' });
		await editor.closeNode();
	});

	it('lists the newest messages of the account to choose from, and its conversations for the latest one', async () => {
		const node = { name: 'Listed', type: 'n8n-nodes-tapback.sendTapback', typeVersion: 1, position: [0, 0], parameters: {} } as const;
		const { id: credentialId, name, type } = harness.credentialOf('linq');
		const credentials = { [type]: { id: credentialId, name } };
		const nodes = [{ ...node, id: 'listed', credentials }];
		const { id } = await harness.client.createWorkflow({ name: 'Listed', nodes, connections: {}, settings: {} });
		harness.control.sendMessage('linq', { from: 'human', text: 'Is there parking?' });
		await editor.openWorkflow(id);
		await editor.openNode('Listed');
		const messages = await editor.listOf('messageId');
		await messages.filter({ hasText: '+12025550123: Is there parking?' }).first().click();
		await editor.choose('target', 'Latest From Them');
		const conversations = await editor.listOf('conversation');
		await conversations
			.filter({ hasText: /^\s*\+12025550123\s*$/ })
			.first()
			.click();
		await editor.closeNode();
	});

	it('takes the reaction as a text where the node is the tool of an agent, for the model to fill in', async () => {
		const node = { name: 'Tool', type: 'n8n-nodes-tapback.sendTapbackTool', typeVersion: 1, position: [0, 0], parameters: {} } as const;
		const { id } = await harness.client.createWorkflow({ name: 'Tool', nodes: [{ ...node, id: 'tool' }], connections: {}, settings: {} });
		await editor.openWorkflow(id);
		await editor.openNode('Tool');
		assert.equal(await editor.field('reaction').locator('input').inputValue(), 'like');
		assert.equal(await editor.field('reaction').locator('.el-select').count(), 0);
		await editor.page.getByText('a model can make up an ID').waitFor();
		await editor.closeNode();
	});

	it('marks nothing red above the provider, whichever is chosen for a new node', async () => {
		const node = { name: 'New', type: 'n8n-nodes-tapback.askForTapback', typeVersion: 1, position: [0, 0], parameters: {} } as const;
		const { id } = await harness.client.createWorkflow({ name: 'New', nodes: [{ ...node, id: 'new' }], connections: {}, settings: {} });
		await editor.openWorkflow(id);
		await editor.openNode('New');
		for (const { name } of PROVIDERS) {
			await editor.choose('provider', name);
			const red = editor.page.locator('[data-test-id="parameter-issues"], .has-issues').filter({ visible: true });
			const provider = (await editor.field('provider').boundingBox())?.y ?? NaN;
			await editor.field('to').waitFor();
			for (const box of await Promise.all((await red.all()).map(async (one) => await one.boundingBox()))) {
				assert.ok((box?.y ?? Infinity) > provider, `${name}: ${box?.y} is above ${provider}`);
			}
		}
		await editor.closeNode();
	});

	it('finds all nodes by the name of a provider', async () => {
		const found = await editor.searchNodes('linq');
		for (const name of NODES) await found.getByText(name, { exact: true }).waitFor();
	});

	it('finds all nodes by the words of people who don’t know their names', async () => {
		for (const word of EVERYDAY_WORDS) {
			const found = await editor.searchNodes(word);
			for (const name of NODES) await found.getByText(name, { exact: true }).waitFor({ timeout: FOUND_WITHIN_MS });
		}
	});

	it('finds the trigger by them, too, in the list that a new workflow begins with', async () => {
		for (const word of ['linq', ...EVERYDAY_WORDS]) {
			const found = await editor.searchTriggers(word);
			await found.getByText('Inbound Tapback', { exact: true }).waitFor({ timeout: FOUND_WITHIN_MS });
		}
	});
});

describe('in n8n’s editor and on the phone', () => describeJourneys(harness));
