import { bubble } from '../../test/harness/e2e/page-harness.mts';
import { ALL_LOOKS, TWO_SIZES } from './looks.mts';
import type { State } from './state.mts';

const OFFER = 'Shall I confirm the booking?';
const N8N = { name: 'n8n', url: null, workflows: [], asking: [] };

/** What goes wrong, on purpose or not. */
export const TROUBLE_STATES: readonly State[] = [
	{
		name: 'misbehave',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, showTab }) {
			await closeFirstSteps();
			await showTab('Misbehave');
		},
	},
	{
		name: 'vendor-down',
		looks: ALL_LOOKS,
		async arrange({ closeFirstSteps, listen, showTab, page }) {
			await closeFirstSteps();
			await listen();
			await showTab('Misbehave');
			await page.getByRole('button', { name: 'Linq is down', exact: true }).click();
			await page.getByRole('tab', { name: 'Misbehave 1 armed' }).waitFor();
		},
	},
	{
		name: 'vendor-down-wire',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, listen, showTab, agentTaps, page }) {
			await closeFirstSteps();
			await listen();
			await showTab('Misbehave');
			await page.getByRole('button', { name: 'Linq is down', exact: true }).click();
			await page.getByRole('tab', { name: 'Misbehave 1 armed' }).waitFor();
			await agentTaps(OFFER, 'love');
			await showTab('Wire');
			await page.getByText('a tapback, refused').waitFor();
		},
	},
	{
		name: 'n8n-starting',
		looks: ALL_LOOKS,
		async arrange({ sandbox: { control }, page }) {
			control.setHost({ ...N8N, state: 'starting', detail: 'Installing n8n 2.41.1 (2 to 5 minutes, more on a slow line) …' });
			await page.getByText('n8n is starting').waitFor();
		},
	},
	{
		name: 'n8n-down',
		looks: ALL_LOOKS,
		async arrange({ closeFirstSteps, sandbox: { control }, page }) {
			await closeFirstSteps();
			control.setHost({
				...N8N,
				state: 'down',
				detail: 'n8n ended by itself (signal SIGKILL). Its log: ~/tapback/.tapback/n8n/n8n.log',
			});
			await page.getByText('n8n is down').click();
		},
	},
	{
		name: 'n8n-card',
		looks: ALL_LOOKS,
		async arrange({ closeFirstSteps, listen, page }) {
			await closeFirstSteps();
			await listen();
			await page.getByText('1 workflow listens').click();
		},
	},
	{
		name: 'n8n-webhook-gone',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, listen, sandbox: { control }, page }) {
			await closeFirstSteps();
			await listen();
			control.removeWebhooks('linq');
			await page.getByText('0 workflows listen').click();
		},
	},
	{
		name: 'sandbox-gone',
		looks: ALL_LOOKS,
		async arrange({ closeFirstSteps, sandbox, tap, page }) {
			await closeFirstSteps();
			await tap(OFFER, 'Like');
			await bubble(page, '👍 by you').waitFor();
			await sandbox.close();
			await page.getByText('Connection lost').first().waitFor();
		},
	},
	{
		name: 'sandbox-gone-misbehave',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, showTab, sandbox, page }) {
			await closeFirstSteps();
			await showTab('Misbehave');
			await sandbox.close();
			await page.getByText('The connection to the sandbox is lost.').waitFor();
		},
	},
	{
		name: 'sandbox-not-there',
		looks: TWO_SIZES,
		async arrange({ page }) {
			await page.route('**/control/events', async (route) => await route.abort());
			await page.reload();
			await page.getByText('The sandbox is not running').waitFor();
		},
	},
	{
		name: 'refused',
		looks: TWO_SIZES,
		async arrange({ closeFirstSteps, page, tap }) {
			await closeFirstSteps();
			await page.route(
				'**/control/linq/reactions',
				async (route) => await route.fulfill({ status: 409, json: { error: 'This message was deleted meanwhile.' } }),
			);
			await tap(OFFER, 'Like');
			await page.getByText('This message was deleted meanwhile.').waitFor();
		},
	},
];
