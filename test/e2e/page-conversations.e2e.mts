import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { openReceiver, type Receiver } from '../harness/contract/receiver.mts';
import { violations } from '../harness/e2e/accessibility.mts';
import { bubble, NARROW, OFFER, tap, usePageHarness } from '../harness/e2e/page-harness.mts';

const harness = usePageHarness();
const { agentTaps } = harness;

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

	it('show of the last message as much as there is room for', async () => {
		const { page } = harness;
		const link = page.getByRole('link', { name: /Ana & Ben/ });
		const [latest, whole] = await Promise.all([link.locator('.conversation-latest').boundingBox(), link.boundingBox()]);
		assert.ok(latest && whole && whole.x + whole.width - latest.x - latest.width < 20, 'the text ends far from the end of its row');
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

	it('are not new after a reset, however long the page is open', async () => {
		const { page, sandbox } = harness;
		await page.clock.setFixedTime(Date.now() - 300_000);
		await page.reload();
		const first = sandbox.control.messages('linq')[0]?.sentAt;
		sandbox.control.sendMessage('linq', { from: 'agent', text: 'Before' });
		await bubble(page, 'Before').waitFor();
		sandbox.control.reset();
		await bubble(page, 'Before').waitFor({ state: 'detached' });
		assert.notEqual(sandbox.control.messages('linq')[0]?.sentAt, first);
		assert.equal(await page.getByRole('link', { name: /\d new/ }).count(), 0);
	});

	it('are marked on a phone, too, while something else is shown there', async () => {
		const page = await harness.open(NARROW);
		const views = page.getByRole('navigation', { name: 'Views' });
		await views.getByRole('button', { name: 'Behind the phone', exact: true }).tap();
		const other = harness.sandbox.control.overview().providers.linq?.conversations[1]?.id;
		harness.sandbox.control.sendMessage('linq', { from: 'agent', text: 'Here?' });
		harness.sandbox.control.sendMessage('linq', { from: 'agent', text: 'And there?', conversationId: other });
		await views.getByRole('button', { name: 'Conversations 1 new' }).waitFor();
		await views.getByRole('button', { name: 'Messages 1 new' }).tap();
		await views.getByRole('button', { name: 'Messages', exact: true }).waitFor();
		assert.deepEqual(await violations(page), []);
	});

	it('are new as long as another tab lies over the page, which says so in its title', async () => {
		const { page, sandbox } = harness;
		const cover = async (isHidden: boolean) =>
			await page.evaluate((hidden) => {
				Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
				document.dispatchEvent(new Event('visibilitychange'));
			}, isHidden);
		await cover(true);
		sandbox.control.sendMessage('linq', { from: 'agent', text: 'Shall I?' });
		await page.waitForFunction(() => document.title === '(1) Tapback sandbox');
		await cover(false);
		await page.waitForFunction(() => document.title === 'Tapback sandbox');
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
	let receiver: Receiver;
	beforeEach(async () => {
		receiver = await openReceiver();
	});
	afterEach(async () => await receiver.close());

	it('tick themselves off', async () => {
		const { page, sandbox } = harness;
		sandbox.control.addWebhook('linq', { url: receiver.url });
		const done = page.locator('.tour li[data-done="true"]');
		assert.equal(await done.count(), 0);
		await tap(page, OFFER, 'Like');
		await page.getByText('Tap a bubble. ✓ Done').waitFor();
	});

	it('leave one line when all are done', async () => {
		const { page, sandbox } = harness;
		sandbox.control.addWebhook('linq', { url: receiver.url });
		await tap(page, OFFER, 'Like');
		await agentTaps(OFFER, { operation: 'add', type: 'love' });
		const steps = page.getByRole('region', { name: 'This is your customer’s phone' });
		await steps.getByText('You have done the first steps.').waitFor();
		assert.equal(await steps.getByRole('listitem').count(), 0);
	});
});

describe('the head of a conversation', () => {
	for (const width of [320, 390, 900, 1041]) {
		it(`says in one line with which business it is, at ${width} px`, async () => {
			const page = await harness.open({ viewport: { width, height: 700 } });
			const title = page.locator('.chat-title');
			await title.getByText('Trattoria Lucia').waitFor();
			const heights = await title.locator('> *').evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().height));
			assert.ok(
				heights.every((height) => height < 30),
				`${heights}`,
			);
		});
	}
});

describe('the first steps on a phone', () => {
	it('leave room to read and to write', async () => {
		const form = {
			name: 'Approve before booking',
			url: 'http://127.0.0.1:1/workflow/2',
			webhookUrls: [],
			formUrl: 'http://127.0.0.1:1/form/book',
		};
		harness.sandbox.control.setHost({ name: 'n8n', url: null, state: 'up', detail: null, workflows: [], asking: [form] });
		const page = await harness.open({ ...NARROW, viewport: { width: 320, height: 640 } });
		const field = await page.getByRole('textbox', { name: 'Message as Ana' }).boundingBox();
		const nav = await page.getByRole('navigation', { name: 'Views' }).boundingBox();
		assert.ok(field && nav && field.y + field.height <= nav.y, 'the message box is out of sight');
		const text = page.locator('.tour-more:visible');
		assert.equal(await text.count(), 1);
		const target = await bubble(page, OFFER).boundingBox();
		assert.ok(target && target.y + target.height <= field.y, 'the bubble to tap is out of sight');
	});
});
