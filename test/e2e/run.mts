import { describeAgent } from './agent.e2e.mts';
import { describeBatches } from './batches.e2e.mts';
import { describeRelay } from './relay.e2e.mts';
import { describeProviders } from './providers.e2e.mts';
import { describeRemovals } from './removals.e2e.mts';
import { describeRestart } from './restart.e2e.mts';
import { useHarness } from '../harness/e2e/harness.mts';
import { describeStaticData } from './static-data.e2e.mts';
import { describeTappedMessage } from './tapped-message.e2e.mts';

const harness = useHarness();
describeProviders(harness);
describeTappedMessage(harness);
describeBatches(harness);
describeRemovals(harness);
describeRelay(harness);
describeAgent(harness);
describeStaticData(harness);
describeRestart(harness);
