import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';

import { bubble, usePageHarness } from '../harness/e2e/page-harness.mts';

const harness = usePageHarness();

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
