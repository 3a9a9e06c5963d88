import { describe, expect, it } from '@jest/globals';
import type { IExecuteFunctions, INodeExecutionData, IWorkflowBase } from 'n8n-workflow';

import { inlineWorkflow, runInline, type InlineNode } from '../../../../nodes/AskForTapback/state/inline-workflow.ts';

/** A run in workflow `w1`, whose inline workflows put this out. */
function contextOf(output: INodeExecutionData[][] = [], started: IWorkflowBase[] = []): IExecuteFunctions {
	const parts: Partial<IExecuteFunctions> = {
		getWorkflow: () => ({ id: 'w1', name: '', active: true }),
		executeWorkflow: async ({ code }) => {
			if (code !== undefined) started.push(code);
			return { executionId: 'e1', data: output };
		},
	};
	return Object.assign(Object.create(null), parts);
}

const node = (name: string): InlineNode => ({ name, type: 'n8n-nodes-base.dataTable', typeVersion: 1, parameters: {} });

describe('an inline workflow', () => {
	it('runs its nodes one after another', () => {
		const { nodes, connections } = inlineWorkflow(contextOf(), { nodes: [node('A'), node('B')] });
		expect(nodes.map(({ name }) => name)).toEqual(['Start', 'A', 'B']);
		expect(Object.entries(connections).map(([from, { main }]) => [from, main?.[0]?.[0]?.node])).toEqual([
			['Start', 'A'],
			['A', 'B'],
		]);
	});

	it('goes back to a node where it loops', () => {
		const { connections } = inlineWorkflow(contextOf(), { nodes: [node('A'), node('B')], loopsBackTo: 'A' });
		expect(connections.B?.main?.[0]?.[0]?.node).toBe('A');
	});

	it('belongs to the workflow that runs it, which decides which tables it sees', () => {
		expect(inlineWorkflow(contextOf(), { nodes: [] })).toMatchObject({ id: 'w1', name: 'Tapback', active: false });
	});

	it('leaves no execution behind when it is over', () => {
		expect(inlineWorkflow(contextOf(), { nodes: [] }).settings).toMatchObject({
			...{ saveDataErrorExecution: 'none', saveDataSuccessExecution: 'none' },
			...{ saveManualExecutions: false, saveExecutionProgress: false },
		});
	});

	it('gives what its last node put out, or nothing', async () => {
		const items = [{ json: { id: 1 } }];
		const started: IWorkflowBase[] = [];
		expect(await runInline(contextOf([items], started), [node('A')])).toEqual(items);
		expect(await runInline(contextOf(), [node('A')])).toEqual([]);
		expect(started.map(({ nodes }) => nodes.length)).toEqual([2]);
	});
});
