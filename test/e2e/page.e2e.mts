import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';

import { violations } from '../harness/e2e/accessibility.mts';
import { bubble, NARROW, OFFER, QUESTION, tap, usePageHarness } from '../harness/e2e/page-harness.mts';

const TWO_PARTS = 'Can we have this one?';

const harness = usePageHarness();
const { live, agentTaps } = harness;
const kinds = (text: string) => live(text).map(({ reaction, emoji, partIndex }) => `${partIndex} ${reaction} ${emoji}`);

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

	it('has a colour of its own for each of the six, also on one’s own tapback', async () => {
		const { page } = harness;
		const colours = new Set<string>();
		for (const title of ['Love', 'Like', 'Laugh', 'Emphasize', 'Question']) {
			await tap(page, OFFER, title);
			const glyph = page.locator(`.badge[data-mine="true"] .glyph[data-reaction="${title.toLowerCase()}"]`);
			colours.add(await glyph.evaluate((element) => getComputedStyle(element).color));
		}
		assert.equal(colours.size, 5);
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
		await bubble(page, '‼️ by Trattoria Lucia').waitFor();
		await page.getByRole('log').getByText(`Trattoria Lucia put ‼️ on “${QUESTION}”`).waitFor({ state: 'attached' });
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
