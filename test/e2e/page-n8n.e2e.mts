import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { REPO_ROOT } from '../../host/pack.mts';
import { buildPage } from '../../sandbox/scripts/build-page.mts';
import { launchBrowser } from '../../scripts/browser.mts';
import { bubble, tap } from './page-stage.mts';
import { setStage } from './stage.mts';

const OFFER = 'Shall I confirm the booking?';

await buildPage();
const stage = setStage();

/** The first minute of a user: a tap on the page, a workflow in a real n8n, its tapback on the bubble. */
describe('the page beside n8n', () => {
	let browser: Browser;
	let page: Page;
	const workflowIds: string[] = [];

	before(async () => {
		for (const file of ['route-a-question-to-a-person.json', 'thumbs-as-an-answer.json']) {
			const example: unknown = JSON.parse(await readFile(join(REPO_ROOT, 'examples', file), 'utf8'));
			const { id } = await stage.client.importWorkflow(example, { credentials: [stage.credentialOf('linq')] });
			await stage.client.activate(id);
			workflowIds.push(id);
		}
		browser = await launchBrowser();
		page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
		await page.goto(stage.sandbox.url);
	});
	after(async () => await browser?.close());

	it('shows the workflow’s tapback on the bubble, without a reload', async () => {
		await tap(page, OFFER, 'Question');
		await bubble(page, '❓ by you, ‼️ by Line 1').waitFor();
	});

	it('starts the other workflow when the tapback is swapped', async () => {
		await tap(page, OFFER, 'Like');
		await bubble(page, '❤️ by Line 1').waitFor();
		assert.equal(await bubble(page, '👍 by you').count(), 1);
	});

	it('leaves the workflow’s tapback when the human takes theirs back', async () => {
		await tap(page, OFFER, 'Like');
		await bubble(page, `${OFFER} Tapbacks: ❤️ by Line 1. React`).waitFor();
	});

	it('brings the answer to the part that was tapped', async () => {
		await page.getByRole('button', { name: /Picture menu\.jpg/ }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Question', exact: true }).click();
		await page.getByRole('button', { name: /Picture menu\.jpg.*❓ by you, ‼️ by Line 1/ }).waitFor();
	});

	it('shows that a forged webhook starts nothing', async () => {
		const runs = async () => (await Promise.all(workflowIds.map((id) => stage.client.executionRows(id)))).flat().length;
		const before = await runs();
		await page
			.getByRole('button', { name: /reaction\.added.*Delivered/ })
			.first()
			.click();
		await page.getByRole('button', { name: 'Send tampered' }).click();
		await page.getByRole('button', { name: 'Changed body' }).click();
		await page.getByText('the receiver answered 401. Refused, as it should be.').waitFor();
		assert.equal(await runs(), before);
	});
});
