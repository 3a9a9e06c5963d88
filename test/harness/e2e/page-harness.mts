import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';

import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

import { launchBrowser } from '../../../scripts/browser.mts';
import { buildPage } from '../../../sandbox/scripts/build-page.mts';
import { startSandbox, type Message, type Sandbox, type Tapback } from '../../../sandbox/src/index.mts';

/** Texts of the seeded story. */
export const QUESTION = 'Is the table for tonight still free?';
export const OFFER = 'Shall I confirm the booking?';

/** A phone. */
export const NARROW = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The page in a real browser, on a fresh sandbox for each test. */
export interface PageHarness {
	sandbox: Sandbox;
	page: Page;
	/** Opens another window on the same sandbox. */
	open(options?: BrowserContextOptions): Promise<Page>;
	/** The seeded Linq message with this text. */
	message(text: string): Message;
	/** The tapbacks that are on that message now. */
	live(text: string): Tapback[];
	/** The agent's side, through the vendor's API. */
	agentTaps(text: string, body: Record<string, unknown>): Promise<void>;
}

/** Call once, at the top of a suite. What the page reports as an error fails the test. */
export function usePageHarness(): PageHarness {
	const harness = { live, agentTaps } as PageHarness;
	let browser: Browser;
	let errors: string[] = [];

	before(async () => {
		await buildPage();
		browser = await launchBrowser();
	});
	beforeEach(async () => {
		errors = [];
		const sandbox = await startSandbox({ port: 0, retryDelayScale: 0.01 });
		const open = async (options: BrowserContextOptions = {}) => {
			const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options })).newPage();
			// esbuild names the functions that a test runs in the page, with a function of its own.
			await page.addInitScript('globalThis.__name = (named) => named');
			page.on('pageerror', (error) => errors.push(error.message));
			await page.goto(sandbox.url);
			await page.getByRole('heading', { name: 'Tapback sandbox' }).waitFor();
			return page;
		};
		const message = (text: string) => {
			const found = sandbox.control.messages('linq').find(({ parts }) => parts.some((part) => part.type === 'text' && part.text === text));
			if (!found) throw new Error(`No message says “${text}”.`);
			return found;
		};
		Object.assign(harness, { sandbox, open, message, page: await open() });
	});
	afterEach(async () => {
		for (const context of browser.contexts()) await context.close();
		await harness.sandbox?.close();
		if (errors.length > 0) throw new Error(`The page failed: ${errors.join('; ')}`);
	});
	after(async () => await browser.close());
	return harness;

	function live(text: string): Tapback[] {
		return harness.sandbox.control.tapbacks('linq', harness.message(text).id);
	}

	async function agentTaps(text: string, body: Record<string, unknown>): Promise<void> {
		const { baseUrl, credentials } = harness.sandbox.provider('linq');
		const response = await fetch(`${baseUrl}/api/partner/v3/messages/${harness.message(text).id}/reactions`, {
			method: 'POST',
			headers: { authorization: `Bearer ${credentials.apiKey}`, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		assert.equal(response.status, 202);
	}
}

/** A bubble, by what it says. */
export function bubble(page: Page, text: string): Locator {
	return page.locator('main').getByRole('button', { name: text }).and(page.locator('.bubble'));
}

/** Presses a bubble and chooses a tapback by its name. */
export async function tap(page: Page, text: string, tapback: string): Promise<void> {
	await bubble(page, text).click();
	await page.getByRole('dialog').getByRole('button', { name: tapback, exact: true }).click();
}
