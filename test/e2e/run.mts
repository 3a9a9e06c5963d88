import { describeAgent } from './agent.e2e.mts';
import { describeBatches } from './batches.e2e.mts';
import { describeHandingOn } from './hand-on.e2e.mts';
import { describeProviders } from './providers.e2e.mts';
import { describeRemovals } from './removals.e2e.mts';
import { describeRestart } from './restart.e2e.mts';
import { setStage } from './stage.mts';

const stage = setStage();
describeProviders(stage);
describeBatches(stage);
describeRemovals(stage);
describeHandingOn(stage);
describeAgent(stage);
describeRestart(stage);
