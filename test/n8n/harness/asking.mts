import './environment.mts';
import type {
	ExecuteWorkflowData,
	ExecuteWorkflowOptions,
	IExecuteWorkflowInfo,
	INodeExecutionData,
	INodeParameters,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import type { TestCredentials } from './credentials.mts';
import type { Stage } from './stage.mts';
import { identityOf } from './trigger.mts';
import { packageNode, runWithItems, type NodeSettings, type RunResult } from './workflow.mts';

export const HUMAN = '+12025550123';
export const LINE = '+12025550101';

export interface AskOptions extends Partial<Omit<NodeSettings, 'parameters'>> {
	operation?: 'sendAndWait' | 'wait';
	parameters?: INodeParameters;
	/** One item for each; their fields are what expressions read. */
	items?: INodeExecutionData['json'][];
	credentials?: TestCredentials;
	mode?: WorkflowExecuteMode;
	more?: Partial<IWorkflowExecuteAdditionalData>;
	/** As what n8n runs the node: an agent's tool or its gate has another type. */
	asType?: 'Tool' | 'HitlTool';
}

/** An inline workflow that the node started. */
export interface Started {
	workflow: IWorkflowBase;
	/** What goes round in it. */
	room: INodeExecutionData['json'];
	options: ExecuteWorkflowOptions;
	/** What n8n would go on with just then, if the waiting broke off. */
	inputMeanwhile?: INodeExecutionData[];
}

export interface AskRun extends RunResult {
	started: Started[];
}

/** What an inline workflow comes back with. */
export type Answer = (started: Started, count: number) => Partial<ExecuteWorkflowData> | Promise<Partial<ExecuteWorkflowData>>;

const PARKED: Answer = ({ room }) => ({ data: [[{ json: room }]], waitTill: new Date(8.64e15) });

/** Every run has an id of its own, as in n8n. */
let count = 0;

/** Runs the node with the items, and captures what it starts in place of running that. It is parked, unless `answer` says otherwise. */
export async function ask(stage: Stage, provider: ProviderId, options: AskOptions = {}, answer: Answer = PARKED): Promise<AskRun> {
	const {
		operation = 'sendAndWait',
		parameters = {},
		items = [{}],
		credentials = stage.credentials(),
		mode,
		more,
		asType,
		...settings
	} = options;
	const node = packageNode(stage.built, 'askForTapback', {
		...settings,
		parameters: { provider, operation, ...fieldsOf(stage, provider, operation), ...parameters },
	});
	if (asType !== undefined) node.type += asType;
	const started: Started[] = [];
	async function executeWorkflow(
		info: IExecuteWorkflowInfo,
		_: IWorkflowExecuteAdditionalData,
		given: ExecuteWorkflowOptions,
	): Promise<ExecuteWorkflowData> {
		if (info.code === undefined) throw new Error('It starts a workflow by its id.');
		const one: Started = { workflow: info.code, room: given.inputData?.[0]?.json ?? {}, options: given };
		started.push(one);
		return { executionId: `child-${started.length}`, data: [[]], ...(await answer(one, started.length)) };
	}
	const run = await runWithItems(stage.built, node, {
		items: items.map((json) => ({ json })),
		...{ credentials, mode, more: { executionId: `execution-${(count += 1)}`, executeWorkflow, ...more } },
	});
	return { ...run, started };
}

/** What stays in n8n's stack while the node is parked: with that it goes on if the waiting breaks off. */
export function inputWhileParked({ run }: AskRun): INodeExecutionData['json'][] {
	const [parked] = run.data.executionData?.nodeExecutionStack ?? [];
	return (parked?.data.main?.[0] ?? []).map(({ json }) => json);
}

export function fieldsOf(stage: Stage, provider: ProviderId, operation: 'sendAndWait' | 'wait'): INodeParameters {
	const identity = provider === 'inkbox' ? { identityId: identityOf(stage) } : {};
	if (operation === 'wait') {
		const which = provider === 'sendblue' ? { messageText: 'Shall I book it?', to: HUMAN } : { messageId: '={{ $json.id }}' };
		return { ...identity, ...which };
	}
	const line = provider === 'sendblue' || provider === 'agentphone' ? { fromNumber: LINE } : {};
	return { ...identity, ...line, message: 'Shall I book it?', to: HUMAN };
}
