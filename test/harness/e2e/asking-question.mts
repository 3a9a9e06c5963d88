import assert from 'node:assert/strict';

import { errorOf, isFinished, type ExecutionRow } from '../../../host/n8n/api/execution.mts';
import type { Delivery, Message, Reaction } from '../../../sandbox/src/index.mts';
import { groupOf, isQuestion, type QuestionPlan } from './asking-workflow.mts';
import { present, type Harness } from './harness.mts';
import type { NodeResult, ResultsServer } from './asking-results.mts';
import { LONGEST_MS, lookFor } from './until.mts';
import { rowsOfExecution } from './asking-leftovers.mts';

/** A question in a published workflow, and the person who answers it. */
export interface Question {
	/** Starts a run that asks, with one item for each text. With `wait`, the messages are sent before. */
	start(...texts: string[]): Promise<void>;
	/** The message that asks, as soon as the provider has it. */
	message(index?: number): Promise<Message>;
	/** The same, once n8n waits for answers. */
	open(): Promise<Message>;
	/** Waits until n8n has processed all deliveries and waits for answers again. */
	waits(): Promise<void>;
	/** A tap on the question, by Ana unless another actor is given. Returns the delivery when it has ended. */
	tap(reaction: Reaction, options?: TapOptions): Promise<Delivery>;
	/** A tap that changes the stored question. Returns when the change is stored. */
	recordedTap(reaction: Reaction, options?: TapOptions): Promise<void>;
	/** A tap whose delivery is withheld: the test sends it. */
	withheldTap(reaction: Reaction, actor: string): Promise<Delivery>;
	/** The items that the question put out, once. */
	end(): Promise<NodeResult['items']>;
	/** The same for a question that is asked repeatedly: the items of one round, counted from 1. */
	next(round: number): Promise<NodeResult['items']>;
	/** How often the node after it ran. */
	timesEnded(): number;
	/** The error message of the failed run. */
	failed(): Promise<string>;
	workflowId: string;
	/** The execution that asks. */
	executionId(): string;
}

export interface TapOptions {
	actor?: string;
	/** Another message. */
	on?: string;
}

export interface QuestionHarness {
	harness: Harness;
	results: ResultsServer;
	workflowId: string;
	/** Part of the URL that receives answers: the webhook id of the node, or of the Relay Workflow's trigger. */
	receivedAt: string;
	/** The executions of a workflow, read at or after this moment. */
	rowsOf(workflowId: string, since?: number): Promise<ExecutionRow[]>;
}

/** n8n's answer when its database is too slow. Not every provider repeats the delivery. */
const BUSY = 503;

/** Above the number of webhooks that a provider ever has in these tests. */
const ALL = 50;

export function createQuestion(plan: QuestionPlan, { harness, results, workflowId, receivedAt, rowsOf }: QuestionHarness): Question {
	const { client, control } = harness;
	const { provider, name, whom, operation } = plan;
	let texts: readonly string[] = [];

	function sendFirst(text: string): Message {
		const conversationId = whom === 'group' ? groupOf(harness, provider).id : undefined;
		return control.sendMessage(provider, { from: 'agent', text, conversationId });
	}

	async function start(...given: string[]): Promise<void> {
		texts = given.length > 0 ? given : [`Shall I order it? (${name})`];
		results.forget(name);
		results.give(
			name,
			texts.map((message) => (operation === 'wait' ? { message, messageId: sendFirst(message).id } : { message })),
		);
		const url = await client.webhookUrl(await client.workflow(workflowId), `Start ${name}`);
		const response = await fetch(url, { method: 'POST' });
		assert.equal(response.status, 200, await response.text());
	}

	async function message(index = 0): Promise<Message> {
		const text = present(texts[index], 'text');
		return await within('to stand at the provider', async () => {
			const found = control.messages(provider).findLast((one) => isQuestion(one, text));
			if (found === undefined) await rowsUnderWay();
			return found;
		});
	}

	async function waits(): Promise<void> {
		const since = Date.now();
		await within('to wait in n8n', async () => {
			const rows = await rowsUnderWay(since);
			const isWaiting = rows.some(({ id, status }) => id === results.executionOf(name) && status === 'waiting');
			return isWaiting && !rows.some(isAtWork) ? rows : undefined;
		});
	}

	/** All executions of the workflow, while the one that asks has not ended. */
	async function rowsUnderWay(since = 0): Promise<ExecutionRow[]> {
		const rows = await rowsOf(workflowId, since);
		const own = rows.find(({ id }) => id === results.executionOf(name));
		if (own !== undefined && isFinished(own)) throw new Error(`"${name}" ended too soon. ${await reason()}`);
		return rows;
	}

	async function tap(reaction: Reaction, { actor, on }: TapOptions = {}): Promise<Delivery> {
		const messageId = on ?? (await message()).id;
		return await deliveryOf(control.react(provider, { messageId, reaction, actor }).deliveries);
	}

	async function recordedTap(reaction: Reaction, options: TapOptions = {}): Promise<void> {
		const before = await writes();
		await tap(reaction, options);
		await within('to store the tap', async () => ((await writes()) > before ? true : undefined));
	}

	/** How often the row of the question was written. */
	async function writes(): Promise<number> {
		const [row] = await rowsOfExecution(client, executionId());
		return Number(row?.version ?? 0);
	}

	function executionId(): string {
		return present(results.executionOf(name), 'execution');
	}

	async function withheldTap(reaction: Reaction, actor: string): Promise<Delivery> {
		const { id: messageId } = await message();
		control.addDeliveryFault(provider, { times: ALL, fault: { kind: 'withhold' } });
		const { deliveries } = control.react(provider, { messageId, reaction, actor });
		control.clearDeliveryFaults(provider);
		return await deliveryOf(deliveries);
	}

	/** The delivery to the webhook of this question. */
	async function deliveryOf(ids: readonly string[]): Promise<Delivery> {
		const isOwn = ({ id, url }: Delivery) => ids.includes(id) && url.includes(receivedAt);
		const own = () => present(control.deliveries({ provider, limit: 500 }).find(isOwn), `delivery to ${receivedAt}`);
		own();
		return await within('to be delivered to', async () => {
			const delivery = own();
			if (delivery.state === 'pending') return undefined;
			if (delivery.attempts.at(-1)?.status !== BUSY) return delivery;
			await control.redeliver(delivery.id);
			return undefined;
		});
	}

	async function end(): Promise<NodeResult['items']> {
		return await next(1);
	}

	async function next(round: number): Promise<NodeResult['items']> {
		const result = await within('to end', () => results.of(name)[round - 1]);
		assert.equal(results.of(name).length, round, 'The node after it ran more than once.');
		const broken = result.items.find(({ json }) => !('approved' in json) || 'error' in json);
		if (broken !== undefined) throw new Error(`"${name}" has no answer: ${JSON.stringify(broken.json)}`);
		return result.items;
	}

	async function failed(): Promise<string> {
		const ended = async () => (await rowsOf(workflowId)).find((row) => row.id === results.executionOf(name) && isFinished(row));
		const { id } = await within('to fail', ended);
		return errorOf(await client.execution(id)) ?? '';
	}

	async function within<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
		const found = await lookFor(look);
		if (found !== undefined) return found;
		throw new Error(`"${name}" was ${what} within ${LONGEST_MS / 1000} s. ${await reason()}`);
	}

	async function reason(): Promise<string> {
		const id = results.executionOf(name);
		if (id === undefined) return 'Its workflow did not begin.';
		const execution = await client.execution(id);
		const rows = (await client.executionRows(workflowId)).map((row) => `${row.id} ${row.mode} ${row.status}`);
		return `Execution ${id} is ${execution.status}. ${errorOf(execution) ?? ''} There are: ${rows.join(', ')}.`;
	}

	async function open(): Promise<Message> {
		const asked = await message();
		await waits();
		return asked;
	}

	return {
		...{ workflowId, executionId, start, message, open, waits, tap, recordedTap, withheldTap, end, next, failed },
		timesEnded: () => results.of(name).length,
	};
}

function isAtWork({ status }: ExecutionRow): boolean {
	return status === 'new' || status === 'running';
}
