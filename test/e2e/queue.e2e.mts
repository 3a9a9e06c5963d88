import { describeQuestionsInQueue } from './asking-queue.mts';
import { describeQueueBursts } from './queue-bursts.mts';
import { describeQueueCrash } from './queue-crash.mts';
import { describeQueueProviders } from './queue-providers.mts';
import { setQueueStage } from './queue-stage.mts';

const stage = setQueueStage();
describeQueueProviders(stage);
describeQueueBursts(stage);
describeQueueCrash(stage);
// Resets the sandbox: what was published before has no webhooks any more.
describeQuestionsInQueue(stage);
