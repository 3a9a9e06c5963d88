import { describe } from 'node:test';

import { PROVIDERS } from '../../core/registry.ts';
import { describeAnswers } from './asking-answers.mts';
import { describeAtOnce } from './asking-at-once.mts';
import { describeGroups } from './asking-groups.mts';
import { describeLeftovers } from './asking-leftovers.mts';
import { describeNotice } from './asking-notice.mts';
import { describeRestart } from './asking-restart.mts';
import { setAsking } from './asking-stage.mts';
import { describeTexts } from './asking-texts.mts';
import { describeTime } from './asking-time.mts';
import { setStage } from './stage.mts';

const stage = setStage({ retryDelayScale: 0.2 });
const asking = setAsking(stage);

// All providers side by side, and what takes a minute beside the rest. Each open question hears all taps of its provider, so few are open.
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
describeRestart(asking, { restart: async () => await stage.n8n.restart() });
describeLeftovers(asking, { webhookUrl: () => stage.n8n.url });
