import { expect, it } from '@jest/globals';

import { errorOf, executionSchema, nodesRun } from '../../../../host/n8n/api/execution.mts';

it('an execution that has just begun has no data yet', () => {
	const execution = executionSchema.parse({ id: 7, workflowId: 'w', status: 'new', mode: 'manual', data: '[]' });
	expect([nodesRun(execution), errorOf(execution)]).toEqual([[], undefined]);
});
