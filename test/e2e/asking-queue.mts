import { before, describe } from 'node:test';

import { providerById, PROVIDERS } from '../../core/providers/registry.ts';
import { describeAnswers } from './asking-answers.mts';
import { describeAtOnce } from './asking-at-once.mts';
import { describeEnds, describeNothingLeft } from './asking-ends.mts';
import { describeGroups } from './asking-groups.mts';
import { describeNotice } from './asking-notice.mts';
import { describeRestart } from './asking-restart.mts';
import { describeRounds } from './asking-rounds.mts';
import { useAsking } from '../harness/e2e/asking-harness.mts';
import { describeTexts } from './asking-texts.mts';
import { describeTime } from './asking-time.mts';
import type { QueueHarness } from '../harness/e2e/queue-harness.mts';

/** Each thing through one provider, and through all what depends on n8n's processes. What was published before has no webhooks any more. */
export function describeQuestionsInQueue(harness: QueueHarness): void {
	const asking = useAsking(harness);

	describe('Ask for Tapback in queue mode', { concurrency: true }, () => {
		before(() => harness.control.reset());

		for (const provider of PROVIDERS) describeTime(asking, provider);
		describeAnswers(asking, providerById('linq'));
		describeNotice(asking, providerById('inkbox'));
		describeGroups(asking, providerById('tuco'));
		describeTexts(asking, providerById('sendblue'));
	});

	describeAtOnce(asking);

	const restart = async () => {
		const { webhookProcessors, workers } = harness.queue;
		await Promise.all([webhookProcessors[0]?.restart(), workers[0]?.restart()]);
	};
	describeRestart(asking, { restart });
	describeRounds(asking, harness);
	describeEnds(harness, providerById('linq'));
	describeNothingLeft(harness, { unpublish: async () => await asking.unpublish(), providers: PROVIDERS });
}
