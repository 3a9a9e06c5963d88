import { describe } from 'node:test';

import { PROVIDERS, providerById } from '../../core/providers/registry.ts';
import { describeAnswers } from './asking-answers.mts';
import { describeAtOnce } from './asking-at-once.mts';
import { describeEnds, describeNothingLeft, describeSweep } from './asking-ends.mts';
import { describeGroups } from './asking-groups.mts';
import { useAsking } from '../harness/e2e/asking-harness.mts';
import { describeMcp } from './asking-mcp.mts';
import { describeNotice } from './asking-notice.mts';
import { describeOneWebhook } from './asking-one-webhook.mts';
import { describeRestart } from './asking-restart.mts';
import { describeSharedNode } from './asking-shared-node.mts';
import { describeLostAnswerSecret, describeStaticData } from './asking-static-data.mts';
import { describeStrangers } from './asking-strangers.mts';
import { describeTexts } from './asking-texts.mts';
import { describeTime } from './asking-time.mts';
import { useHarness } from '../harness/e2e/harness.mts';

const harness = useHarness({ retryDelayScale: 0.2 });
const asking = useAsking(harness);
const linq = providerById('linq');

// All providers side by side, and what takes a minute beside the rest.
describe('Ask for Tapback', { concurrency: true }, () => {
	for (const provider of PROVIDERS) {
		describe(`through ${provider.name}`, { concurrency: true }, () => {
			describeTime(asking, provider);
			describe('meanwhile', { concurrency: 1 }, () => {
				describeAnswers(asking, provider);
				describeNotice(asking, provider);
				describeGroups(asking, provider);
				describeTexts(asking, provider);
			});
		});
	}
});
describeAtOnce(asking);
describeRestart(asking, { restart: async () => await harness.n8n.restart() });
describe('Ask for Tapback in workflows of all kinds', { concurrency: true }, () => {
	describeStrangers(harness, linq);
	describeStaticData(harness, linq);
	describe('one after another', { concurrency: 1 }, () => {
		describeSharedNode(harness, linq);
		describeMcp(harness, linq);
	});
});
describeLostAnswerSecret(harness, linq);
describeEnds(harness, linq);
describeSweep(harness, linq, { webhookUrl: () => harness.n8n.url });
describeNothingLeft(harness, { unpublish: async () => await asking.unpublish(), providers: PROVIDERS });
// Last, because it takes the provider's one webhook for itself.
describeOneWebhook(harness);
