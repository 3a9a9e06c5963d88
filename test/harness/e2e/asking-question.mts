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
	/** Begins to ask: one item for each text. A message that is to stand already is sent before. */
	start(...texts: string[]): Promise<void>;
	/** The message that asks, as soon as it stands at the provider. */
	message(index?: number): Promise<Message>;
	/** The same, once n8n waits for answers. */
	open(): Promise<Message>;
	/** Waits until n8n is done with what came in, and waits again. */
	waits(): Promise<void>;
	/** A tap on the question, by Ana unless another actor is given. Gives the delivery to n8n, once it is over. */
	tap(reaction: Reaction, options?: TapOptions): Promise<Delivery>;
	/** A tap that changes what is stored of the question. Ends when it is stored. */
	recordedTap(reaction: Reaction, options?: TapOptions): Promise<void>;
	/** A tap whose delivery is kept back: the test sends it. */
	withheldTap(reaction: Reaction, actor: string): Promise<Delivery>;
	/** What it gave to the node after it, which ran once. */
	end(): Promise<NodeResult['items']>;
	/** The same for a question that is asked again and again: what it gave in this round, counted from 1. */
	next(round: number): Promise<NodeResult['items']>;
	/** How often the node after it ran. */
	timesEnded(): number;
	/** What n8n says, where it fails. */
	failed(): Promise<string>;
	workflowId: string;
	/** Of the run that asks. */
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
	/** A part of the URL that receives its answers: the webhook id of its node, or of the trigger of the Relay Workflow. */
	receivedAt: string;
	/** The executions of a workflow as they are now, or were not before this moment. */
	rowsOf(workflowId: string, since?: number): Promise<ExecutionRow[]>;
}

/** n8n's own answer when its database doesn't keep up with the machine. Not every provider tries again. */
const BUSY = 503;

/** More than webhooks ever stand at one provider. */
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

	/** All executions of its workflow, where its own has not ended. */
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

	/** Of the deliveries to all webhooks, the one to this question's. */
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
