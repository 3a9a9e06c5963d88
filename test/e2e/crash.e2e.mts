import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';

import { startWebhookFront } from '../../host/queue/webhook-front.mts';
import {
	allAnswered,
	EVENTS,
	killInBurst,
	killWhileProviderDelivers,
	PROVIDER,
	requestsFor,
	type Burst,
} from '../harness/e2e/crash-burst.mts';
import { postTo } from '../harness/e2e/signed-tapbacks.mts';
import { useHarness, type Harness } from '../harness/e2e/harness.mts';

const KILL_AFTER = 20;
const AT_A_TIME = 5;

/** Linq's ten retries, which take 25 minutes, within two and a half: a start of n8n must fit in. */
const RETRY_DELAY_SCALE = 0.1;

/** What was answered is in n8n's list, run through or given up; no event had two runs that did anything. */
async function nothingVanished(harness: Harness, { fates, runs }: Burst): Promise<void> {
	const known = new Set((await runs()).map(({ messageId }) => messageId));
	const vanished = fates.filter(({ status, messageId }) => status === 200 && !known.has(messageId));
	assert.equal(vanished.length, 0, `${vanished.length} were answered, and are in no list`);
	for (const { messageId } of fates) assert.ok(requestsFor(harness, messageId) <= 1, 'an event was answered to twice');
}

/** The provider's part: deliver again what was not answered. */
async function deliverUnanswered(harness: Harness, { fates }: Burst): Promise<number> {
	const unanswered = fates.filter(({ status }) => status === undefined);
	for (const { delivery } of unanswered) assert.equal(await postTo(harness.n8n.url, delivery), 200);
	return unanswered.length;
}

async function inNumbers({ fates, ran, lost }: Burst): Promise<string> {
	const answered = fates.filter(({ status }) => status === 200).length;
	return `${answered} of ${fates.length} answered; ${(await ran()).size} ran, ${(await lost()).length} crashed`;
}

describe('n8n that is killed in the middle of a burst', () => {
	const harness = useHarness();

	it('has in its list what it answered, and runs the rest when it is delivered again, each once', async (context) => {
		const burst = await killInBurst(harness, KILL_AFTER);
		await nothingVanished(harness, burst);
		const unanswered = await deliverUnanswered(harness, burst);
		assert.ok(unanswered > 0, 'n8n should have been at work');
		await nothingVanished(harness, burst);
		assert.equal((await burst.ran()).size + (await burst.lost()).length, EVENTS);
		context.diagnostic(await inNumbers(burst));

		for (const { executionId } of await burst.lost()) await harness.client.retryExecution(executionId);
		assert.equal((await burst.ran()).size, EVENTS);
		assert.ok(allAnswered(harness, burst.fates));
	});
});

const front = await startWebhookFront();
after(async () => await front.close());

describe('n8n behind a proxy, killed while a provider delivers', () => {
	const harness = useHarness({ retryDelayScale: RETRY_DELAY_SCALE, webhookUrl: front.url });

	it(`gets the rest from ${PROVIDER}, which delivers again by itself`, async (context) => {
		const burst = await killWhileProviderDelivers(harness, front, KILL_AFTER);
		assert.ok(burst.fates.every(({ delivery }) => delivery.state === 'delivered'));
		assert.ok(burst.fates.some(({ delivery }) => delivery.attempts.length > 1));
		await nothingVanished(harness, burst);
		assert.equal((await burst.ran()).size + (await burst.lost()).length, EVENTS);
		context.diagnostic(await inNumbers(burst));
	});
});

describe(`n8n that runs ${AT_A_TIME} at a time, and is killed in the middle of a burst`, () => {
	const harness = useHarness({ env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: String(AT_A_TIME) } });

	it('loses those at most, and runs what waited by itself, but no event twice', async (context) => {
		const burst = await killInBurst(harness, KILL_AFTER);
		const ranByItself = (await burst.ran()).size;
		await deliverUnanswered(harness, burst);
		await nothingVanished(harness, burst);
		assert.equal((await burst.ran()).size + (await burst.lost()).length, EVENTS);
		assert.ok((await burst.lost()).length <= AT_A_TIME);
		context.diagnostic(`${await inNumbers(burst)}; ${ranByItself} ran before anything was delivered again`);
	});
});
