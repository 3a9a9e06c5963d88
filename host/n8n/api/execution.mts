import { parse } from 'flatted';
import { z } from 'zod';

const STILL_GOING = ['new', 'running', 'waiting', 'unknown'];

const errorSchema = z.object({ message: z.string(), description: z.string().nullish(), name: z.string().optional() }).passthrough();

const itemSchema = z
	.object({ json: z.record(z.unknown()), pairedItem: z.unknown().optional(), error: z.unknown().optional() })
	.passthrough();

const taskSchema = z
	.object({
		executionStatus: z.string().optional(),
		error: errorSchema.optional(),
		data: z.record(z.array(z.array(itemSchema).nullable())).optional(),
	})
	.passthrough();

const startSchema = z.object({ data: z.object({ main: z.array(z.array(itemSchema).nullable()) }).passthrough() }).passthrough();

const runSchema = z
	.object({
		executionData: z
			.object({ nodeExecutionStack: z.array(startSchema).catch([]) })
			.passthrough()
			.nullish(),
		resultData: z
			.object({
				runData: z.record(z.array(taskSchema)).default({}),
				error: errorSchema.optional(),
				lastNodeExecuted: z.string().optional(),
			})
			.passthrough(),
	})
	.passthrough();

const rowSchema = z
	.object({
		id: z.coerce.string(),
		workflowId: z.string(),
		status: z.string(),
		mode: z.string(),
		startedAt: z.string().nullish(),
		stoppedAt: z.string().nullish(),
	})
	.passthrough();

/** A line of the executions list, without its data. */
export const executionRowSchema = rowSchema;

const NOTHING_YET = { resultData: {} };

/** An execution with its data, which n8n sends as a `flatted` string; empty if the execution has just begun. */
export const executionSchema = rowSchema.extend({
	data: z.string().transform((flat) => runSchema.parse(parse(flat) ?? NOTHING_YET)),
});

export type ExecutionRow = z.infer<typeof executionRowSchema>;
export type Execution = z.infer<typeof executionSchema>;
export type ExecutionItem = z.infer<typeof itemSchema>;

/** Whether it has ended, successfully or not. A waiting execution has not. */
export function isFinished({ status }: { status: string }): boolean {
	return !STILL_GOING.includes(status);
}

/** The output items of a node's last run; none if it did not run. `output` counts from 0. */
export function itemsOf(execution: Execution, nodeName: string, output = 0): ExecutionItem[] {
	return execution.data.resultData.runData[nodeName]?.at(-1)?.data?.main?.[output] ?? [];
}

/** The input items of the next node when the execution was saved; of a crashed execution, its first items. */
export function pendingItemsOf(execution: Execution): ExecutionItem[] {
	return execution.data.executionData?.nodeExecutionStack[0]?.data.main[0] ?? [];
}

/** The names of the nodes that ran, in no particular order. */
export function nodesRun(execution: Execution): string[] {
	return Object.keys(execution.data.resultData.runData);
}

/** The error of a failed execution as the user sees it: message and description. */
export function errorOf(execution: Execution): string | undefined {
	const { error } = execution.data.resultData;
	if (error === undefined) return undefined;
	return [error.message, error.description].filter((text) => typeof text === 'string' && text !== '').join(' ');
}
