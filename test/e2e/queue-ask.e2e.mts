import { describeQuestionsInQueue } from './asking-queue.mts';
import { setQueueStage } from './queue-stage.mts';

describeQuestionsInQueue(setQueueStage());
