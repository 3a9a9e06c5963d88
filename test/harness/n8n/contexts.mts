import './environment.mts';
import { ExecuteContext, HookContext, LoadOptionsContext } from 'n8n-core';
import {
	createRunExecutionData,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type INode,
	type INodeParameters,
	type Workflow,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import type { TestCredentials } from './credentials.mts';
import { additionalData } from './workflow.mts';

export interface ContextOptions {
	workflow: Workflow;
	node: INode;
	credentials: TestCredentials;
	/** The URL at which the provider reaches this n8n. */
	webhookBaseUrl?: string;
	/** Why n8n registers. Default: a user publishes the workflow. */
	activation?: WorkflowActivateMode;
}

/** The context of checkExists, create and delete. */
export function hookContext({ workflow, node, credentials, webhookBaseUrl, activation = 'activate' }: ContextOptions): IHookFunctions {
	const data = additionalData(credentials, webhookBaseUrl === undefined ? {} : { webhookBaseUrl });
	return new HookContext(workflow, node, data, 'trigger', activation);
}

/** The context of execute(), with the signal by which n8n cancels an execution. */
export function executeContext({ workflow, node, credentials }: ContextOptions, cancel?: AbortSignal): ExecuteContext {
	const items = [{ json: {} }];
	const input = { main: [items] };
	const run = createRunExecutionData({});
	return new ExecuteContext(
		workflow,
		node,
		additionalData(credentials),
		'manual',
		run,
		0,
		items,
		input,
		{ node, data: input, source: null },
		[],
		cancel,
	);
}

/** The context in which an option list is loaded. The parameters are those in the open panel, not yet saved. */
export function loadOptionsContext({ workflow, node, credentials }: ContextOptions, parameters: INodeParameters): ILoadOptionsFunctions {
	return new LoadOptionsContext(workflow, node, additionalData(credentials, { currentNodeParameters: parameters }), '');
}
