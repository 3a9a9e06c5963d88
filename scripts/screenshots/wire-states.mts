import type { Locator } from 'playwright-core';

import { bubble } from '../../test/harness/e2e/page-harness.mts';
import { ALL_LOOKS, DESKS, TWO_SIZES } from './looks.mts';
import type { Scene } from './scene.mts';
import type { State } from './state.mts';

const OFFER = 'Shall I confirm the booking?';
const QUESTION = 'Shall I book a table for two at seven? 👍 yes, 👎 no';

/** Behind the phone: what went over the wire, and the settings. */
export const WIRE_STATES: readonly State[] = [
	{
		name: 'wire-empty',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, showTab }) {
			await closeFirstSteps();
			await showTab('Wire');
		},
	},
	{ name: 'wire', looks: ALL_LOOKS, arrange: async (scene) => void (await tellStory(scene)) },
	{
		name: 'wire-copies',
		looks: TWO_SIZES,
		async arrange(scene) {
			const wire = await tellStory(scene);
			await wire.getByRole('button', { name: /2 together .*👍 by Ana/ }).click();
		},
	},
	{
		name: 'wire-call',
		looks: TWO_SIZES,
		async arrange(scene) {
			const wire = await tellStory(scene);
			await wire.getByRole('button', { name: /n8n → Linq: add ❤️/ }).click();
		},
	},
	{
		name: 'wire-setup',
		looks: TWO_SIZES,
		async arrange(scene) {
			const wire = await tellStory(scene);
			await wire.getByRole('button', { name: /sets up and looks around/ }).click();
		},
	},
	{
		name: 'wire-tampered',
		looks: TWO_SIZES,
		async arrange(scene) {
			const wire = await tellStory(scene);
			await wire.getByRole('button', { name: /2 together .*👍 by Ana/ }).click();
			await wire.getByRole('button', { name: 'Send tampered' }).click();
			await wire.getByRole('button', { name: 'Changed body' }).click();
			await wire.getByText(/the receiver answered/i).waitFor();
		},
	},
	{
		name: 'wire-all-providers',
		looks: TWO_SIZES,
		async arrange(scene) {
			const { sandbox, conversation } = scene;
			sandbox.control.addWebhook('tuco', { url: `${sandbox.url}/control/health` });
			sandbox.control.sendMessage('tuco', { from: 'human', text: 'And here?', conversationId: conversation(0, 'tuco').id });
			const wire = await tellStory(scene);
			await wire.getByRole('button', { name: 'Only Linq' }).click();
		},
	},
	{
		name: 'settings',
		looks: ALL_LOOKS,
		async arrange({ closeFirstSteps, listen, showTab }) {
			await closeFirstSteps();
			await listen();
			await showTab('Settings');
		},
	},
	{
		name: 'settings-reset',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, showTab, page }) {
			await closeFirstSteps();
			await showTab('Settings');
			await page.getByRole('button', { name: 'Reset the sandbox' }).click();
		},
	},
	...focusStates(),
];

/** Where the keyboard is. */
function focusStates(): State[] {
	const at = (name: string, find: (scene: Scene) => Promise<Locator>): State => ({
		name: `focus-${name}`,
		looks: DESKS,
		async arrange(scene) {
			await scene.closeFirstSteps();
			await scene.listen();
			// A key first: without one a browser shows no focus.
			await scene.page.keyboard.press('Tab');
			await (await find(scene)).focus();
		},
	});
	return [
		at('bubble', async ({ page }) => bubble(page, OFFER)),
		at('tapback', async ({ page }) => {
			await bubble(page, OFFER).press('Enter');
			return page.getByRole('button', { name: 'Like', exact: true });
		}),
		at('conversation', async ({ page }) => page.getByRole('link', { name: /Ana & Ben/ })),
		at('provider', async ({ page }) => page.getByRole('link', { name: 'Linq', exact: true })),
		at('search', async ({ page }) => page.getByRole('searchbox')),
		at('composer', async ({ page }) => page.getByRole('textbox', { name: 'Message as Ana' })),
		at('host', async ({ page }) => page.locator('.host > summary')),
		at('tab', async ({ page }) => page.getByRole('tab', { name: 'Wire' })),
		at('row', async (scene) => {
			await scene.tap(OFFER, 'Like');
			await scene.page.keyboard.press('Tab');
			return scene.page.getByRole('button', { name: /2 together/ });
		}),
		at('preset', async ({ page, showTab }) => {
			await showTab('Misbehave');
			await page.keyboard.press('Tab');
			return page.getByRole('button', { name: 'Linq is down', exact: true });
		}),
	];
}

/** Registration, a question, its answer, and what n8n did then. */
async function tellStory({ closeFirstSteps, listen, call, ask, tap, agentTaps, showTab, page }: Scene): Promise<Locator> {
	await closeFirstSteps();
	await listen();
	for (const path of ['/webhook-subscriptions', '/phone_numbers', '/webhook-subscriptions']) await call('GET', path);
	await ask(QUESTION);
	await tap(QUESTION, 'Like');
	await agentTaps(QUESTION, 'love');
	await bubble(page, '❤️ by Trattoria Lucia').waitFor();
	await showTab('Wire');
	const wire = page.getByRole('tabpanel', { name: 'Wire' });
	await wire.getByRole('button', { name: /2 together .*❤️ by Trattoria Lucia/ }).waitFor();
	return wire;
}
