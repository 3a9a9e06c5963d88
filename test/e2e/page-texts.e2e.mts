import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';

import { openReceiver, type Receiver } from '../harness/contract/receiver.mts';
import { violations } from '../harness/e2e/accessibility.mts';
import { bubble, OFFER, QUESTION, tap, usePageHarness } from '../harness/e2e/page-harness.mts';

const harness = usePageHarness();
const { live, agentTaps } = harness;

describe('texts from right to left', () => {
	const HEBREW = 'שלום, מה שלומך?';
	/** Where the first and the last character stand: the last is left of the first where it is read from right to left. */
	const readsFromRight = (page: Page, selector: string) =>
		page
			.locator(selector)
			.filter({ hasText: HEBREW })
			.last()
			.evaluate((element) => {
				const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
				const place = (at: number) => {
					const range = document.createRange();
					range.setStart(text ?? element, at);
					range.setEnd(text ?? element, at + 1);
					return range.getBoundingClientRect().left;
				};
				return place((text?.textContent?.length ?? 1) - 1) < place(0);
			});

	it('stand in their own direction in a bubble, with the question mark at the end', async () => {
		const { page, sandbox } = harness;
		sandbox.control.sendMessage('linq', { from: 'human', text: HEBREW });
		await bubble(page, HEBREW).waitFor();
		assert.equal(await readsFromRight(page, '.bubble-words'), true);
	});

	it('stand so as an answer’s quotation, too', async () => {
		const { page, sandbox } = harness;
		const { id } = sandbox.control.sendMessage('linq', { from: 'human', text: HEBREW });
		const { baseUrl, credentials } = sandbox.provider('linq');
		const chat = sandbox.control.messages('linq').find((message) => message.id === id)?.conversationId;
		await fetch(`${baseUrl}/api/partner/v3/chats/${chat}/messages`, {
			method: 'POST',
			headers: { authorization: `Bearer ${credentials.apiKey}`, 'content-type': 'application/json' },
			body: JSON.stringify({ message: { parts: [{ type: 'text', value: 'Well' }], reply_to: { message_id: id } } }),
		});
		await bubble(page, 'Well').waitFor();
		assert.equal(await readsFromRight(page, '.row-quote > span[dir]'), true);
	});

	it('are written in their own direction', async () => {
		const field = harness.page.getByRole('textbox', { name: 'Message as Ana' });
		await field.fill(HEBREW);
		const { direction, bidi } = await field.evaluate((element) => {
			const { direction, unicodeBidi: bidi } = getComputedStyle(element);
			return { direction: element.matches(':dir(rtl)') ? 'rtl' : direction, bidi };
		});
		assert.ok(direction === 'rtl' || bidi === 'plaintext');
	});

	it('leave each line of a mixed message its own direction', async () => {
		const { page, sandbox } = harness;
		sandbox.control.sendMessage('linq', { from: 'human', text: `Ana says:\n${HEBREW}` });
		const words = page.locator('.bubble-words').filter({ hasText: HEBREW });
		await words.waitFor();
		const isMixed = await words.evaluate((element) => {
			const text = element.firstChild;
			const left = (at: number) => {
				const range = document.createRange();
				range.setStart(text ?? element, at);
				range.setEnd(text ?? element, at + 1);
				return range.getBoundingClientRect().left;
			};
			const [first = '', second = ''] = (text?.textContent ?? '').split('\n');
			const at = first.length + 1;
			return left(0) < left(first.length - 1) && left(at + second.length - 1) < left(at);
		});
		assert.equal(isMixed, true);
	});
});

describe('emoji', () => {
	it('are coloured wherever they stand in a text', async () => {
		const { page, sandbox } = harness;
		sandbox.control.sendMessage('linq', { from: 'human', text: 'Ha 😂 and 👍' });
		await bubble(page, 'Ha 😂 and 👍').waitFor();
		const grey = await page.evaluate(async () => {
			await document.fonts.ready;
			const fonts = new Set(Array.from(document.querySelectorAll('#app *')).map((element) => getComputedStyle(element).fontFamily));
			const context = new OffscreenCanvas(60, 60).getContext('2d', { willReadFrequently: true });
			const isColoured = (emoji: string, font: string) => {
				if (!context) return false;
				context.clearRect(0, 0, 60, 60);
				context.font = `40px ${font}`;
				context.fillText(emoji, 2, 46);
				const { data } = context.getImageData(0, 0, 60, 60);
				for (let i = 0; i < data.length; i += 4) {
					const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3);
					if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) return true;
				}
				return false;
			};
			const emoji = ['😂', '👍', '👎', '❤️', '‼️', '❓', '🎉', '☕', '✅', '⭐', '🇵🇱'];
			return [...fonts].flatMap((font) => emoji.filter((one) => !isColoured(one, font)).map((one) => `${one} in ${font}`));
		});
		assert.deepEqual(grey, []);
	});

	it('leave digits and signs to the font of the text', async () => {
		const families = await harness.page.evaluate(() => {
			const ranges: string[] = [];
			document.fonts.forEach(({ family, unicodeRange }) => family.includes('Emoji in Colour') && ranges.push(unicodeRange.toUpperCase()));
			return ranges;
		});
		assert.equal(families.length, 1);
		assert.doesNotMatch(families[0] ?? '', /U\+0?0?[2-7][0-9A-F]\b/);
	});
});

describe('the wire', () => {
	let receiver: Receiver;
	beforeEach(async () => {
		receiver = await openReceiver();
	});
	afterEach(async () => await receiver.close());

	it('shows what came in and what went out, and sends a webhook again', async () => {
		const { page, sandbox } = harness;
		sandbox.control.addWebhook('linq', { url: receiver.url });
		await agentTaps(QUESTION, { operation: 'add', type: 'like' });
		const wire = page.getByRole('tabpanel', { name: 'Wire' });
		await wire.getByRole('button', { name: /Request in .*\/reactions/ }).waitFor();
		await wire.getByRole('button', { name: /Webhook out .*reaction\.added/ }).click();
		await wire.getByRole('group', { name: 'Signature base string' }).waitFor();
		await wire.getByRole('button', { name: 'Send again' }).click();
		await wire.getByText(/the receiver answered/i).waitFor();
	});
});

describe('misbehaviour', () => {
	it('is armed with a click, meets the next call, and is gone', async () => {
		const { page, sandbox } = harness;
		await page.getByRole('tab', { name: 'Misbehave' }).click();
		await page.getByRole('button', { name: /^The next tapback gets 200 with an error inside/ }).click();
		await page.getByRole('tab', { name: 'Misbehave 1 armed' }).waitFor();
		const { baseUrl, credentials } = sandbox.provider('linq');
		const response = await fetch(`${baseUrl}/api/partner/v3/messages/${harness.message(QUESTION).id}/reactions`, {
			method: 'POST',
			headers: { authorization: `Bearer ${credentials.apiKey}`, 'content-type': 'application/json' },
			body: JSON.stringify({ operation: 'add', type: 'love' }),
		});
		assert.equal(response.status, 200);
		assert.ok('error' in ((await response.json()) as object));
		assert.deepEqual(live(QUESTION), []);
		await page.getByText('Nothing is armed: Linq works as usual.').waitFor();
	});

	it('can be composed, and disarmed', async () => {
		const { page, sandbox } = harness;
		await page.getByRole('tab', { name: 'Misbehave' }).click();
		const form = page.getByRole('form', { name: 'Arm a fault for API calls' });
		await form.getByRole('spinbutton', { name: 'Status' }).fill('503');
		await form.getByRole('spinbutton', { name: 'How many calls' }).fill('2');
		await form.getByRole('button', { name: 'Arm' }).click();
		await page.getByRole('button', { name: 'Disarm: Status 503' }).waitFor();
		assert.deepEqual(
			sandbox.control.faults('linq').map(({ left, fault }) => [left, fault.kind]),
			[[2, 'status']],
		);
		await page.getByRole('button', { name: 'Disarm: Status 503' }).click();
		await page.getByText('Nothing is armed: Linq works as usual.').waitFor();
	});
});

describe('the wire as a story', () => {
	const listen = async () => {
		const { sandbox } = harness;
		for (const name of ['approve', 'vote'])
			sandbox.control.addWebhook('linq', { url: `${sandbox.url}/control/${name}?version=2026-02-03` });
		const workflow = (id: string, name: string) => ({
			...{ id, name, url: 'http://127.0.0.1:5678', isActive: true },
			webhookUrls: [`${sandbox.url}/control/${id}`],
		});
		const workflows = [workflow('approve', 'Approve before booking'), workflow('vote', 'Vote in a group')];
		sandbox.control.setHost({ name: 'n8n', url: 'http://127.0.0.1:5678', state: 'up', detail: null, asking: [], workflows });
	};

	it('says who did what, whom it reaches, and what n8n did', async () => {
		const { page } = harness;
		await listen();
		await tap(page, OFFER, 'Like');
		const wire = page.getByRole('tabpanel', { name: 'Wire' });
		await wire.getByRole('button', { name: /👍 by Ana → .*Approve before booking/ }).waitFor();
		await agentTaps(OFFER, { operation: 'add', type: 'love' });
		await wire.getByRole('button', { name: `n8n → Linq: add ❤️ to “${OFFER}”` }).waitFor();
	});

	it('opens the copies of one event, and the body of each, with no query in the title', async () => {
		const { page } = harness;
		await listen();
		await tap(page, OFFER, 'Like');
		const wire = page.getByRole('tabpanel', { name: 'Wire' });
		await wire.getByRole('button', { name: /2 together .*👍 by Ana/ }).click();
		const rows = wire.getByRole('button', { name: /👍 by Ana → (Approve before booking|Vote in a group) .*reaction\.added/ });
		assert.doesNotMatch((await rows.allTextContents()).join(), /version=/);
		await wire.getByRole('group', { name: 'Signature base string' }).waitFor();
		await wire.getByRole('button', { name: 'Send again' }).waitFor();
	});

	it('folds registrations away', async () => {
		const { page, sandbox } = harness;
		const { baseUrl, credentials } = sandbox.provider('linq');
		const headers = { authorization: `Bearer ${credentials.apiKey}` };
		for (const path of ['webhook-subscriptions', 'phone_numbers']) await fetch(`${baseUrl}/api/partner/v3/${path}`, { headers });
		const wire = page.getByRole('tabpanel', { name: 'Wire' });
		await wire.getByRole('button', { name: /2 together .*sets up and looks around/ }).waitFor();
		assert.deepEqual(await violations(page), []);
	});
});
