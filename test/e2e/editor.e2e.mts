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

	const labels = async () => await editor.page.locator('[data-test-id="parameter-input-label"], .n8n-input-label, label').allInnerTexts();
	const shows = async (name: string) => (await labels()).some((label) => label.trim() === name);
	const choose = async (field: string, option: string) => {
		await editor.page.locator(`[data-test-id="parameter-input-${field}"] input`).first().click();
		await editor.page.locator('.el-select-dropdown:visible').getByText(option, { exact: true }).first().click();
		await editor.page.waitForTimeout(500);
	};

	it('shows the fields of Send Tapback', async () => {
		await editor.openNode('Confirm');
		for (const name of ['Provider', 'Operation', 'Message ID', 'Reaction', 'Emoji']) assert.ok(await shows(name), name);
	});

	it('shows what another provider needs besides, and its credential, when it is chosen', async () => {
		assert.equal(await shows('From Number'), false);
		await choose('provider', 'Sendblue');
		assert.ok(await shows('From Number'));
		await editor.page.getByText('Sendblue', { exact: false }).first().waitFor();
		await choose('provider', 'Linq');
	});

	it('shows the fields of the live set only for Get Many', async () => {
		await choose('operation', 'Get Many');
		assert.equal(await shows('Reaction'), false);
		await choose('operation', 'Add');
		assert.ok(await shows('Reaction'));
		await editor.closeNode();
	});

	it('shows the fields of Inbound Tapback, and its webhook URLs', async () => {
		await editor.openNode('Answer');
		for (const name of ['Provider', 'Events', 'Reactions', 'Registration', 'Lines']) assert.ok(await shows(name), name);
		assert.ok(await editor.page.getByText('Webhook URLs').isVisible());
	});

	it('lists the lines of the account to choose from', async () => {
		await editor.page.locator('[data-test-id="parameter-input-lines"] input').first().click();
		await editor.page.locator('.el-select-dropdown:visible').getByText('+12025550101').first().waitFor();
	});
});
