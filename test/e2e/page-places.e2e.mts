import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { violations } from '../harness/e2e/accessibility.mts';
import { bubble, NARROW, OFFER, tap, usePageHarness } from '../harness/e2e/page-harness.mts';

const harness = usePageHarness();
const { live, agentTaps } = harness;

describe('the page', () => {
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

describe('the conversations', () => {
	it('are searched by what was said', async () => {
		const { page } = harness;
		await page.getByRole('searchbox', { name: 'Search the conversations' }).fill('CAKE');
		await page.getByRole('link', { name: /Cleo/ }).waitFor({ state: 'hidden' });
		await page.getByRole('link', { name: /Ana & Ben/ }).waitFor();
		await page.getByRole('searchbox', { name: 'Search the conversations' }).fill('nobody said this');
		await page.getByText('No message contains “nobody said this”.').waitFor();
		assert.deepEqual(await violations(page), []);
	});

	it('mark what the business sent as new until it is looked at, also of another provider', async () => {
		const { page, sandbox } = harness;
		const place = (id: string, index: number) => sandbox.control.overview().providers[id]?.conversations[index]?.id;
		sandbox.control.sendMessage('linq', { from: 'agent', text: 'Shall I order one?', conversationId: place('linq', 1) });
		sandbox.control.sendMessage('tuco', { from: 'agent', text: 'And here?', conversationId: place('tuco', 0) });
		await page.getByRole('link', { name: 'Tuco 1 new' }).waitFor();
		await page.getByRole('link', { name: /Ana & Ben .*1 new/ }).click();
		await page.getByRole('link', { name: /1 new .*Shall I order one/ }).waitFor({ state: 'hidden' });
	});

	it('say by touch who tapped', async () => {
		const page = await harness.open(NARROW);
		await agentTaps(OFFER, { operation: 'add', type: 'emphasize' });
		await bubble(page, OFFER).tap();
		await page.getByRole('list', { name: 'Who tapped' }).getByText('‼️ Trattoria Lucia').waitFor();
		assert.deepEqual(await violations(page), []);
	});

	it('let a vendor be down with one click', async () => {
		const { page, sandbox } = harness;
		await page.getByRole('tab', { name: 'Misbehave' }).click();
		await page.getByRole('button', { name: 'Linq is down', exact: true }).click();
		await page.getByRole('tab', { name: 'Misbehave 1 armed' }).waitFor();
		assert.equal((await fetch(`${sandbox.provider('linq').baseUrl}/api/partner/v3/phone_numbers`)).status, 503);
	});
});

describe('the first steps', () => {
	it('tick themselves off', async () => {
		const { page, sandbox } = harness;
		sandbox.control.addWebhook('linq', { url: `${sandbox.url}/` });
		const done = page.locator('.tour li[data-done="true"]');
		assert.equal(await done.count(), 0);
		await tap(page, OFFER, 'Like');
		await page.getByText('Tap a bubble ✓ Done').waitFor();
		await agentTaps(OFFER, { operation: 'add', type: 'love' });
		await page.getByText('Watch it answer. ✓ Done').waitFor();
	});
});

describe('the first steps on a phone', () => {
	it('leave room to read and to write', async () => {
		const page = await harness.open({ ...NARROW, viewport: { width: 320, height: 640 } });
		const field = await page.getByRole('textbox', { name: 'Message as Ana' }).boundingBox();
		const nav = await page.getByRole('navigation', { name: 'Views' }).boundingBox();
		assert.ok(field && nav && field.y + field.height <= nav.y, 'the message box is out of sight');
		const text = page.locator('.tour-more:visible');
		assert.equal(await text.count(), 1);
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
