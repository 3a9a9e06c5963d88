import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { PROVIDERS } from '../../core/providers/registry.ts';
import type { Question } from '../harness/e2e/asking-question.mts';
import type { Asking } from '../harness/e2e/asking-harness.mts';
import { ANA, BEN, inGroup } from '../harness/e2e/asking-workflow.mts';
import { present } from '../harness/e2e/harness.mts';

const RECONSIDER_SECONDS = 30;

type Open = Record<'question' | 'vote' | 'swapped', Question>;

/** Questions that wait while n8n goes and comes back: one nobody answered, a vote of which half is there, and a decision that may change. */
export function describeRestart(asking: Asking, { restart }: { restart(): Promise<void> }): void {
	describe('A question that waits over a restart', { concurrency: true }, () => {
		const open = new Map<string, Open>();

		before(async () => {
			await Promise.all(PROVIDERS.map(async ({ id }) => open.set(id, await ask(id))));
			await restart();
		});

		async function ask(provider: string): Promise<Open> {
			const asked = await asking.publish(provider, {
				...{ question: {}, swapped: { options: { reconsider: RECONSIDER_SECONDS } } },
				vote: { ...inGroup(provider), parameters: { decidedBy: 'count', yesNeeded: 2 } },
			});
			for (const question of Object.values(asked)) {
				await question.start();
				await question.open();
			}
			for (const question of [asked.vote, asked.swapped]) {
				await question.recordedTap('like');
				await question.waits();
			}
			return asked;
		}

		for (const { id, name } of PROVIDERS) {
			const of = () => present(open.get(id), 'questions');

			it(`takes the answer through ${name}`, async () => {
				const { question } = of();
				await question.tap('like');
				assert.equal((await question.end())[0]?.json.approved, true);
			});

			it(`counts the votes of before and after, through ${name}`, async () => {
				const { vote } = of();
				await vote.tap('like', { actor: BEN });
				const { approved, votes } = present((await vote.end())[0], 'item').json;
				const actors = Array.isArray(votes) ? votes.map(({ actor }) => String(actor)) : [];
				assert.deepEqual([approved, actors.sort()], [true, [ANA, BEN]]);
			});

			it(`keeps a decision that may change, and takes the change, through ${name}`, async () => {
				const { swapped } = of();
				await swapped.tap('dislike');
				const { approved, reaction, timedOut } = present((await swapped.end())[0], 'item').json;
				// n8n may take longer to come back than the time to reconsider: then the decision stood.
				assert.ok(['like', 'dislike'].includes(String(reaction)));
				assert.deepEqual([approved, timedOut], [reaction === 'like', false]);
			});
		}

		after(async () => {
			for (const [provider, asked] of open) assert.deepEqual(await asking.leftovers(provider, asked), []);
		});
	});
}
