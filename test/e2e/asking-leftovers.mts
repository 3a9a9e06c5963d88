import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';

import { PROVIDERS } from '../../core/registry.ts';
import { FOREIGN_URL, type Asking } from './asking-stage.mts';
import { hasOnePlace } from './asking-workflow.mts';

const HOUR_MS = 3_600_000;

/** To be described last: what all those questions left behind. */
export function describeLeftovers(asking: Asking, { webhookUrl }: { webhookUrl(): string }): void {
	describe('Webhooks', { concurrency: true }, () => {
		const { stage } = asking;
		const urls = (provider: string) => stage.control.webhooks(provider).map(({ url }) => String(url));

		for (const { id, name } of PROVIDERS) {
			it(`of questions don’t stay at ${name} when all are answered, and somebody else’s does`, () => {
				assert.deepEqual(asking.left(id), []);
				assert.equal(urls(id).filter((url) => url === FOREIGN_URL).length, hasOnePlace(id) ? 0 : 1);
			});
		}

		for (const { id, name } of PROVIDERS.filter((provider) => !hasOnePlace(provider.id))) {
			it(`that a question left behind at ${name} go with the next one, and no others`, async () => {
				const waiting = (from: string, until: number) => `${from}/webhook-waiting/1/${randomUUID()}?tapback-until=${until}`;
				const base = webhookUrl();
				const over = waiting(base, Date.now() - HOUR_MS);
				const others = [waiting(base, Date.now() + HOUR_MS), waiting('http://127.0.0.1:9', Date.now() - HOUR_MS)];
				for (const url of [over, ...others]) stage.control.addWebhook(id, { url });
				const { question } = await asking.publish(id, { question: {} });
				await question.start();
				await question.open();
				assert.ok(!urls(id).includes(over));
				await question.tap('like');
				await question.end();
				const left = urls(id).filter((url) => url === FOREIGN_URL || url.includes('/webhook-waiting/'));
				assert.deepEqual(left.sort(), [FOREIGN_URL, ...others].sort());
			});
		}
	});
}
