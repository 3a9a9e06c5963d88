import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { after, before, describe, it } from 'node:test';

import { providerById } from '../../core/providers/registry.ts';
import type { Question } from '../harness/e2e/asking-question.mts';
import type { Asking } from '../harness/e2e/asking-harness.mts';
import { ANA, BEN, CLEO, inGroup } from '../harness/e2e/asking-workflow.mts';
import type { QueueHarness } from '../harness/e2e/queue-harness.mts';
import { postByTurns } from '../harness/e2e/signed-tapbacks.mts';
import { present } from '../harness/e2e/harness.mts';

const PEOPLE = [ANA, BEN, CLEO];
const ROUNDS = Number(process.env.TAPBACK_ROUNDS ?? 10);
/** The pipe's end ends it, too: nothing spins on where this process was killed. */
const SPIN =
	"process.stdin.on('end', () => process.exit()).resume(); const spin = () => { const end = Date.now() + 50; while (Date.now() < end); setImmediate(spin); }; spin();";

/** Three votes in one instant, all of which are needed, on a machine that has no time: half of the rounds before n8n has parked the execution. */
export function describeRounds(asking: Asking, harness: QueueHarness): void {
	describe(`Votes of one instant on a busy machine, ${ROUNDS} rounds`, { concurrency: 1 }, () => {
		const id = 'linq';
		const busy: ChildProcess[] = [];
		let asked: { vote: Question };

		before(async () => {
			const parameters = { decidedBy: 'count', yesNeeded: PEOPLE.length };
			asked = await asking.publish(id, { vote: { ...inGroup(id), parameters } });
			for (let core = 0; core < availableParallelism(); core += 1) {
				busy.push(spawn(process.execPath, ['-e', SPIN], { stdio: ['pipe', 'ignore', 'ignore'] }));
			}
		});
		after(() => {
			for (const child of busy) child.kill();
		});

		it(`loses none through ${providerById(id).name}`, async (context) => {
			const { vote } = asked;
			for (let round = 1; round <= ROUNDS; round += 1) {
				await vote.start(`Round ${round} of ${ROUNDS}: all for it?`);
				await (round % 2 === 0 ? vote.open() : vote.message());
				const deliveries = await Promise.all(PEOPLE.map(async (actor) => await vote.withheldTap('like', actor)));
				const statuses = await postByTurns(harness.queue.webhookProcessors, deliveries);
				assert.deepEqual(statuses, [200, 200, 200], `round ${round}`);
				const { approved, votes } = present((await vote.next(round))[0], 'item').json;
				const actors = Array.isArray(votes) ? votes.map(({ actor }) => String(actor)) : [];
				assert.deepEqual([approved, actors.sort()], [true, PEOPLE], `round ${round}`);
			}
			context.diagnostic(`${ROUNDS} rounds, no vote lost, ${availableParallelism()} processes spinning`);
		});

		it('leaves nothing behind', async () => assert.deepEqual(await asking.leftovers(id, asked), []));
	});
}
