import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

import { bubble, usePageHarness, tap } from '../harness/e2e/page-harness.mts';

const QUESTION = 'Is the table for tonight still free?';
const OFFER = 'Shall I confirm the booking?';
const TWO_PARTS = 'Can we have this one?';
const NARROW = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const harness = usePageHarness();
const live = (text: string) => harness.sandbox.control.tapbacks('linq', harness.message(text).id);
const kinds = (text: string) => live(text).map(({ reaction, emoji, partIndex }) => `${partIndex} ${reaction} ${emoji}`);

/** The agent's side, through the vendor's API. */
async function agentTaps(text: string, body: Record<string, unknown>): Promise<void> {
	const { baseUrl, credentials } = harness.sandbox.provider('linq');
	const response = await fetch(`${baseUrl}/api/partner/v3/messages/${harness.message(text).id}/reactions`, {
		method: 'POST',
		headers: { authorization: `Bearer ${credentials.apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	assert.equal(response.status, 202);
}

async function violations(page: Page): Promise<string[]> {
	const found = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
		.analyze();
	return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

describe('the phone', () => {
	it('puts a tapback on a bubble, swaps it, and takes it back', async () => {
		const { page } = harness;
		await tap(page, OFFER, 'Love');
		await bubble(page, `${OFFER} Tapbacks: ❤️ by you.`).waitFor();
		assert.deepEqual(kinds(OFFER), ['0 love ❤️']);
		await tap(page, OFFER, 'Like');
		await bubble(page, `${OFFER} Tapbacks: 👍 by you.`).waitFor();
		assert.deepEqual(kinds(OFFER), ['0 like 👍']);
		await tap(page, OFFER, 'Like');
		await bubble(page, `${OFFER} React`).waitFor();
		assert.deepEqual(kinds(OFFER), []);
	});

	it('takes any emoji, with its skin tone, and tells the emoji ❤️ from the classic one', async () => {
		const { page } = harness;
		await bubble(page, OFFER).click();
		await page.getByRole('button', { name: 'Choose an emoji' }).click();
		await page.getByRole('combobox', { name: /search/i }).fill('red heart');
		await page.getByRole('option', { name: /^❤️/ }).first().click();
		await bubble(page, 'the emoji ❤️ by you').waitFor();
		assert.deepEqual(kinds(OFFER), ['0 emoji ❤️']);
		await tap(page, OFFER, 'Love');
		await bubble(page, 'Tapbacks: ❤️ by you').waitFor();
		assert.deepEqual(kinds(OFFER), ['0 love ❤️']);
	});

	it('takes a sticker', async () => {
		await tap(harness.page, OFFER, 'Sticker');
		await bubble(harness.page, 'a sticker by you').waitFor();
		assert.deepEqual(kinds(OFFER), ['0 sticker null']);
	});

	it('reacts to one part of many', async () => {
		const { page } = harness;
		await page.locator(`.bubble[data-message="${harness.message(TWO_PARTS).id}"][data-part="1"]`).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Laugh' }).click();
		await bubble(page, '😂 by you').waitFor();
		assert.deepEqual(kinds(TWO_PARTS), ['1 laugh 😂']);
		assert.equal(await bubble(page, TWO_PARTS).getByText('😂').count(), 0);
	});

	it('shows the agent’s tapback without a reload, and says it aloud', async () => {
		const { page } = harness;
		await agentTaps(QUESTION, { operation: 'add', type: 'emphasize' });
		await bubble(page, '‼️ by Line 1').waitFor();
		await page.getByRole('log').getByText(`Line 1 put ‼️ on “${QUESTION}”`).waitFor({ state: 'attached' });
		await agentTaps(QUESTION, { operation: 'remove', type: 'emphasize' });
		await bubble(page, `${QUESTION} React`).waitFor();
	});

	it('stacks the tapbacks of a group, each person’s own', async () => {
		const { page } = harness;
		await page.getByRole('link', { name: /Ana & Ben/ }).click();
		await tap(page, 'Who brings the cake?', 'Like');
		await page.getByRole('radio', { name: 'Ben' }).check();
		await tap(page, 'I can order one.', 'Love');
		await tap(page, 'Who brings the cake?', 'Love');
		await bubble(page, 'Tapbacks: 👍 by Ana, ❤️ by you.').waitFor();
		assert.deepEqual(kinds('Who brings the cake?'), ['0 like 👍', '0 love ❤️']);
	});

	it('says that an SMS carries no tapbacks', async () => {
		const { page } = harness;
		await page.getByRole('link', { name: /Cleo/ }).click();
		await bubble(page, 'Is parking free?').click();
		await page.getByRole('dialog').getByText('SMS carries no tapbacks').waitFor();
		assert.deepEqual(live('Is parking free?'), []);
	});

	it('writes as the human, with a picture', async () => {
		const { page } = harness;
		await page.getByRole('textbox', { name: 'Message as Ana' }).fill('Two of these, please');
		await page.getByRole('button', { name: 'Add the sample picture' }).click();
		await page.keyboard.press('Tab');
		await page.getByRole('button', { name: 'Send', exact: true }).click();
		await bubble(page, 'Two of these, please').waitFor();
		assert.deepEqual(
			harness.message('Two of these, please').parts.map(({ type }) => type),
			['text', 'image'],
		);
		assert.equal(await page.getByRole('textbox', { name: 'Message as Ana' }).inputValue(), '');
	});

	it('works with the keyboard alone', async () => {
		const { page } = harness;
		await bubble(page, OFFER).focus();
		await page.keyboard.press('Enter');
		await page.getByRole('dialog').waitFor();
		for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
		await bubble(page, '👎 by you').waitFor();
		assert.deepEqual(kinds(OFFER), ['0 dislike 👎']);
		assert.ok(await bubble(page, OFFER).evaluate((element) => element === document.activeElement));
		await page.keyboard.press('Enter');
		await page.keyboard.press('Escape');
		assert.equal(await page.getByRole('dialog').count(), 0);
		assert.ok(await bubble(page, OFFER).evaluate((element) => element === document.activeElement));
		await page.getByRole('textbox', { name: 'Message as Ana' }).focus();
		await page.keyboard.type('By keys');
		await page.keyboard.press('Enter');
		await bubble(page, 'By keys').waitFor();
	});

	it('works under a finger, on a narrow screen', async () => {
		const page = await harness.open(NARROW);
		await bubble(page, OFFER).tap();
		await page.getByRole('dialog').getByRole('button', { name: 'Question', exact: true }).tap();
		await bubble(page, '❓ by you').waitFor();
		await page.getByRole('button', { name: 'Conversations', exact: true }).tap();
		await page.getByRole('link', { name: /Ana & Ben/ }).tap();
		await bubble(page, 'Who brings the cake?').waitFor();
		const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		assert.equal(overflow, 0);
	});
});

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
		sandbox.control.setHost({ name: 'n8n', url: null, state: 'starting', detail: null, workflows: [], forms: [] });
		await page.getByText('n8n is starting').waitFor();
		const hook = 'http://127.0.0.1:1/webhook/answer';
		sandbox.control.addWebhook('linq', { url: hook });
		const workflow = { id: '1', name: 'Answer', url: 'http://127.0.0.1:1/workflow/1', isActive: true, webhookUrls: [hook] };
		sandbox.control.setHost({ name: 'n8n', url: 'http://127.0.0.1:1', state: 'up', detail: null, workflows: [workflow], forms: [] });
		await page.getByText('1 workflow listens').click();
		assert.equal(await page.getByRole('banner').getByRole('link', { name: 'Answer' }).getAttribute('href'), workflow.url);
		sandbox.control.removeWebhooks('linq');
		await page.getByRole('banner').getByText('webhook gone').waitFor();
	});

	it('leads to the form that makes a workflow ask', async () => {
		const { page, sandbox } = harness;
		const form = { name: 'Book', url: 'http://127.0.0.1:1/workflow/2', formUrl: 'http://127.0.0.1:1/form/book' };
		sandbox.control.setHost({ name: 'n8n', url: 'http://127.0.0.1:1', state: 'up', detail: null, workflows: [], forms: [form] });
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

describe('a window that shows one thing at a time', () => {
	const HALF = { viewport: { width: 900, height: 700 } };
	const fieldHeight = async (page: Page) => {
		const box = await page.getByRole('textbox', { name: 'Message as Ana' }).boundingBox();
		return Math.round(box?.height ?? 0);
	};

	for (const [name, options, views] of [
		['on a phone', NARROW, ['Behind the phone', 'Conversations']],
		['of half a screen', HALF, ['Conversations']],
	] as const) {
		it(`keeps the message box as high as its text when the provider is changed beside it, ${name}`, async () => {
			const page = await harness.open(options);
			const before = await fieldHeight(page);
			for (const view of views) await page.getByRole('button', { name: view, exact: true }).click();
			await page.getByRole('link', { name: 'Sendblue', exact: true }).click();
			await page.getByRole('button', { name: 'Messages', exact: true }).click();
			assert.deepEqual([before > 20, await fieldHeight(page)], [true, before]);
		});

		it(`leads to the first steps with “?”, whatever is shown, ${name}`, async () => {
			const page = await harness.open(options);
			await page.getByRole('button', { name: 'Close the first steps' }).click();
			await page.getByRole('button', { name: views[0], exact: true }).click();
			await page.getByRole('button', { name: 'Show the first steps' }).click();
			await page.getByRole('heading', { name: 'This is your customer’s phone' }).waitFor({ timeout: 5000 });
		});
	}

	it('lets the list of conversations give way first: half a screen shows the phone beside the wire', async () => {
		const page = await harness.open(HALF);
		await bubble(page, OFFER).waitFor();
		await page.getByRole('tabpanel', { name: 'Wire' }).waitFor();
		await page.getByRole('link', { name: /Ana & Ben/ }).waitFor({ state: 'hidden' });
		await page.getByRole('button', { name: 'Back to the conversations' }).click();
		await page.getByRole('link', { name: /Ana & Ben/ }).click();
		await bubble(page, 'Who brings the cake?').waitFor();
		assert.deepEqual(await violations(page), []);
	});

	it('fits the message box to its text again when the window gets narrower', async () => {
		const { page } = harness;
		const field = page.getByRole('textbox', { name: 'Message as Ana' });
		await field.fill('A rather long message that stands in one line in a wide window, and in several ones in a narrow window.');
		await page.setViewportSize({ width: 360, height: 800 });
		await page.waitForFunction(() => {
			const { scrollHeight, clientHeight } = document.querySelector('.composer textarea') ?? { scrollHeight: 1, clientHeight: 0 };
			return scrollHeight <= clientHeight;
		});
	});
});

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
	it('shows what came in and what went out, and sends a webhook again', async () => {
		const { page, sandbox } = harness;
		sandbox.control.addWebhook('linq', { url: `${sandbox.url}/control/health` });
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
		await page.getByText('Nothing is armed: Linq behaves.').waitFor();
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
		await page.getByText('Nothing is armed: Linq behaves.').waitFor();
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
		sandbox.control.setHost({ name: 'n8n', url: 'http://127.0.0.1:5678', state: 'up', detail: null, forms: [], workflows });
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

describe('the conversations', () => {
	it('are searched by what was said', async () => {
		const { page } = harness;
		await page.getByRole('searchbox', { name: 'Search the conversations' }).fill('CAKE');
		await page.getByRole('link', { name: /Cleo/ }).waitFor({ state: 'hidden' });
		await page.getByRole('link', { name: /Ana & Ben/ }).waitFor();
		await page.getByRole('searchbox', { name: 'Search the conversations' }).fill('nobody said this');
		await page.getByText('Nothing says “nobody said this”.').waitFor();
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
		await page.getByRole('list', { name: 'Who tapped' }).getByText('‼️ Line 1').waitFor();
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
			sandbox.control.setHost({ name: 'n8n', url: 'http://127.0.0.1:5678', state: 'up', detail: null, forms: [], workflows: [] });
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
