import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';

import { seedCredentials } from '../host/demo-credentials.mts';
import { hostUp } from '../host/host-report.mts';
import { startN8n, type RunningN8n } from '../host/n8n/start.mts';
import { packTapback, REPO_ROOT } from '../host/pack.mts';
import { DEFAULT_VERSION } from '../host/n8n/versions.mts';
import { buildPage } from '../sandbox/scripts/build-page.mts';
import { startSandbox, type Sandbox } from '../sandbox/src/index.mts';
import { bubble, tap } from '../test/harness/e2e/page-harness.mts';
import { launchBrowser } from './browser.mts';
import { openEditor } from './editor.mts';

/* Renews the pictures of the READMEs from a running sandbox and a running n8n. */

const IMAGES = join(REPO_ROOT, 'docs', 'images');
const EXAMPLES = join(REPO_ROOT, 'examples');

const QUESTION = 'Shall I book a table for two at seven?';

/** What moves: pictures are taken when it has come to rest. */
const SETTLE_MS = 2000;

await buildPage();
await mkdir(IMAGES, { recursive: true });
const sandbox = await startSandbox({ port: 0 });
const packed = await packTapback();
const userFolder = await mkdtemp(join(tmpdir(), 'tapback-pictures-'));
const n8n = await startN8n({ version: DEFAULT_VERSION, userFolder, packageDirectory: packed.directory, log: console.log });
try {
	await n8n.client.signIn();
	const ids = await importExamples(n8n, sandbox);
	const browser = await launchBrowser();
	await takePage(browser, sandbox, ids);
	await takeQuestion(browser, sandbox, ids);
	await browser.close();
	await takeEditor(n8n, sandbox, ids);
} finally {
	await n8n.stop();
	await sandbox.close();
	await packed.remove();
	await rm(userFolder, { recursive: true, force: true });
}

async function importExamples({ client }: RunningN8n, { control }: Sandbox): Promise<Record<string, string>> {
	const credentials = await seedCredentials(client, control.overview().providers, join(REPO_ROOT, 'package.json'));
	const ids: Record<string, string> = {};
	for (const file of (await readdir(EXAMPLES)).filter((name) => name.endsWith('.json'))) {
		const workflow = await client.importWorkflow(JSON.parse(await readFile(join(EXAMPLES, file), 'utf8')), { credentials });
		ids[file] = workflow.id;
	}
	return ids;
}

/** The page after the first minute: a ❓ on a message, and the workflow's ‼️ beside it. */
async function takePage(browser: Browser, { url, control }: Sandbox, ids: Record<string, string>): Promise<void> {
	const listening = ids['route-a-question-to-a-person.json'] ?? '';
	await n8n.client.activate(listening);
	const { name } = await n8n.client.workflow(listening);
	const webhookUrls = control.webhooks('linq').map((webhook) => String(webhook.url));
	const workflow = { id: listening, name, url: `${n8n.url}/workflow/${listening}`, isActive: true, webhookUrls };
	control.setHost({ name: 'n8n', url: n8n.url, state: 'up', detail: null, workflows: [workflow], asking: [] });

	const page = await browser.newPage({ viewport: { width: 1400, height: 820 }, colorScheme: 'light' });
	await page.goto(url);
	await page.getByRole('button', { name: 'Close the first steps' }).click();
	await tap(page, 'Shall I confirm the booking?', 'Question');
	await bubble(page, '‼️ by Trattoria Lucia').waitFor();
	await page
		.getByRole('button', { name: /reaction\.added.*Delivered/ })
		.last()
		.click();
	await picture(page, 'page.png');

	const phone = await browser.newPage({ viewport: { width: 390, height: 780 }, colorScheme: 'light' });
	await phone.goto(url);
	await picture(phone, 'page-phone.png');
	await phone.getByRole('button', { name: 'Behind the phone', exact: true }).click();
	await picture(phone, 'page-phone-wire.png');

	const dark = await browser.newPage({ viewport: { width: 1400, height: 820 }, colorScheme: 'dark' });
	await dark.goto(url);
	await dark.getByRole('button', { name: 'Close the first steps' }).click();
	await dark.getByRole('link', { name: /Ana & Ben/ }).click();
	await tap(dark, 'Who brings the cake?', 'Like');
	await dark.getByRole('radio', { name: 'Ben' }).check();
	await tap(dark, 'Who brings the cake?', 'Love');
	await tap(dark, 'I can order one.', 'Like');
	await dark.getByRole('tab', { name: 'Misbehave' }).click();
	await dark.getByRole('button', { name: 'Deliver everything twice' }).click();
	await picture(dark, 'page-misbehave.png');
	control.clearDeliveryFaults('linq');
	await n8n.client.deactivate(listening);
}

/** A workflow asked, the person said yes, and the workflow went on. */
async function takeQuestion(browser: Browser, { url, control }: Sandbox, ids: Record<string, string>): Promise<void> {
	control.reset();
	const { client } = n8n;
	await client.activate(ids['route-a-question-to-a-person.json'] ?? '');
	const { id } = await client.activate(ids['approve-before-booking.json'] ?? '');
	const asking = await client.asking();
	const registeredUrls = control.webhooks('linq').map((webhook) => String(webhook.url));
	control.setHost(hostUp({ url: n8n.url, listeners: await client.listeners(), asking, registeredUrls }));
	const page = await browser.newPage({ viewport: { width: 1400, height: 820 }, colorScheme: 'light' });
	const form = await browser.newPage();
	await page.goto(url);
	await page.getByRole('button', { name: 'Close the first steps' }).click();
	await form.goto(asking.find((workflow) => workflow.id === id)?.formUrl ?? '');
	await form.getByRole('button', { name: 'Ask' }).click();
	await bubble(page, QUESTION).waitFor();
	// n8n waits a moment after the question stands.
	await page.waitForTimeout(SETTLE_MS);
	await tap(page, QUESTION, 'Like');
	await bubble(page, '👍 by you, ❤️ by Trattoria Lucia').waitFor();
	await picture(page, 'page-question.png');
	await client.deactivate(id);
}

/** A question from the editor, answered with yes. */
async function runByHand(page: Page, control: Sandbox['control']): Promise<void> {
	const opening = page.waitForEvent('popup');
	await page.locator('[data-test-id="execute-workflow-button"]').click();
	const form = await opening;
	await form.getByRole('button', { name: 'Ask' }).click();
	await form.getByText('It was asked').waitFor();
	await page.waitForTimeout(SETTLE_MS);
	await form.close();
	const question = control.messages('linq').findLast(({ parts }) => JSON.stringify(parts).includes(QUESTION));
	control.react('linq', { messageId: question?.id ?? '', reaction: 'like' });
	await page.waitForTimeout(2 * SETTLE_MS);
}

async function takeEditor({ url }: RunningN8n, { control }: Sandbox, ids: Record<string, string>): Promise<void> {
	const { browser, page, openWorkflow, openNode, closeNode } = await openEditor(url);
	await openWorkflow(ids['approve-before-booking.json'] ?? '');
	await runByHand(page, control);
	await openNode('Shall I?');
	await picture(page, 'ask-for-tapback.png');
	await closeNode();
	await openWorkflow(ids['thumbs-as-an-answer.json'] ?? '');
	await picture(page, 'workflow.png');
	await openNode('Confirm');
	await picture(page, 'send-tapback.png');
	await closeNode();
	await openNode('Answer');
	await picture(page, 'inbound-tapback.png');
	await browser.close();
}

async function picture(page: Page, file: string): Promise<void> {
	await page.waitForTimeout(SETTLE_MS);
	await page.screenshot({ path: join(IMAGES, file) });
}
