import type { IConnections, IExecuteFunctions, INode, IWorkflowBase, IWorkflowSettings } from 'n8n-workflow';

export const STEPS = ['listen', 'tick', 'close'] as const;
export type Step = (typeof STEPS)[number];

const TRIGGER = 'Start';
const IF = 'Settled?';
const PLACES = ['trigger', 'listen', 'tick', 'if', 'close'];
const NAMES: Record<Step, string> = { listen: 'Listen', tick: 'Look at the Clock', close: 'Close' };

/**
 * The workflow that waits in place of the node: it is parked, goes on with each answer and when its time is up, and
 * waits again until all is settled. Its nodes hold nothing that a person wrote: what starts with = would be evaluated.
 */
export function waitingWorkflow(context: IExecuteFunctions): IWorkflowBase {
	const { id = '', name = '' } = context.getWorkflow();
	const now = new Date();
	return {
		id,
		name: name === '' ? 'Waiting for tapbacks' : name,
		active: false,
		isArchived: false,
		createdAt: now,
		updatedAt: now,
		activeVersionId: null,
		nodes: [
			standard('trigger', TRIGGER, 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }),
			stepNode(context, 'listen'),
			stepNode(context, 'tick'),
			standard('if', IF, 'n8n-nodes-base.if', 1, { conditions: { boolean: [{ value1: '={{ $json.isSettled }}', value2: true }] } }),
			stepNode(context, 'close'),
		],
		connections: connections(),
		settings: { ...savingSettings(context), executionOrder: 'v1', callerPolicy: 'workflowsFromSameOwner' },
	};
}

/** The listening step has the node's own id, by which its URL ends. */
function stepNode(context: IExecuteFunctions, step: Step): INode {
	const { id, type, typeVersion, credentials } = context.getNode();
	return {
		id: step === 'listen' ? id : `${id}-${step}`,
		name: NAMES[step],
		// As an agent's tool, or its gate, n8n gives the node another type; here it is a node like any other.
		type: type.replace(/(?:Hitl)?Tool$/, ''),
		typeVersion,
		position: at(step),
		credentials,
		// With sendAndWait n8n would want its own signature in the URL, over all of it.
		parameters: { provider: String(context.getNodeParameter('provider', 0)), operation: 'wait', step },
	};
}

function standard(id: string, name: string, type: string, typeVersion: number, parameters: INode['parameters']): INode {
	return { id, name, type, typeVersion, position: at(id), parameters };
}

/** Side by side: a person may look at the execution in n8n's list. */
function at(place: string): [number, number] {
	return [PLACES.indexOf(place) * 220, 0];
}

function connections(): IConnections {
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	return {
		[TRIGGER]: { main: [to(NAMES.listen)] },
		[NAMES.listen]: { main: [to(NAMES.tick)] },
		[NAMES.tick]: { main: [to(IF)] },
		[IF]: { main: [to(NAMES.close), to(NAMES.listen)] },
	};
}

/** Its executions are kept as those of the workflow are. */
function savingSettings(context: IExecuteFunctions): IWorkflowSettings {
	const { saveDataErrorExecution, saveDataSuccessExecution, saveManualExecutions, saveExecutionProgress } = context.getWorkflowSettings();
	return { saveDataErrorExecution, saveDataSuccessExecution, saveManualExecutions, saveExecutionProgress };
}
