import { describeQuestionsInQueue } from './asking-queue.mts';
import { describeQueueBursts } from './queue-bursts.mts';
import { describeQueueCrash } from './queue-crash.mts';
import { describeQueueProviders } from './queue-providers.mts';
import { useQueueHarness } from '../harness/e2e/queue-harness.mts';

const harness = useQueueHarness();
describeQueueProviders(harness);
describeQueueBursts(harness);
describeQueueCrash(harness);
// Resets the sandbox: what was published before has no webhooks any more.
describeQuestionsInQueue(harness);
