import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { PROVIDERS } from '../../core/providers/registry.ts';
import type { Question } from '../harness/e2e/asking-question.mts';
import type { Asking } from '../harness/e2e/asking-harness.mts';
import { ANA, BEN, CLEO, inGroup } from '../harness/e2e/asking-workflow.mts';
import { present } from '../harness/e2e/harness.mts';

const PEOPLE = [ANA, BEN, CLEO];

/** Answers of the same moment, all of which are needed: without one that got lost it would wait on. */
export function describeAtOnce(asking: Asking): void {
	describe('A vote of which all answers are needed', () => {
		const votes = new Map<string, Question>();

		before(async () => {
			const parameters = { decidedBy: 'count', yesNeeded: PEOPLE.length };
			const opening = PROVIDERS.map(async ({ id }) => {
				const { vote } = await asking.publish(id, { vote: { ...inGroup(id), parameters } });
				votes.set(id, vote);
				await vote.start();
				await vote.open();
			});
			await Promise.all(opening);
		});

		for (const { id, name } of PROVIDERS) {
			it(`has them when all tap at the same moment, through ${name}`, async () => {
				const vote = present(votes.get(id), 'vote');
				const deliveries = await Promise.all(PEOPLE.map(async (actor) => await vote.withheldTap('like', actor)));
				await Promise.all(deliveries.map(async (delivery) => await asking.harness.control.redeliver(delivery.id)));
				const { json } = present((await vote.end())[0], 'item');
				assert.equal(json.approved, true);
				const actors = Array.isArray(json.votes) ? json.votes.map(({ actor }) => String(actor)) : [];
				assert.deepEqual(actors.sort(), PEOPLE);
				assert.deepEqual(await asking.leftovers(id, { vote }), []);
			});
		}
	});
}
