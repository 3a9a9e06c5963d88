import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type Page } from 'playwright-core';

import { seedCredentials } from '../host/demo-credentials.mts';
import { OWNER } from '../host/n8n-client.mts';
import { startN8n } from '../host/n8n.mts';
import { packTapback, REPO_ROOT } from '../host/pack.mts';
import { DEFAULT_VERSION } from '../host/versions.mts';
import { startSandbox } from '../sandbox/src/index.mts';

/* Renews the pictures of the README from a running n8n. Needs Chromium; its path can be given in CHROMIUM. */

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
const IMAGES = join(REPO_ROOT, 'docs', 'images');
const EXAMPLE = join(REPO_ROOT, 'examples', 'thumbs-as-an-answer.json');

const sandbox = await startSandbox({ port: 0 });
const packed = await packTapback();
const userFolder = await mkdtemp(join(tmpdir(), 'tapback-pictures-'));
const n8n = await startN8n({ version: DEFAULT_VERSION, userFolder, packageDirectory: packed.directory, log: console.log });
try {
	await n8n.client.signIn();
	const credentials = await seedCredentials(n8n.client, sandbox.control.overview().providers, join(REPO_ROOT, 'package.json'));
	const workflow = await n8n.client.importWorkflow(JSON.parse(await readFile(EXAMPLE, 'utf8')), { credentials });
	await mkdir(IMAGES, { recursive: true });
	const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	await logIn(page);
	await page.goto(`${n8n.url}/workflow/${workflow.id}`);
	await page.getByText('Thank Them').first().waitFor();
	await page.waitForTimeout(2500);
	await page.screenshot({ path: join(IMAGES, 'workflow.png') });
	await pictureOfNode(page, { node: 'Confirm', file: 'send-tapback.png' });
	await pictureOfNode(page, { node: 'Answer', file: 'inbound-tapback.png' });
	await browser.close();
} finally {
	await n8n.stop();
	await sandbox.close();
	await packed.remove();
	await rm(userFolder, { recursive: true, force: true });
}

async function logIn(page: Page): Promise<void> {
	const data = { emailOrLdapLoginId: OWNER.email, password: OWNER.password };
	await page.goto(n8n.url);
	const response = await page.request.post(`${n8n.url}/rest/login`, { data, headers: { 'browser-id': 'pictures' } });
	if (!response.ok()) throw new Error(`n8n refused the login: ${response.status()}`);
	await page.evaluate(() => localStorage.setItem('n8n-browserId', 'pictures'));
}

async function pictureOfNode(page: Page, { node, file }: { node: string; file: string }): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick();
	const panel = page.locator('[data-test-id="node-parameters"], [data-test-id="ndv-settings"], .ndv-wrapper').first();
	await panel.waitFor();
	await page.waitForTimeout(2000);
	await page.screenshot({ path: join(IMAGES, file) });
	await page.keyboard.press('Escape');
	await page.waitForTimeout(800);
}
