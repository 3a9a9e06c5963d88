import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { PROVIDERS } from '../../core/registry.ts';
import { REPO_ROOT } from '../../host/pack.mts';
import { openEditor, type Editor } from '../../scripts/editor.mts';
import { setStage } from './stage.mts';

const stage = setStage();

/** What a user sees and clicks in n8n's editor, in a real browser. */
describe('n8n’s editor', () => {
	let editor: Editor;

	before(async () => {
		const example: unknown = JSON.parse(await readFile(join(REPO_ROOT, 'examples', 'thumbs-as-an-answer.json'), 'utf8'));
		const credentials = PROVIDERS.map(({ id }) => stage.credentialOf(id));
		const workflow = await stage.client.importWorkflow(example, { credentials });
		editor = await openEditor(stage.n8n.url);
		await editor.openWorkflow(workflow.id);
	});
	after(async () => await editor?.browser.close());

	const field = (name: string) => editor.page.locator(`[data-test-id="parameter-input-${name}"]`);
	const choose = async (name: string, option: string) => {
		await field(name).locator('input').first().click();
		await editor.page.locator('.el-select-dropdown:visible').getByText(option, { exact: true }).first().click();
	};

	it('shows the fields of Send Tapback', async () => {
		await editor.openNode('Confirm');
		for (const name of ['provider', 'operation', 'messageId', 'reaction', 'emoji']) await field(name).waitFor();
		assert.equal(await field('fromNumber').count(), 0);
	});

	it('shows what another provider needs besides when it is chosen', async () => {
		await choose('provider', 'Sendblue');
		await field('fromNumber').waitFor();
		await choose('provider', 'Linq');
		await field('fromNumber').waitFor({ state: 'detached' });
	});

	it('asks for no reaction where the live set is read', async () => {
		await choose('operation', 'Get Many');
		await field('reaction').waitFor({ state: 'detached' });
		await choose('operation', 'Add');
		await field('reaction').waitFor();
		await editor.closeNode();
	});

	it('shows the fields of Inbound Tapback, and its webhook URLs', async () => {
		await editor.openNode('Answer');
		for (const name of ['provider', 'events', 'reactions', 'registration', 'lines']) await field(name).waitFor();
		await editor.page.getByText('Webhook URLs').waitFor();
	});
});
