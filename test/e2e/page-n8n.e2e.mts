import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Browser, Page } from 'playwright-core';

import { itemsOf, type Execution } from '../../host/n8n/api/execution.mts';
import type { Workflow } from '../../host/n8n/api/workflow.mts';
import { REPO_ROOT } from '../../host/pack.mts';
import { buildPage } from '../../sandbox/scripts/build-page.mts';
import { launchBrowser } from '../../scripts/browser.mts';
import { bubble, tap } from '../harness/e2e/page-harness.mts';
import { useHarness } from '../harness/e2e/harness.mts';

const OFFER = 'Shall I confirm the booking?';

await buildPage();
const harness = useHarness();

/** The first minute of a user: a tap on the page, a workflow in a real n8n, its tapback on the bubble. */
describe('the page beside n8n', () => {
	let browser: Browser;
	let page: Page;
	const workflowIds: string[] = [];

	before(async () => {
		for (const file of ['route-a-question-to-a-person.json', 'thumbs-as-an-answer.json']) {
			const example: unknown = JSON.parse(await readFile(join(REPO_ROOT, 'examples', file), 'utf8'));
			const { id } = await harness.client.importWorkflow(example, { credentials: [harness.credentialOf('linq')] });
			await harness.client.activate(id);
			workflowIds.push(id);
		}
		browser = await launchBrowser();
		page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
		await page.goto(harness.sandbox.url);
	});
	after(async () => {
		for (const id of workflowIds) await harness.client.deactivate(id);
		await browser?.close();
	});

	it('shows the workflow’s tapback on the bubble, without a reload', async () => {
		await tap(page, OFFER, 'Question');
		await bubble(page, '❓ by you, ‼️ by Trattoria Lucia').waitFor();
	});

	it('starts the other workflow when the tapback is swapped', async () => {
		await tap(page, OFFER, 'Like');
		await bubble(page, '❤️ by Trattoria Lucia').waitFor();
		assert.equal(await bubble(page, '👍 by you').count(), 1);
	});

	it('leaves the workflow’s tapback when the human takes theirs back', async () => {
		await tap(page, OFFER, 'Like');
		await bubble(page, `${OFFER} Tapbacks: ❤️ by Trattoria Lucia. React`).waitFor();
	});

	it('brings the answer to the part that was tapped', async () => {
		await page.getByRole('button', { name: /Picture menu\.jpg/ }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Question', exact: true }).click();
		await page.getByRole('button', { name: /Picture menu\.jpg.*❓ by you, ‼️ by Trattoria Lucia/ }).waitFor();
	});

	it('shows that a forged webhook starts nothing', async () => {
		const runs = async () => (await Promise.all(workflowIds.map((id) => harness.client.executionRows(id)))).flat().length;
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

/** A workflow that asks before it does something, from the form that starts it to what the person sees in the end. */
describe('a question of a workflow on the page', () => {
	let browser: Browser;
	let page: Page;
	let asking: Workflow;
	let formUrl: string;

	before(async () => {
		const example: unknown = JSON.parse(await readFile(join(REPO_ROOT, 'examples', 'approve-before-booking.json'), 'utf8'));
		const { id } = await harness.client.importWorkflow(example, { credentials: [harness.credentialOf('linq')] });
		asking = await harness.client.activate(id);
		formUrl = await harness.client.webhookUrl(asking, 'Somebody Wants to Book');
		browser = await launchBrowser();
		page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
		await page.goto(harness.sandbox.url);
	});
	after(async () => await browser?.close());

	/** What somebody does who wants to book. */
	async function sendForm(what: string): Promise<void> {
		const form = await browser.newPage();
		await form.goto(formUrl);
		await form.getByLabel('What').fill(what);
		await form.getByRole('button', { name: 'Ask' }).click();
		await form.getByText('The question is in Messages.').waitFor();
		await form.close();
	}

	/** A moment after the question stands, n8n waits for the answer. */
	async function untilItWaits(): Promise<void> {
		const isAtWork = async () => (await harness.client.executionRows(asking.id)).some(({ status }) => ['new', 'running'].includes(status));
		while (await isAtWork()) await sleep(50);
	}

	/** The execution that ended with this node. */
	async function ended(lastNode: string): Promise<Execution> {
		return await harness.client.waitForExecution(asking.id, { where: (execution) => itemsOf(execution, lastNode).length > 0 });
	}

	for (const { choice, approved, seen, node, what } of [
		{ choice: 'Like', approved: true, seen: '👍 by you, ❤️ by Trattoria Lucia', node: 'Book It Here', what: 'a table for six' },
		{
			choice: 'Dislike',
			approved: false,
			seen: '👎 by you, the emoji 👌 by Trattoria Lucia',
			node: 'Turn It Down Here',
			what: 'the whole house',
		},
	]) {
		it(`stands in the conversation, and ${choice} on it gives approved ${approved}`, async () => {
			const question = `Shall I book ${what} at seven? 👍 yes, 👎 no`;
			await sendForm(what);
			await bubble(page, question).waitFor();
			await untilItWaits();
			await tap(page, question, choice);
			await bubble(page, `${question}. Tapbacks: ${seen}`).waitFor();
			const execution = await ended(node);
			const [answer, ...others] = itemsOf(execution, 'Shall I?').map(({ json }) => json);
			assert.deepEqual([answer?.approved, answer?.actor, answer?.timedOut, others], [approved, '+12025550123', false, []]);
			assert.match(JSON.stringify(itemsOf(execution, node)), new RegExp(`"${what} at seven"`));
		});
	}
});
