import { beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import { parkedEntry } from '../../harness/n8n/played-executions.mts';
import { openQuestion, resultOf } from '../../harness/n8n/question.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useAskingN8n } from '../../harness/n8n/use-asking-n8n.mts';

const asking = useAskingN8n();
beforeEach(() => {
	// Inkbox shows its key once, with the first webhook of an identity: its owner has put it into the credential.
	const { signing_key: webhookSecret } = asking.harness.sandbox.control.addWebhook('inkbox', { url: 'http://127.0.0.1:9/first' });
	asking.harness.sandbox.control.removeWebhooks('inkbox');
	const { baseUrl, credentials } = asking.harness.sandbox.provider('inkbox');
	asking.n8n.credentials = asking.harness.credentials({ inkbox: { baseUrl, ...credentials, webhookSecret: String(webhookSecret) } });
});

const TEST = { isTest: true, parameters: { options: { text: 'ignore' } } };

/** The run looks every two seconds whether its webhook is still needed. */
async function noWebhookLeft(provider: ProviderId): Promise<void> {
	while (asking.harness.sandbox.control.webhooks(provider).length > 0) await sleep(50);
}

describe.each(PROVIDER_IDS)('the question of a test run through %s', (provider) => {
	it('is answered at a webhook of its own, which is removed then', async () => {
		const { execution, message } = await openQuestion(asking.n8n, provider, TEST);
		expect(asking.harness.sandbox.control.webhooks(provider).map(({ url }) => String(url))).toEqual([
			expect.stringContaining('/webhook-waiting/'),
		]);
		expect(await asking.n8n.tap(provider, message, 'like')).toEqual([200]);
		expect(resultOf(execution)).toMatchObject({ approved: true, timedOut: false });
		expect([asking.n8n.table.rows, asking.n8n.thrown]).toEqual([[], []]);
		await noWebhookLeft(provider);
	});

	it.each(['signature', 'unsigned'] as const)('is not answered by a forged delivery: %s', async (forgery) => {
		const { execution, message } = await openQuestion(asking.n8n, provider, TEST);
		const send = await asking.n8n.withheldTap(provider, message, 'like');
		expect(await send(forgery)).toBe(401);
		expect([execution.status, asking.n8n.thrown]).toEqual(['waiting', []]);
		expect(await send()).toBe(200);
		expect(execution.status).toBe('success');
	});

	it('shows no secret and no address in what is kept of the run', async () => {
		const { execution } = await openQuestion(asking.n8n, provider, TEST);
		const kept = JSON.stringify(execution.data);
		for (const word of [...asking.harness.secrets(), '/webhook-waiting/', 'signature=']) expect(kept.includes(word)).toBe(false);
	});
});

describe('a test run', () => {
	it('that is stopped leaves nothing registered', async () => {
		const { execution } = await openQuestion(asking.n8n, 'linq', TEST);
		asking.n8n.stop(execution);
		await noWebhookLeft('linq');
	});
});

describe('what a test run is parked with', () => {
	it('is not read where it was edited: no answer counts any more', async () => {
		const { execution, message } = await openQuestion(asking.n8n, 'linq', TEST);
		for (const item of parkedEntry(execution).data.main?.[0] ?? []) {
			const { run } = Object(item.tapbackParked);
			run.questions = String(run.questions).replace('"from":"anyone"', '"from":["+12025550123"]');
		}
		expect(await asking.n8n.tap('linq', message, 'like')).toEqual([401]);
		expect([execution.status, asking.n8n.thrown]).toEqual(['waiting', []]);
	});
});
