import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Workflow } from '../../host/n8n/api/workflow.mts';
import { askNode, runsThrough, workflowOf } from '../harness/e2e/asking-runs.mts';
import { allRows, runWebhooks } from '../harness/e2e/asking-leftovers.mts';
import { connectMcp } from '../harness/e2e/mcp-client.mts';
import type { Harness } from '../harness/e2e/harness.mts';
import { node } from '../harness/e2e/workflows.mts';

/** Under an MCP Server Trigger n8n lets no node wait. */
export function describeMcp(harness: Harness, { id, name }: Provider): void {
	describe(`A question of an MCP client, through ${name}`, () => {
		const runs = runsThrough(harness, id);
		const workflows: Workflow[] = [];

		after(async () => {
			for (const workflow of workflows) await runs.remove(workflow);
		});

		it('is refused in a sentence before anything is sent, each time', async () => {
			const path = randomUUID();
			const trigger = {
				...node('MCP', '@n8n/n8n-nodes-langchain.mcpTrigger', 0),
				...{ typeVersion: 2, webhookId: path, parameters: { authentication: 'none', path } },
			};
			const parameters = { message: "={{ $fromAI('question', 'what to ask', 'string') }}" };
			const ask = { ...askNode(harness, { name: 'Ask a Person', provider: id, parameters }), type: 'n8n-nodes-tapback.askForTapbackTool' };
			const connections = { 'Ask a Person': { ai_tool: [[{ node: 'MCP', type: 'ai_tool', index: 0 }]] } };
			const workflow = await runs.publish(workflowOf('MCP', [trigger, ask], { connections }));
			workflows.push(workflow);
			const client = await connectMcp(`${harness.n8n.url}/mcp/${path}`);
			const [tool, ...others] = await client.tools();
			assert.deepEqual(others, []);
			const before = { rows: (await allRows(harness.client)).length, webhooks: runWebhooks(harness, id).length };
			const question = `Shall I ${randomUUID()}?`;
			for (let time = 0; time < 2; time += 1) {
				const said = await client.call(String(tool), { question });
				assert.match(said, /can’t wait for its answer here.*MCP Server Trigger.*Nothing was sent/);
			}
			assert.equal(runs.timesSent(question), 0);
			assert.deepEqual({ rows: (await allRows(harness.client)).length, webhooks: runWebhooks(harness, id).length }, before);
		});
	});
}
