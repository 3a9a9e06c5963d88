import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { openReceiver, type Receiver } from '../harness/contract/receiver.mts';
import { violations } from '../harness/e2e/accessibility.mts';
import { OFFER, QUESTION, tap, usePageHarness } from '../harness/e2e/page-harness.mts';

const harness = usePageHarness();
const { live, agentTaps } = harness;

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
		const { id: _id, isActive: _isActive, ...booking } = workflow('approve', 'Approve before booking');
		const workflows = [workflow('vote', 'Vote in a group')];
		const asking = [{ ...booking, formUrl: null }];
		sandbox.control.setHost({ name: 'n8n', url: 'http://127.0.0.1:5678', state: 'up', detail: null, workflows, asking });
	};

	it('says who did what, whom it reaches, and what n8n did', async () => {
		const { page } = harness;
		await listen();
		await tap(page, OFFER, 'Like');
		const wire = page.getByRole('tabpanel', { name: 'Wire' });
		await wire.getByRole('button', { name: /👍 by Ana → .*Approve before booking/ }).waitFor();
		await agentTaps(OFFER, { operation: 'add', type: 'love' });
		await wire
			.getByRole('button', { name: `n8n → Linq: add ❤️ to “${OFFER}”` })
			.getByText('accepted', { exact: true })
			.waitFor();
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

	it('says once how copies ended that ended the same way', async () => {
		const { page } = harness;
		await listen();
		await tap(page, OFFER, 'Like');
		const group = page.getByRole('tabpanel', { name: 'Wire' }).getByRole('button', { name: /2 together .*👍 by Ana/ });
		await group
			.getByText(/^Failed|^Delivered/)
			.first()
			.waitFor();
		assert.equal(await group.locator('.wire-status').count(), 1);
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
