import { bubble } from '../../test/harness/e2e/page-harness.mts';
import { ALL_LOOKS, DESKS, PHONES, TWO_SIZES } from './looks.mts';
import type { Scene } from './scene.mts';
import type { State } from './state.mts';

const OFFER = 'Shall I confirm the booking?';
const CAKE = 'Who brings the cake?';
const QUESTION = 'Shall I book a table for two at seven? 👍 yes, 👎 no';

/** The phone: conversations, messages, tapbacks. */
export const PHONE_STATES: readonly State[] = [
	{ name: 'first-steps', looks: ALL_LOOKS, arrange: async ({ listen }) => await listen() },
	{ name: 'first-steps-alone', looks: TWO_SIZES, arrange: async () => undefined },
	{
		name: 'first-steps-half-done',
		looks: TWO_SIZES,
		async arrange({ listen, tap, page }) {
			await listen();
			await tap(OFFER, 'Like');
			await page.getByText('Tap a bubble. ✓ Done').waitFor({ state: 'attached' });
		},
	},
	{
		name: 'first-steps-done',
		looks: TWO_SIZES,
		async arrange(scene) {
			await scene.listen();
			await answerQuestion(scene);
		},
	},
	{
		name: 'question-answered',
		looks: ALL_LOOKS,
		async arrange(scene) {
			await scene.closeFirstSteps();
			await scene.listen();
			await answerQuestion(scene);
		},
	},
	{
		name: 'conversations',
		looks: ALL_LOOKS,
		async arrange(scene) {
			await scene.closeFirstSteps();
			await answerQuestion(scene);
			await scene.show('Conversations');
		},
	},
	{
		name: 'conversations-unread',
		looks: ALL_LOOKS,
		async arrange({ closeFirstSteps, show, sandbox: { control }, conversation, page }) {
			await closeFirstSteps();
			await show('Conversations');
			const send = (provider: string, index: number, text: string) =>
				control.sendMessage(provider, { from: 'agent', text, conversationId: conversation(index, provider).id });
			for (const text of ['Shall I order one?', 'With candles?']) send('linq', 1, text);
			send('linq', 3, 'Your bread is ready.');
			send('tuco', 0, QUESTION);
			await page.getByRole('link', { name: 'Tuco 1 new' }).waitFor();
		},
	},
	{
		name: 'search',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, show, page }) {
			await closeFirstSteps();
			await show('Conversations');
			await page.getByRole('searchbox').fill('cake');
		},
	},
	{
		name: 'search-in-vain',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, show, page }) {
			await closeFirstSteps();
			await show('Conversations');
			await page.getByRole('searchbox').fill('nobody said this');
		},
	},
	{
		name: 'tapback-bar',
		looks: ALL_LOOKS,
		async arrange({ closeFirstSteps, page }) {
			await closeFirstSteps();
			await bubble(page, OFFER).click();
		},
	},
	{
		name: 'who-tapped',
		looks: ALL_LOOKS,
		async arrange({ closeFirstSteps, agentTaps, tap, page }) {
			await closeFirstSteps();
			await tap(OFFER, 'Question');
			await agentTaps(OFFER, 'emphasize');
			await bubble(page, '‼️ by Trattoria Lucia').click();
		},
	},
	{
		name: 'emoji-picker',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, page }) {
			await closeFirstSteps();
			await bubble(page, OFFER).click();
			await page.getByRole('button', { name: 'Choose an emoji' }).click();
			await page.getByRole('menuitem').first().waitFor();
		},
	},
	{
		name: 'all-tapbacks',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, sandbox: { control }, tap, agentTaps, page }) {
			await closeFirstSteps();
			const kinds = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'];
			for (const reaction of kinds) {
				control.sendMessage('linq', { from: 'agent', text: `From us: ${reaction}` });
				await agentTaps(`From us: ${reaction}`, reaction);
			}
			for (const title of ['Love', 'Like', 'Dislike', 'Laugh', 'Emphasize', 'Question', 'Sticker']) {
				control.sendMessage('linq', { from: 'agent', text: `From you: ${title}` });
				await tap(`From you: ${title}`, title);
			}
			await bubble(page, 'a sticker by you').waitFor();
		},
	},
	{
		name: 'group',
		looks: ALL_LOOKS,
		async arrange({ closeFirstSteps, show, page, tap, agentTaps }) {
			await closeFirstSteps();
			await show('Conversations');
			await page.getByRole('link', { name: /Ana & Ben/ }).click();
			await tap(CAKE, 'Like');
			await page.getByRole('radio', { name: 'Ben' }).check();
			await tap(CAKE, 'Love');
			await tap('I can order one.', 'Like');
			await agentTaps(CAKE, 'laugh');
			await bubble(page, '😂 by Trattoria Lucia').waitFor();
		},
	},
	{
		name: 'sms',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, show, page }) {
			await closeFirstSteps();
			await show('Conversations');
			await page.getByRole('link', { name: /Cleo/ }).click();
			await bubble(page, 'Is parking free?').click();
		},
	},
	{
		name: 'long-texts',
		looks: [...PHONES, ...DESKS],
		async arrange({ closeFirstSteps, sandbox: { control }, page }) {
			await closeFirstSteps();
			control.sendMessage('linq', { from: 'human', text: 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(2) });
			control.sendMessage('linq', { from: 'agent', text: 'https://example.com/a/rather/long/address?with=query&and=more#and-a-place' });
			control.sendMessage('linq', {
				from: 'agent',
				text: 'Shall we?\n\n1. A table for two at seven, by the window if there is one\n2. Nothing',
			});
			await page
				.getByRole('textbox', { name: 'Message as Ana' })
				.fill('A draft of more than one line, that is written and not yet sent, with a picture');
			await page.getByRole('button', { name: 'Add the sample picture' }).click();
		},
	},
];

/** A question of n8n, the yes of Ana, and the ❤️ that says it was heard. */
async function answerQuestion({ ask, tap, agentTaps, page }: Scene): Promise<void> {
	await ask(QUESTION);
	await tap(QUESTION, 'Like');
	await agentTaps(QUESTION, 'love');
	await bubble(page, '👍 by you, ❤️ by Trattoria Lucia').waitFor();
}
