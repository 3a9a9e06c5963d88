import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Page } from 'playwright-core';

import { openEditor, type Editor } from '../../scripts/editor.mts';
import { N8N_VERSION, type Harness } from '../harness/e2e/harness.mts';
import { bubble, tap } from '../harness/e2e/page-harness.mts';
import { until } from '../harness/e2e/until.mts';

const ANA = '+12025550123';
const OFFER = 'Shall I confirm the booking?';
const QUESTION = 'Shall I water the plants?';
const UNKNOWN_ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

/** What a builder does who begins with nothing: in n8n's editor, and on the phone. */
export function describeJourneys(harness: Harness): void {
	let editor: Editor;

	before(async () => {
		editor = await openEditor(harness.n8n.url, { version: N8N_VERSION });
	});
	after(async () => await editor?.browser.close());

	/** The customer's phone, in the size and the colours of one. */
	async function openPhone(options: { width: number; colorScheme: 'light' | 'dark' }): Promise<Page> {
		const { width, colorScheme } = options;
		const context = await editor.browser.newContext({ viewport: { width, height: 780 }, colorScheme, hasTouch: true });
		const phone = await context.newPage();
		await phone.goto(harness.sandbox.url);
		return phone;
	}

	const workflowId = () => /\/workflow\/(\w+)/.exec(editor.page.url())?.[1] ?? '';

	describe('somebody who builds from nothing', () => {
		before(async () => await editor.startWorkflow('iphone', 'Inbound Tapback'));

		it('is told what is wrong with a key that the provider refuses', async () => {
			await editor.newCredential();
			const { baseUrl } = harness.sandbox.provider('linq');
			await editor.fillCredential({ apiKey: 'wrong', baseUrl }, 'Linq refused the key. Check API Token.');
		});

		it('is told that there is no API at a wrong Base URL, and which one is usual', async () => {
			const { baseUrl, credentials } = harness.sandbox.provider('linq');
			const told =
				'There is no Linq API at this address. Check the Base URL in the credential. The usual Base URL is https://api.linqapp.com.';
			await editor.fillCredential({ apiKey: credentials.apiKey ?? '', baseUrl: `${baseUrl}/elsewhere` }, told);
		});

		it('publishes, and is told what starts the workflow', async () => {
			await editor.fillCredential({ baseUrl: harness.sandbox.provider('linq').baseUrl });
			await editor.closeNode();
			await editor.publish();
			await editor.page.getByText('From now on the workflow starts when someone taps back on a message.').waitFor();
			await editor.page.getByRole('button', { name: 'Got it' }).click();
		});

		it('sees the run that a tap on the phone started', async () => {
			const phone = await openPhone({ width: 390, colorScheme: 'light' });
			await tap(phone, OFFER, 'Love');
			await bubble(phone, '❤️ by you').waitFor();
			await until('run', async () => (await harness.client.executionRows(workflowId())).find(({ status }) => status === 'success'));
			await editor.page.locator('[data-test-id="radio-button-executions"]').click();
			await editor.page.locator('[data-test-id="workflow-execution-list-item"], .execution-card').first().waitFor();
			await phone.context().close();
			await harness.client.deactivate(workflowId());
		});
	});

	describe('somebody who asks from nothing', () => {
		before(async () => {
			await editor.startWorkflow('manual', 'Manual Trigger');
			await editor.addAfter('approve', 'Ask for Tapback', 'Ask a question and wait for a tapback');
		});

		it('begins with the provider that is easiest, and its credential', async () => {
			assert.equal(await editor.field('provider').locator('input').inputValue(), 'Linq');
			assert.notEqual(await editor.credential().locator('input').inputValue(), '');
		});

		it('keeps whom to ask when the provider is changed', async () => {
			const to = editor.field('to').locator('[data-test-id="rlc-input"]');
			await to.fill(ANA);
			await editor.choose('provider', 'Sendblue');
			await editor.field('fromNumber').or(editor.field('from')).first().waitFor();
			await editor.choose('provider', 'Linq');
			assert.equal(await to.inputValue(), ANA);
		});

		it('asks, is answered on a small dark phone by keyboard, and sees who said yes', async () => {
			await editor.field('message').locator('textarea').fill(QUESTION);
			await editor.closeNode();
			await editor.page.locator('[data-test-id="execute-workflow-button"]').click();
			const phone = await openPhone({ width: 320, colorScheme: 'dark' });
			const question = bubble(phone, QUESTION);
			await question.waitFor();
			await until('waiting run', async () => (await harness.client.executionRows(workflowId())).find(({ status }) => status === 'waiting'));
			await question.focus();
			for (const key of ['Enter', 'ArrowRight', 'Enter']) await phone.keyboard.press(key);
			await bubble(phone, '👍 by you').waitFor();
			await phone.context().close();
			await editor.openNode('Ask for Tapback');
			const output = editor.page.locator('[data-test-id="output-panel"]');
			await output.getByText('approved', { exact: true }).first().waitFor();
			assert.match(await output.innerText(), /\btrue\b[\s\S]*👍[\s\S]*\+12025550123/);
			await editor.closeNode();
		});
	});

	describe('somebody who names a message that isn’t there', () => {
		before(async () => {
			await editor.startWorkflow('manual', 'Manual Trigger');
			await editor.addAfter('emoji', 'Send Tapback', 'Add a tapback');
		});

		for (const { id, told } of [
			{ id: 'latest', told: 'Message ID “latest” is malformed: a Linq message id is a UUID, like' },
			{ id: UNKNOWN_ID, told: 'Linq answered 404 (code 2002): “Message not found”. Check Message ID.' },
		]) {
			it(`reads in the editor what to do: ${id}`, async () => {
				await editor.page.locator('[data-test-id="resource-locator-messageId"] [data-test-id="rlc-input"]').fill(id);
				await editor.page.locator('[data-test-id="node-execute-button"]').click();
				await editor.page.locator('[data-test-id="node-error-message"]').getByText(told).waitFor();
			});
		}
	});
}
