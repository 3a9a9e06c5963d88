import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { hostUp } from '../../host/host-report.mts';
import { bubble, tap } from '../../test/harness/e2e/page-harness.mts';
import { takeForAlbum, takeForDocs } from './camera.mts';
import type { Hosted } from './n8n.mts';

const ROUTING = 'route-a-question-to-a-person.json';
const BOOKING = 'approve-before-booking.json';
const QUESTION = 'Shall I book a table for two at seven?';

/** n8n parks a run a moment after its question is on the phone. */
const PARKED_AFTER_MS = 2000;

/** The pictures of the READMEs in which the page stands beside n8n. */
export async function takePageBesideN8n(browser: Browser, hosted: Hosted): Promise<void> {
	await takeTapback(browser, hosted);
	await takeQuestion(browser, hosted);
}

/** The page after the first minute: a ❓ on a message, and the workflow's ‼️ beside it. */
async function takeTapback(browser: Browser, hosted: Hosted): Promise<void> {
	const { n8n, sandbox, idOf } = hosted;
	await n8n.client.activate(idOf(ROUTING));
	await report(hosted);

	const page = await openPage(browser, sandbox.url);
	await tap(page, 'Shall I confirm the booking?', 'Question');
	await bubble(page, '‼️ by Trattoria Lucia').waitFor();
	await page
		.getByRole('button', { name: /reaction\.added.*Delivered/ })
		.last()
		.click();
	await takeForDocs(page, 'page.png');

	const phone = await openPage(browser, sandbox.url, { viewport: { width: 390, height: 780 } });
	await takeForDocs(phone, 'page-phone.png');
	await phone.getByRole('button', { name: 'Behind the phone', exact: true }).click();
	await takeForDocs(phone, 'page-phone-wire.png');

	const dark = await openPage(browser, sandbox.url, { colorScheme: 'dark' });
	await dark.getByRole('link', { name: /Ana & Ben/ }).click();
	await tap(dark, 'Who brings the cake?', 'Like');
	await dark.getByRole('radio', { name: 'Ben' }).check();
	await tap(dark, 'Who brings the cake?', 'Love');
	await tap(dark, 'I can order one.', 'Like');
	await dark.getByRole('tab', { name: 'Misbehave' }).click();
	await dark.getByRole('button', { name: 'Deliver everything twice' }).click();
	await takeForDocs(dark, 'page-misbehave.png');
	sandbox.control.clearDeliveryFaults('linq');
	await n8n.client.deactivate(idOf(ROUTING));
	await closeAll(page, phone, dark);
}

/** A workflow asked, the person said yes, and the workflow went on. */
async function takeQuestion(browser: Browser, hosted: Hosted): Promise<void> {
	const { n8n, sandbox, idOf } = hosted;
	sandbox.control.reset();
	await n8n.client.activate(idOf(BOOKING));
	await report(hosted);
	const [asking] = (await n8n.client.asking()).filter(({ id }) => id === idOf(BOOKING));
	const page = await openPage(browser, sandbox.url);
	const form = await browser.newPage();
	await form.goto(asking?.formUrl ?? '');
	await takeForAlbum(form, 'n8n/form');
	await form.getByRole('button', { name: 'Ask' }).click();
	await bubble(page, QUESTION).waitFor();
	await takeForAlbum(form, 'n8n/form-sent');
	await page.waitForTimeout(PARKED_AFTER_MS);
	await tap(page, QUESTION, 'Like');
	await bubble(page, '👍 by you, ❤️ by Trattoria Lucia').waitFor();
	await takeForDocs(page, 'page-question.png');
	await n8n.client.deactivate(idOf(BOOKING));
	await closeAll(page, form);
}

/** Tells the page what listens, as `npm start` does. */
async function report({ n8n: { client, url }, sandbox: { control } }: Hosted): Promise<void> {
	const registeredUrls = control.webhooks('linq').map((webhook) => String(webhook.url));
	const listeners = (await client.listeners()).filter(({ webhookUrls }) => webhookUrls.length > 0);
	control.setHost(hostUp({ url, listeners, asking: await client.asking(), registeredUrls }));
}

async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
	const page = await browser.newPage({ viewport: { width: 1400, height: 820 }, colorScheme: 'light', ...options });
	await page.goto(url);
	await page.getByRole('button', { name: 'Close the first steps' }).click();
	return page;
}

async function closeAll(...pages: Page[]): Promise<void> {
	for (const page of pages) await page.close();
}
