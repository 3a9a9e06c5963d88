import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { PROVIDERS } from '../../core/registry.ts';
import type { Question } from './asking-question.mts';
import type { Asking } from './asking-stage.mts';

/** Questions that wait while n8n goes and comes back. */
export function describeRestart(asking: Asking, { restart }: { restart(): Promise<void> }): void {
	describe('A question that waits over a restart', { concurrency: true }, () => {
		const questions = new Map<string, Question>();

		before(async () => {
			await Promise.all(
				PROVIDERS.map(async ({ id }) => {
					const { question } = await asking.publish(id, { question: { options: {} } });
					questions.set(id, question);
					await question.start();
					await question.open();
				}),
			);
			await restart();
		});

		for (const { id, name } of PROVIDERS) {
			it(`hears the answer through ${name}`, async () => {
				const question = questions.get(id);
				await question?.tap('like');
				assert.equal((await question?.end())?.[0]?.json.approved, true);
			});
		}
	});
}
