import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Question } from '../harness/e2e/asking-question.mts';
import type { Asking } from '../harness/e2e/asking-harness.mts';
import { ANA, BEN, CLEO, inGroup } from '../harness/e2e/asking-workflow.mts';
import { present } from '../harness/e2e/harness.mts';

const PEOPLE = [ANA, BEN, CLEO];

/** Several people answer one question, also at the same moment. */
export function describeGroups(asking: Asking, { id }: Provider): void {
	describe('A group', { concurrency: 1 }, () => {
		let asked: Record<'first' | 'two' | 'everyone', Question>;

		before(async () => {
			const everyone = { from: `${ANA}, ${BEN}`, decidedBy: 'everyone' };
			asked = await asking.publish(id, {
				first: inGroup(id),
				two: { ...inGroup(id), parameters: { decidedBy: 'count', yesNeeded: 2 } },
				everyone: { ...inGroup(id), parameters: everyone },
			});
		});
		const allTap = async (question: Question) => {
			const deliveries = await Promise.all(PEOPLE.map(async (actor) => await question.withheldTap('like', actor)));
			await Promise.all(deliveries.map(async (delivery) => await asking.harness.control.redeliver(delivery.id)));
		};

		it('whose people tap at once ends it once', async () => {
			const { first } = asked;
			await first.start();
			await first.open();
			await allTap(first);
			const { json } = present((await first.end())[0], 'item');
			assert.equal(json.approved, true);
			assert.ok(PEOPLE.includes(String(json.actor)));
		});

		it('whose people tap at once settles it by two of them', async () => {
			const { two } = asked;
			await two.start();
			await two.open();
			await allTap(two);
			const { json } = present((await two.end())[0], 'item');
			assert.equal(json.approved, true);
			assert.ok(Array.isArray(json.votes) && json.votes.length >= 2, JSON.stringify(json.votes));
			assert.equal(asked.first.timesEnded(), 1);
		});

		it('must agree as a whole, and a copy of one’s answer is not another’s', async () => {
			const { everyone } = asked;
			await everyone.start();
			await everyone.open();
			const delivery = await everyone.withheldTap('like', ANA);
			for (let copy = 0; copy < 2; copy += 1) await asking.harness.control.redeliver(delivery.id);
			await everyone.tap('like', { actor: CLEO });
			await everyone.tap('love', { actor: BEN });
			const { json } = present((await everyone.end())[0], 'item');
			assert.deepEqual([json.approved, json.actor, json.reaction], [true, BEN, 'love']);
			assert.equal(asked.two.timesEnded(), 1);
		});

		it('leaves nothing behind', async () => assert.deepEqual(await asking.leftovers(id, asked), []));
	});
}
