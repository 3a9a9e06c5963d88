import './environment.mts';
import type {
	ExecuteWorkflowData,
	IExecuteWorkflowInfo,
	INodeExecutionData,
	INodeParameters,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { providerById } from '../../../core/index.ts';
import { quotesTarget } from '../../../nodes/AskForTapback/questions/quotes-target.ts';
import type { ProviderId } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { createDataTable, type DataTable } from './data-table.mts';
import type { TestCredentials } from './credentials.mts';
import { overviewOf, type Harness } from './harness.mts';
import { packageNode, runWithItems, type NodeSettings, type RunResult } from './workflow.mts';

export const HUMAN = '+12025550123';

export interface AskOptions extends Partial<Omit<NodeSettings, 'parameters'>> {
	operation?: 'sendAndWait' | 'wait';
	parameters?: INodeParameters;
	/** One item for each entry. Expressions read its fields. */
	items?: INodeExecutionData['json'][];
	credentials?: TestCredentials;
	mode?: WorkflowExecuteMode;
	more?: Partial<IWorkflowExecuteAdditionalData>;
	/** How n8n runs the node: an agent's tool, or the human review of a tool, has another type. */
	asType?: 'Tool' | 'HitlTool';
}

export interface AskRun extends RunResult {
	/** The inline workflows that the node ran, all of them for its Data Table. */
	started: IWorkflowBase[];
	table: DataTable;
}

/** Gives each run its own id, as in n8n. */
let count = 0;

/** Runs the node with the items, in a workflow that is not published. */
export async function ask(harness: Harness, provider: ProviderId, options: AskOptions = {}): Promise<AskRun> {
	const {
		operation = 'sendAndWait',
		parameters = {},
		items = [{}],
		credentials = harness.credentials(),
		mode,
		more,
		asType,
		...settings
	} = options;
	const node = packageNode(harness.built, 'askForTapback', {
		...settings,
		parameters: { provider, operation, ...fieldsOf(harness, provider, operation), ...parameters },
	});
	if (asType !== undefined) node.type += asType;
	const started: IWorkflowBase[] = [];
	const table = createDataTable();
	async function executeWorkflow({ code }: IExecuteWorkflowInfo): Promise<ExecuteWorkflowData> {
		if (code === undefined) throw new Error('It starts a workflow by its id.');
		started.push(code);
		return { executionId: `child-${started.length}`, data: [table.run(code)] };
	}
	const run = await runWithItems(harness.built, node, {
		items: items.map((json) => ({ json })),
		...{ credentials, mode, more: { executionId: `execution-${(count += 1)}`, executeWorkflow, ...more } },
	});
	return { ...run, started, table };
}

/** The items with which n8n resumes the parked node at its deadline. */
export function inputWhileParked({ run }: AskRun): INodeExecutionData['json'][] {
	return parkedItems(run).map(({ json }) => json);
}

/** The questions of a run that parked with its own webhook. */
export function parkedQuestions({ run }: AskRun): unknown[] {
	const [first] = parkedItems(run);
	const signed = String(Object(Object(first?.tapbackParked).run).questions);
	return JSON.parse(signed.slice(signed.indexOf(' '))).questions;
}

function parkedItems(run: RunResult['run']): INodeExecutionData[] {
	return run.data.executionData?.nodeExecutionStack[0]?.data.main?.[0] ?? [];
}

export function fieldsOf(harness: Harness, provider: ProviderId, operation: 'sendAndWait' | 'wait'): INodeParameters {
	const { ask: asking, registration } = scenarioOf({ id: provider });
	const overview = overviewOf(harness, provider);
	const needed = registration.fields(overview);
	if (operation === 'wait') {
		const which = quotesTarget(providerById(provider)) ? { messageText: 'Shall I book it?', to: HUMAN } : { messageId: '={{ $json.id }}' };
		return { ...needed, ...which };
	}
	const line = asking.withoutLine === undefined ? {} : asking.fields(overview, 0);
	return { ...needed, ...line, message: 'Shall I book it?', to: HUMAN };
}
