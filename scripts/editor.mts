import type { Browser, Locator, Page } from 'playwright-core';

import { ownerAt, type N8nOwner } from '../host/n8n/owner.mts';
import { launchBrowser } from './browser.mts';

/** n8n's editor in a headless Chromium, logged in as the owner. */
export interface Editor {
	browser: Browser;
	page: Page;
	openWorkflow(id: string): Promise<void>;
	/** Opens the panel of a node. */
	openNode(name: string): Promise<void>;
	closeNode(): Promise<void>;
	/** A field of the open panel, by the name of its parameter. */
	field(name: string): Locator;
	/** Opens a list of choices, once it has loaded, and gives what opens. */
	openList(name: string): Promise<Locator>;
	/** Has a field that also takes an ID show what the account has, and gives the entries. */
	listOf(name: string): Promise<Locator>;
	/** Chooses from a list of which one can be chosen. */
	choose(name: string, option: string): Promise<void>;
	/** The choice of the credential in the open panel. */
	credential(): Locator;
	/** Searches the list of nodes that can be added, and gives that list. */
	searchNodes(words: string): Promise<Locator>;
	/** Searches the list of triggers that a new workflow can begin with, and gives that list. */
	searchTriggers(words: string): Promise<Locator>;
	/** Begins a workflow with a trigger that these words find. */
	startWorkflow(words: string, trigger: string): Promise<void>;
	/** Adds a node that these words find, by what it does, behind the only one there; its panel is open then. */
	addAfter(words: string, node: string, action: string): Promise<void>;
	/** Begins a credential of one's own in the open panel. */
	newCredential(): Promise<void>;
	credentialDialog(): Locator;
	/**
	 * Fills fields of the credential, and saves it, which tests it, until n8n shows this text in the dialog; without one, until it closes the
	 * dialog. It ignores a save while it still tests the one before.
	 */
	fillCredential(fields: Readonly<Record<string, string>>, told?: string): Promise<void>;
	/** Publishes the workflow that is shown. */
	publish(): Promise<void>;
}

const MOST_SAVES = 6;
const SAVE_WITHIN_MS = 5000;
const LOOKS = 40;
const LOOK_EVERY_MS = 250;

export async function openEditor(n8nUrl: string, owner: N8nOwner = ownerAt(n8nUrl)): Promise<Editor> {
	const browser = await launchBrowser();
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	await logIn(page, n8nUrl, owner);
	const field = (name: string) => page.locator(`[data-test-id="parameter-input-${name}"]`);
	const creator = page.locator('[data-test-id="node-creator"]');
	const search = async (words: string) => {
		// Nothing first: what an earlier search found must not be taken for what this one finds.
		await creator.locator('input').fill('no such node');
		await creator.locator('[data-test-id="node-creator-no-results"]').waitFor();
		await creator.locator('input').fill(words);
		return creator;
	};
	const openList = async (name: string) => {
		await field(name).locator('.el-select').waitFor();
		await field(name).locator('input:disabled').first().waitFor({ state: 'detached' });
		// The field, and none of its inputs: one for several choices gets a second input above the first when it has loaded.
		await field(name).locator('.el-select').click();
		const id = await field(name).locator('input').first().getAttribute('aria-controls');
		const opened = page.locator('.el-select__popper', { has: page.locator(`[id="${id}"]`) });
		await opened.waitFor();
		return opened;
	};

	const credential = () => page.locator('.node-credentials').filter({ visible: true }).first();
	const credentialDialog = () => page.locator('[data-test-id="editCredential-modal"]');
	const panelOpens = async () => await page.getByText('Provider', { exact: true }).first().waitFor();

	return {
		browser,
		page,
		async openWorkflow(id) {
			await page.goto(`${n8nUrl}/workflow/${id}`);
			await page.locator('[data-test-id="canvas-node"]').first().waitFor();
		},
		async openNode(name) {
			await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
			await page.getByText('Provider', { exact: true }).first().waitFor();
		},
		async closeNode() {
			await page.locator('[data-test-id="ndv-close-button"]').click();
			await page.getByText('Provider', { exact: true }).first().waitFor({ state: 'hidden' });
		},
		field,
		openList,
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
		credential,
		async searchNodes(words) {
			if (!(await creator.isVisible())) await page.locator('[data-test-id="node-creator-plus-button"]').click();
			return await search(words);
		},
		async searchTriggers(words) {
			if (!(await creator.isVisible())) {
				await page.goto(`${n8nUrl}/workflow/new`);
				await page.locator('[data-test-id="canvas-add-button"]').click();
			}
			return await search(words);
		},
		async startWorkflow(words, trigger) {
			await page.goto(`${n8nUrl}/workflow/new`);
			await page.locator('[data-test-id="canvas-add-button"]').click();
			await creator.locator('input').fill(words);
			await creator.getByText(trigger, { exact: true }).click();
			// A node of a package shows what it is first, one of n8n's own does not.
			const add = page.getByRole('button', { name: 'Add to workflow' });
			await add.or(page.locator('[data-test-id="canvas-node"]')).first().waitFor();
			if (!(await add.isVisible())) return;
			await add.click();
			await panelOpens();
		},
		async addAfter(words, node, action) {
			await page.locator('[data-test-id="canvas-handle-plus"]').click();
			await creator.locator('input').fill(words);
			await creator.getByText(node, { exact: true }).click();
			await page.getByText(action, { exact: true }).click();
			await panelOpens();
		},
		async newCredential() {
			await credential().locator('input').click();
			await page.locator('.el-select__popper:visible').getByText('Create new credential').click();
			await credentialDialog().waitFor();
		},
		credentialDialog,
		async fillCredential(fields, told) {
			for (const [name, value] of Object.entries(fields)) await field(name).locator('input').fill(value);
			const isOver = async () => (told === undefined ? !(await credentialDialog().isVisible()) : await isShown(told));
			const isShown = async (text: string) => {
				const details = credentialDialog().getByText('More details');
				if (await details.isVisible()) await details.click();
				return await credentialDialog().getByText(text).isVisible();
			};
			for (let saves = 1; saves <= MOST_SAVES; saves += 1) {
				// It may have closed at this moment.
				await credentialDialog()
					.locator('[data-test-id="credential-save-button"]')
					.click({ timeout: SAVE_WITHIN_MS })
					.catch(() => undefined);
				for (let looks = 1; looks <= LOOKS; looks += 1) {
					if (await isOver()) return;
					await page.waitForTimeout(LOOK_EVERY_MS);
				}
			}
			throw new Error(
				`The credential was saved ${MOST_SAVES} times, and n8n did not ${told === undefined ? 'close its dialog' : `say “${told}”`}.`,
			);
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
