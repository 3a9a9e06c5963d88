import type { IExecuteFunctions, INode, INodeExecutionData, IWorkflowBase } from 'n8n-workflow';

/** A node of an inline workflow. No parameter may start with `=`, because n8n would evaluate it as an expression. */
export type InlineNode = Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Partial<Pick<INode, 'id' | 'credentials'>>;

const START: InlineNode = {
	name: 'Start',
	type: 'n8n-nodes-base.executeWorkflowTrigger',
	typeVersion: 1.1,
	parameters: { inputSource: 'passthrough' },
};

/**
 * A workflow that exists only in memory, whose nodes run one after another. Community nodes can use n8n's Data Tables only
 * in this way, because `getDataTableProxy` refuses them.
 */
export function inlineWorkflow(
	context: IExecuteFunctions,
	{ nodes, loopsBackTo }: { nodes: readonly InlineNode[]; loopsBackTo?: string },
): IWorkflowBase {
	const { id = '', name = '' } = context.getWorkflow();
	const now = new Date();
	const all = [START, ...nodes];
	const names = [...all.map((node) => node.name), ...(loopsBackTo === undefined ? [] : [loopsBackTo])];
	return {
		...{ id, name: name === '' ? 'Tapback' : name, active: false, isArchived: false, activeVersionId: null },
		...{ createdAt: now, updatedAt: now },
		nodes: all.map((node, index) => ({ id: node.name, ...node, position: [index * 220, 0] })),
		connections: Object.fromEntries(
			names.slice(0, -1).map((from, index) => [from, { main: [[{ node: names[index + 1] ?? '', type: 'main' as const, index: 0 }]] }]),
		),
		settings: {
			executionOrder: 'v1',
			callerPolicy: 'workflowsFromSameOwner',
			// n8n deletes these executions when they end.
			saveDataErrorExecution: 'none',
			saveDataSuccessExecution: 'none',
			saveManualExecutions: false,
			saveExecutionProgress: false,
		},
	};
}

/** Runs the nodes once. Returns the output of the last one. */
export async function runInline(context: IExecuteFunctions, nodes: readonly InlineNode[]): Promise<INodeExecutionData[]> {
	const { data } = await context.executeWorkflow({ code: inlineWorkflow(context, { nodes }) }, [{ json: {} }]);
	return data[0] ?? [];
}
