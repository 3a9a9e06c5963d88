import { existsSync } from 'node:fs';

import { chromium, type Browser, type Page } from 'playwright-core';

import { OWNER } from '../host/n8n-client.mts';

/** n8n's editor in a headless Chromium, logged in as the owner. */
export interface Editor {
	browser: Browser;
	page: Page;
	openWorkflow(id: string): Promise<void>;
	/** Opens the panel of a node. */
	openNode(name: string): Promise<void>;
	closeNode(): Promise<void>;
}

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @throws Error when there is no Chromium; its path can be given in the environment variable CHROMIUM. */
export async function openEditor(n8nUrl: string): Promise<Editor> {
	const executablePath = PLACES.find((path) => path && existsSync(path));
	if (!executablePath)
		throw new Error('There is no Chromium. Install it (Debian: apt-get install chromium), or give its path in CHROMIUM.');
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	await logIn(page, n8nUrl);

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
	};
}

async function logIn(page: Page, n8nUrl: string): Promise<void> {
	const data = { emailOrLdapLoginId: OWNER.email, password: OWNER.password };
	await page.goto(n8nUrl);
	const response = await page.request.post(`${n8nUrl}/rest/login`, { data, headers: { 'browser-id': 'editor' } });
	if (!response.ok()) throw new Error(`n8n refused the login: ${response.status()}`);
	await page.evaluate(() => localStorage.setItem('n8n-browserId', 'editor'));
}
