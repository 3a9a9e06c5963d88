import { createServer } from 'node:http';

import type { Browser, Page } from 'playwright-core';

import { startSandbox, type Conversation, type Message, type Sandbox } from '../../sandbox/src/index.mts';
import { bubble, tap } from '../../test/harness/e2e/page-harness.mts';
import type { Look } from './looks.mts';

/** The page on a fresh sandbox. Beside it stands what takes webhooks as n8n would, under the names of two workflows. */
export interface Scene {
	page: Page;
	sandbox: Sandbox;
	/** Lets two workflows listen at Linq, of which one asks. */
	listen(): Promise<void>;
	/** What n8n would call at Linq. Gives the status. */
	call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<number>;
	/** A tapback of the business. */
	agentTaps(text: string, type: string): Promise<void>;
	/** A question of the business, to Ana. */
	ask(text: string): Promise<void>;
	message(text: string): Message;
	conversation(index: number, provider?: string): Conversation;
	/** Presses a bubble and chooses a tapback. */
	tap(text: string, tapback: string): Promise<void>;
	closeFirstSteps(): Promise<void>;
	/** Shows a part of the page, where the window shows one at a time. */
	show(part: 'Conversations' | 'Messages' | 'Behind the phone'): Promise<void>;
	/** Shows one of the tabs behind the phone. */
	showTab(tab: 'Wire' | 'Misbehave' | 'Settings'): Promise<void>;
	close(): Promise<void>;
}

const ANA = '+12025550123';
const QUERY = '?version=2026-02-03';
const API = '/api/partner/v3';

export async function openScene(browser: Browser, { options }: Look): Promise<Scene> {
	const sandbox = await startSandbox({ port: 0, retryDelayScale: 0.01 });
	const receiver = await startReceiver();
	const { control } = sandbox;
	const context = await browser.newContext(options);
	const page = await context.newPage();
	await page.goto(sandbox.url);
	await page.getByRole('heading', { name: 'Tapback sandbox' }).waitFor({ state: 'attached' });

	const message = (text: string) => {
		const found = control.messages('linq').find(({ parts }) => parts.some((part) => part.type === 'text' && part.text === text));
		if (found === undefined) throw new Error(`No message says “${text}”.`);
		return found;
	};
	const call: Scene['call'] = async (method, path, body) => {
		const { baseUrl, credentials } = sandbox.provider('linq');
		const headers = { authorization: `Bearer ${credentials.apiKey}`, 'content-type': 'application/json' };
		const { status } = await fetch(`${baseUrl}${API}${path}`, {
			method,
			headers,
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		return status;
	};
	const show: Scene['show'] = async (part) => {
		const button = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: part, exact: true });
		if (await button.isVisible()) await button.click();
	};

	return {
		...{ page, sandbox, call, message, show },
		async listen() {
			const at = (path: string) => `${receiver.url}/webhook/${path}`;
			for (const path of ['vote/tapback', 'book/tapback-answers']) control.addWebhook('linq', { url: `${at(path)}${QUERY}` });
			const workflow = (id: string, name: string) => ({ id, name, url: `${receiver.url}/workflow/${id}` });
			const votes = { ...workflow('vote', 'Vote in a group'), isActive: true, webhookUrls: [at('vote/tapback')] };
			const booking = workflow('book', 'Approve before booking');
			control.setHost({
				...{ name: 'n8n', url: receiver.url, state: 'up', detail: null, workflows: [votes] },
				asking: [{ ...booking, webhookUrls: [at('book/tapback-answers')], formUrl: `${receiver.url}/form/book-a-table` }],
			});
		},
		async agentTaps(text, type) {
			await call('POST', `/messages/${message(text).id}/reactions`, { operation: 'add', type });
		},
		async ask(text) {
			await call('POST', '/messages', { to: [ANA], message: { parts: [{ type: 'text', value: text }] } });
		},
		conversation(index, provider = 'linq') {
			const found = control.overview().providers[provider]?.conversations[index];
			if (found === undefined) throw new Error(`${provider} has no conversation ${index}.`);
			return found;
		},
		async tap(text, tapback) {
			await tap(page, text, tapback);
			// What the business does then must not be earlier.
			await bubble(page, text).and(bubble(page, 'by you')).waitFor();
		},
		closeFirstSteps: async () => await page.getByRole('button', { name: 'Close the first steps' }).click(),
		async showTab(tab) {
			await show('Behind the phone');
			await page.getByRole('tab', { name: tab }).click();
		},
		async close() {
			await context.close();
			await sandbox.close();
			await receiver.close();
		},
	};
}

async function startReceiver(): Promise<{ url: string; close(): Promise<void> }> {
	const server = createServer((request, response) => {
		request.resume();
		request.on('end', () => response.writeHead(200).end());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('There is no port to listen on.');
	return {
		url: `http://127.0.0.1:${address.port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
