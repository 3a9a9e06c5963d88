import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

import type { Page } from 'playwright-core';

import { violations } from '../harness/e2e/accessibility.mts';
import { bubble, NARROW, OFFER, tap, usePageHarness } from '../harness/e2e/page-harness.mts';

const BUILD = join(import.meta.dirname, '..', '..', 'sandbox', 'scripts', 'build-page.mts');

const harness = usePageHarness();
const { live } = harness;

describe('the page', () => {
	it('is built by several at once', async () => {
		const built = Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, ['--import', 'tsx', BUILD]));
		await Promise.all(built);
	});

	it('says that the sandbox is gone, and goes on when it is back', async () => {
		const { page, sandbox } = harness;
		const port = Number(new URL(sandbox.url).port);
		await sandbox.close();
		await page.getByText('Connection lost').first().waitFor();
		const { startSandbox } = await import('../../sandbox/src/index.mts');
		harness.sandbox = await startSandbox({ port });
		await page.getByText('Connection lost').first().waitFor({ state: 'detached' });
		await tap(page, OFFER, 'Love');
		await bubble(page, '❤️ by you').waitFor();
	});

	it('explains itself once, in three steps', async () => {
		const { page } = harness;
		const tour = page.getByRole('region', { name: 'This is your customer’s phone' });
		assert.equal(await tour.getByRole('listitem').count(), 3);
		await page.getByRole('button', { name: 'Close the first steps' }).click();
		await page.reload();
		await bubble(page, OFFER).waitFor();
		assert.equal(await tour.count(), 0);
		await page.getByRole('button', { name: 'Show the first steps' }).click();
		await tour.waitFor();
	});

	it('shows whether n8n is up, and which workflows listen', async () => {
		const { page, sandbox } = harness;
		sandbox.control.setHost({ name: 'n8n', url: null, state: 'starting', detail: null, workflows: [], asking: [] });
		await page.getByText('n8n is starting').waitFor();
		const webhook = 'http://127.0.0.1:1/webhook/answer';
		sandbox.control.addWebhook('linq', { url: webhook });
		const workflow = { id: '1', name: 'Answer', url: 'http://127.0.0.1:1/workflow/1', isActive: true, webhookUrls: [webhook] };
		sandbox.control.setHost({ name: 'n8n', url: 'http://127.0.0.1:1', state: 'up', detail: null, workflows: [workflow], asking: [] });
		await page.getByText('1 workflow listens').click();
		assert.equal(await page.getByRole('banner').getByRole('link', { name: 'Answer' }).getAttribute('href'), workflow.url);
		sandbox.control.removeWebhooks('linq');
		await page.getByRole('banner').getByText('webhook gone').waitFor();
	});

	it('leads to the form that makes a workflow ask', async () => {
		const { page, sandbox } = harness;
		const form = { name: 'Book', url: 'http://127.0.0.1:1/workflow/2', webhookUrls: [], formUrl: 'http://127.0.0.1:1/form/book' };
		sandbox.control.setHost({ name: 'n8n', url: 'http://127.0.0.1:1', state: 'up', detail: null, workflows: [], asking: [form] });
		const first = page.getByRole('region', { name: 'This is your customer’s phone' }).getByRole('listitem').first();
		assert.equal(await first.getByRole('link', { name: 'Book' }).getAttribute('href'), form.formUrl);
	});

	it('is the same for another provider', async () => {
		const { page, sandbox } = harness;
		for (const { name } of Object.values(sandbox.control.overview().providers)) {
			await page.getByRole('link', { name, exact: true }).click();
			await tap(page, OFFER, 'Love');
			await bubble(page, '❤️ by you').waitFor();
		}
	});

	for (const [how, options] of [
		['light', { colorScheme: 'light' }],
		['dark', { colorScheme: 'dark' }],
		['narrow', NARROW],
		['narrow and dark', { ...NARROW, colorScheme: 'dark' }],
	] as const) {
		it(`has no accessibility violation, ${how}`, async () => {
			const page = await harness.open(options);
			const isNarrow = 'isMobile' in options;
			harness.sandbox.control.addWebhook('linq', { url: 'http://127.0.0.1:9/hook' });
			await tap(page, OFFER, 'Love');
			await bubble(page, '❤️ by you').waitFor();
			assert.deepEqual(await violations(page), []);
			await bubble(page, OFFER).click();
			await page.getByRole('button', { name: 'Choose an emoji' }).click();
			await page.getByRole('combobox', { name: /search/i }).waitFor();
			assert.deepEqual(await violations(page), []);
			await page.keyboard.press('Escape');
			if (isNarrow) await page.getByRole('button', { name: 'Behind the phone', exact: true }).click();
			for (const tab of ['Wire', 'Misbehave', 'Settings']) {
				await page.getByRole('tab', { name: tab }).click();
				if (tab === 'Wire') await page.getByRole('tabpanel').getByRole('button', { expanded: false }).first().click();
				assert.deepEqual(await violations(page), [], tab);
			}
			if (!isNarrow) return;
			await page.getByRole('button', { name: 'Conversations', exact: true }).click();
			assert.deepEqual(await violations(page), []);
		});
	}
});

describe('the choice of a view on a phone', () => {
	for (const width of [320, 390]) {
		it(`stands in one line at ${width} px`, async () => {
			const page = await harness.open({ ...NARROW, viewport: { width, height: 640 } });
			const buttons = page.getByRole('navigation', { name: 'Views' }).getByRole('button');
			const lines = await buttons.evaluateAll((all) =>
				all.map((button) => {
					const text = document.createRange();
					text.selectNodeContents(button);
					return text.getClientRects().length;
				}),
			);
			assert.deepEqual(lines, [1, 1, 1]);
		});
	}
});

describe('a phone’s window', () => {
	const SMALL = { ...NARROW, viewport: { width: 320, height: 640 } };
	/** What reaches over the right edge of the window, or scrolls sideways. */
	const tooWide = async (page: Page) =>
		await page.evaluate(
			// Not innerWidth: a phone’s browser makes it as wide as what it holds.
			(width) =>
				Array.from(document.querySelectorAll('.app *'))
					.filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > width + 1)
					.map((element) => element.outerHTML.slice(0, 80)),
			SMALL.viewport.width,
		);
	const say = (state: 'up' | 'down', detail: string | null) =>
		harness.sandbox.control.setHost({ name: 'n8n', url: null, state, detail, workflows: [], asking: [] });

	it('holds what n8n says of itself', async () => {
		const page = await harness.open(SMALL);
		say('down', 'n8n ended by itself (signal SIGKILL). Its log: ~/projects/tapback/.tapback/n8n/n8n.log');
		await page.getByText('n8n is down').tap();
		await page.locator('.host-card').getByText('Its log:').waitFor();
		assert.deepEqual(await tooWide(page), []);
	});

	it('holds what misbehaves', async () => {
		const page = await harness.open(SMALL);
		harness.sandbox.control.addFault('linq', { times: 3, fault: { kind: 'status', status: 503 } });
		await page.getByRole('button', { name: 'Behind the phone', exact: true }).tap();
		for (const tab of ['Misbehave', 'Settings']) {
			await page.getByRole('tab', { name: tab }).tap();
			assert.deepEqual(await tooWide(page), [], tab);
		}
	});

	it('holds its head while the sandbox is gone', async () => {
		const page = await harness.open(SMALL);
		say('up', null);
		await page.getByText('n8n is up').waitFor();
		await harness.sandbox.close();
		await page.getByText('Connection lost').first().waitFor();
		assert.deepEqual(await tooWide(page), []);
	});
});

describe('the width of the window', () => {
	for (const width of [320, 390, 721, 1041, 2560]) {
		it(`of ${width} px holds everything, with n8n in the head`, async () => {
			const { sandbox } = harness;
			sandbox.control.setHost({ name: 'n8n', url: 'http://127.0.0.1:5678', state: 'up', detail: null, asking: [], workflows: [] });
			const page = await harness.open({ viewport: { width, height: 800 } });
			await page.getByText('n8n is up').first().waitFor();
			const outside = await page.evaluate(() =>
				Array.from(document.querySelectorAll('header button, header summary, main button, nav a, nav button'))
					.filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1)
					.map((element) => element.outerHTML.slice(0, 80)),
			);
			assert.deepEqual([outside, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)], [[], true]);
		});
	}
});

describe('the settings', () => {
	it('change how the vendor behaves', async () => {
		const { page, sandbox } = harness;
		await page.getByRole('link', { name: 'Sendblue', exact: true }).click();
		await page.getByRole('tab', { name: 'Settings' }).click();
		await page.getByRole('combobox', { name: 'Which Sendblue answers' }).selectOption('v2');
		await page.getByText('1 changed.').or(page.getByText('One changed.')).waitFor();
		assert.equal(sandbox.control.quirks('sendblue').mode, 'v2');
	});

	it('give the credentials, add a webhook, and bring everything back to the start', async () => {
		const { page, sandbox } = harness;
		await page.getByRole('tab', { name: 'Settings' }).click();
		await page.getByText('linq_sandbox_token').first().waitFor();
		await page.getByRole('textbox', { name: 'Webhook URL' }).fill('http://127.0.0.1:9/mine');
		await page.getByRole('button', { name: 'Add webhook' }).click();
		await page.getByText('One webhook is registered.').waitFor();
		await tap(page, OFFER, 'Love');
		await bubble(page, '❤️ by you').waitFor();
		await page.getByRole('button', { name: 'Reset the sandbox' }).click();
		await page.getByRole('group', { name: 'Reset all providers?' }).getByRole('button', { name: 'Reset' }).click();
		await bubble(page, `${OFFER} React`).waitFor();
		assert.deepEqual([live(OFFER), sandbox.control.webhooks('linq')], [[], []]);
	});
});
