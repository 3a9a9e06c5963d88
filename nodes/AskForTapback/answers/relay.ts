import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { TapbackError, providerById, readTapbackEvent, type QuestionEvent } from '../../../core';
import { openDesk } from './answer-desk';
import { applyRelayed } from './apply-answer';

/*
 * For providers that allow one webhook, if a workflow with Inbound Tapback has registered it: there the trigger is connected
 * to an Ask for Tapback with the operation Relay Tapbacks, which applies the tapbacks to the waiting questions.
 */

/** Keys of an item that asks a Relay Workflow whether it can read a new question, and of its answer. */
const CHECK = 'tapbackRelayCheck';
const SEEN = 'tapbackRelaySees';
const TRIGGER_TYPE = /\binboundTapback$/;

/** @throws TapbackError REFUSED if the workflow can't read this question: it is in another project, or isn't a Relay Workflow */
export async function requireRelay(context: IExecuteFunctions, workflowId: string, key: string): Promise<void> {
	const { data } = await context.executeWorkflow({ id: workflowId }, [{ json: { [CHECK]: key } }]).catch((error: unknown) => {
		throw refused(error instanceof Error ? error.message : String(error));
	});
	if ((data[0] ?? []).some(({ json }) => json[SEEN] === key)) return;
	throw refused('It ran, and can’t read the question: it may be in another project, or use another credential.');
}

/** The operation Relay Tapbacks: applies the items of Inbound Tapback, and answers checks. */
export async function relay(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const desk = await openDesk(context, providerById(String(context.getNodeParameter('provider', 0))));
	const items = context.getInputData();
	const checks = items.flatMap(({ json }) => (typeof json[CHECK] === 'string' ? [json[CHECK]] : []));
	if (checks.length > 0) {
		const rows = await desk.table.findByKeys(checks);
		return [rows.map(({ key }) => ({ json: { [SEEN]: key } }))];
	}
	requireTrigger(context);
	// The trigger may also start on messages, which don't count here.
	const tapbacks = items.filter(({ json }) => json.kind !== 'message');
	for (const { json } of tapbacks) await applyRelayed(desk, toEvent(context, json));
	return [items];
}

/** Only items that the trigger verified may answer. @throws TapbackError INVALID_INPUT for items of another node, or of a test run */
function requireTrigger(context: IExecuteFunctions): void {
	const previous = context.getExecuteData().source?.main?.[0]?.previousNode;
	const parents = context.getParentNodes(context.getNode().name, { depth: 1 });
	const isTrigger = parents.some(({ name, type }) => name === previous && TRIGGER_TYPE.test(type));
	const isProduction = context.getMode() === 'webhook' || context.getMode() === 'trigger';
	if (isTrigger && isProduction) return;
	throw new TapbackError(
		'INVALID_INPUT',
		isTrigger
			? 'Relay applies tapbacks that arrive at the published workflow only, because the items of a test run can be edited. Publish the workflow, and tap.'
			: 'Relay must be connected directly to Inbound Tapback, because only what the trigger verified may answer a question.',
	);
}

function toEvent(context: IExecuteFunctions, json: INodeExecutionData['json']): QuestionEvent {
	const event = readTapbackEvent(json);
	if (event !== undefined) return { type: 'tapback', event };
	throw new TapbackError('INVALID_INPUT', `${context.getNode().name} got an item that is no event of Inbound Tapback.`);
}

function refused(why: string): TapbackError {
	return new TapbackError(
		'REFUSED',
		`The workflow in Relay Workflow can’t pass tapbacks on to this question: ${why} Check that it is published, and made from the example “Relay tapbacks to waiting questions”. Nothing was sent.`,
		{ field: 'relayWorkflow' },
	);
}
