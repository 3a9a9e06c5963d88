import { describeAgent } from './agent.e2e.mts';
import { describeBatches } from './batches.e2e.mts';
import { describeRelay } from './relay.e2e.mts';
import { describeProviders } from './providers.e2e.mts';
import { describeRemovals } from './removals.e2e.mts';
import { describeRestart } from './restart.e2e.mts';
import { setStage } from './stage.mts';
import { describeStaticData } from './static-data.e2e.mts';

const stage = setStage();
describeProviders(stage);
describeBatches(stage);
describeRemovals(stage);
describeRelay(stage);
describeAgent(stage);
describeStaticData(stage);
describeRestart(stage);
