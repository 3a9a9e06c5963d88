import type { Browser, Locator, Page } from 'playwright-core';

import { ownerAt, type N8nOwner } from '../host/n8n/owner.mts';
import { DEFAULT_VERSION } from '../host/n8n/versions.mts';
import { launchBrowser } from './browser.mts';
import { createCredentialSteps, type CredentialSteps } from './editor/credential.mts';
import { createNodeCreatorSteps, type NodeCreatorSteps } from './editor/node-creator.mts';
import { differencesOf } from './editor/versions.mts';

/** n8n's editor in a headless Chromium, logged in as the owner. */
export interface Editor extends CredentialSteps, NodeCreatorSteps {
	browser: Browser;
	page: Page;
	openWorkflow(id: string): Promise<void>;
	/** Opens the panel of a node. */
	openNode(name: string): Promise<void>;
	closeNode(): Promise<void>;
	/** A field of the open panel, by the name of its parameter. */
	field(name: string): Locator;
	/** Opens a list of choices when it has loaded, and gives the list. */
	openList(name: string): Promise<Locator>;
	/** Switches a field from IDs to the account's list, and gives the entries. */
	listOf(name: string): Promise<Locator>;
	/** Chooses from a list with a single choice. */
	choose(name: string, option: string): Promise<void>;
	/** Publishes the open workflow. */
	publish(): Promise<void>;
}

export interface EditorOptions {
	/** Of n8n. Default: the one that `npm start` runs. */
	version?: string;
	/** Default: the owner of the n8n at this URL, if we started it. */
	owner?: N8nOwner;
}

export async function openEditor(
	n8nUrl: string,
	{ version = DEFAULT_VERSION, owner = ownerAt(n8nUrl) }: EditorOptions = {},
): Promise<Editor> {
	const browser = await launchBrowser();
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	await logIn(page, n8nUrl, owner);
	const field = (name: string) => page.locator(`[data-test-id="parameter-input-${name}"]`);
	const panelOpens = async () => await page.getByText('Provider', { exact: true }).first().waitFor();
	const openList = async (name: string) => {
		await field(name).locator('.el-select').waitFor();
		await field(name).locator('input:disabled').first().waitFor({ state: 'detached' });
		// The field, not its inputs: a field for several choices gets a second input above the first when it has loaded.
		await field(name).locator('.el-select').click();
		const id = await field(name).locator('input').first().getAttribute('aria-controls');
		const opened = page.locator('.el-select__popper', { has: page.locator(`[id="${id}"]`) });
		await opened.waitFor();
		return opened;
	};

	return {
		...{ browser, page, field, openList },
		...createCredentialSteps(page, field, differencesOf(version)),
		...createNodeCreatorSteps(page, n8nUrl, panelOpens),
		async openWorkflow(id) {
			await page.goto(`${n8nUrl}/workflow/${id}`);
			await page.locator('[data-test-id="canvas-node"]').first().waitFor();
		},
		async openNode(name) {
			await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
			await panelOpens();
		},
		async closeNode() {
			await page.locator('[data-test-id="ndv-close-button"]').click();
			await page.getByText('Provider', { exact: true }).first().waitFor({ state: 'hidden' });
		},
		async listOf(name) {
			const located = page.locator(`[data-test-id="resource-locator-${name}"]`);
			const mode = located.locator('[data-test-id="rlc-mode-selector"]');
			if ((await mode.locator('input').inputValue()) !== 'From list') {
				await mode.click();
				await page.locator('li[role="option"]:visible').getByText('From list', { exact: true }).click();
			}
			await located.locator('[data-test-id="rlc-input-container"]').click();
			const entries = page.locator('[data-test-id="rlc-item"]:visible');
			await entries.first().waitFor();
			return entries;
		},
		async choose(name, option) {
			const opened = await openList(name);
			await opened.getByText(option, { exact: true }).first().click();
			await opened.waitFor({ state: 'hidden' });
		},
		async publish() {
			await page.locator('[data-test-id="workflow-open-publish-modal-button"]').click();
			await page.locator('[data-test-id="workflow-publish-button"]').click();
		},
	};
}

async function logIn(page: Page, n8nUrl: string, { email, password }: N8nOwner): Promise<void> {
	const data = { emailOrLdapLoginId: email, password };
	await page.goto(n8nUrl);
	const response = await page.request.post(`${n8nUrl}/rest/login`, { data, headers: { 'browser-id': 'editor' } });
	if (!response.ok()) throw new Error(`n8n refused the login: ${response.status()}`);
	await page.evaluate(() => localStorage.setItem('n8n-browserId', 'editor'));
}
