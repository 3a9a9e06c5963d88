import assert from 'node:assert/strict';

import { errorOf, isFinished, type ExecutionRow } from '../../host/n8n-execution.mts';
import type { Delivery, Message, Reaction } from '../../sandbox/src/index.mts';
import { groupOf, type QuestionPlan } from './asking-workflow.mts';
import { present, type Stage } from './stage.mts';
import type { ToldResult, ToldResults } from './told-results.mts';
import { lookFor } from './until.mts';

/** A question in a published workflow, and the hand that answers it. */
export interface Question {
	/** Begins to ask: one item for each text. A message that is to stand already is sent before. */
	start(...texts: string[]): Promise<void>;
	/** The message that asks, as soon as it stands at the provider. */
	message(index?: number): Promise<Message>;
	/** The same, once n8n waits for answers. */
	open(): Promise<Message>;
	/** Waits until n8n is done with what came in, and waits again. */
	waits(): Promise<void>;
	/** A tap on the question, by Ana unless told. Gives how it reached n8n, when that is over. */
	tap(reaction: Reaction, options?: TapOptions): Promise<Delivery>;
	/** The same, kept back: it is not sent but by hand. */
	withheldTap(reaction: Reaction, actor: string): Promise<Delivery>;
	/** What it gave to the node after it, which ran once. */
	end(withinMs?: number): Promise<ToldResult['items']>;
	/** How often the node after it ran. */
	timesEnded(): number;
	/** What n8n says, where it fails. */
	failed(): Promise<string>;
}

export interface TapOptions {
	actor?: string;
	/** Another message. */
	on?: string;
}

export interface QuestionStage {
	stage: Stage;
	told: ToldResults;
	workflowId: string;
	/** By what the URL is known through which it hears: its node, or the trigger of the shared workflow. */
	heardAt: string;
	/** The executions of a workflow as they are now, or were not before this moment. */
	rowsOf(workflowId: string, since?: number): Promise<ExecutionRow[]>;
}

const WITHIN_MS = 60_000;
/** More than webhooks ever stand at one provider. */
const ALL = 50;

export function createQuestion(plan: QuestionPlan, { stage, told, workflowId, heardAt, rowsOf }: QuestionStage): Question {
	const { client, control } = stage;
	const { provider, name, whom, operation } = plan;
	let texts: readonly string[] = [];

	function sendFirst(text: string): Message {
		const conversationId = whom === 'group' ? groupOf(stage, provider).id : undefined;
		return control.sendMessage(provider, { from: 'agent', text, conversationId });
	}

	async function start(...given: string[]): Promise<void> {
		texts = given.length > 0 ? given : [`Shall I order it? (${name})`];
		told.give(
			name,
			texts.map((message) => (operation === 'wait' ? { message, messageId: sendFirst(message).id } : { message })),
		);
		const url = await client.webhookUrl(await client.workflow(workflowId), `Start ${name}`);
		const response = await fetch(url, { method: 'POST' });
		assert.equal(response.status, 200, await response.text());
	}

	async function message(index = 0): Promise<Message> {
		const text = texts[index];
		const asks = ({ from, parts: [part] }: Message) => from === 'agent' && part?.type === 'text' && part.text === text;
		return await within(WITHIN_MS, 'to stand at the provider', async () => {
			const found = control.messages(provider).findLast(asks);
			if (found === undefined) await rowsUnderWay();
			return found;
		});
	}

	async function waits(): Promise<void> {
		const since = Date.now();
		await within(WITHIN_MS, 'to wait in n8n', async () => {
			const rows = await rowsUnderWay(since);
			const isWaiting = rows.some(({ id, status }) => id === told.executionOf(name) && status === 'waiting');
			return isWaiting && !rows.some(isAtWork) ? rows : undefined;
		});
	}

	/** All executions of its workflow, where its own has not ended. */
	async function rowsUnderWay(since = 0): Promise<ExecutionRow[]> {
		const rows = await rowsOf(workflowId, since);
		const own = rows.find(({ id }) => id === told.executionOf(name));
		if (own !== undefined && isFinished(own)) throw new Error(`"${name}" ended too soon. ${await reason()}`);
		return rows;
	}

	async function tap(reaction: Reaction, { actor, on }: TapOptions = {}): Promise<Delivery> {
		const messageId = on ?? (await message()).id;
		return await heard(control.react(provider, { messageId, reaction, actor }).deliveries);
	}

	async function withheldTap(reaction: Reaction, actor: string): Promise<Delivery> {
		const { id: messageId } = await message();
		control.addDeliveryFault(provider, { times: ALL, fault: { kind: 'withhold' } });
		const { deliveries } = control.react(provider, { messageId, reaction, actor });
		control.clearDeliveryFaults(provider);
		return await heard(deliveries);
	}

	/** Of the deliveries to all webhooks, the one through which this question hears. */
	async function heard(ids: readonly string[]): Promise<Delivery> {
		const isOwn = ({ id, url }: Delivery) => ids.includes(id) && url.includes(heardAt);
		const own = () => present(control.deliveries({ provider, limit: 500 }).find(isOwn), `delivery to ${heardAt}`);
		own();
		await within(WITHIN_MS, 'to be delivered to', () => (own().state === 'pending' ? undefined : true));
		return own();
	}

	async function end(withinMs = WITHIN_MS): Promise<ToldResult['items']> {
		const result = await within(withinMs, 'to end', () => told.of(name)[0]);
		assert.equal(told.of(name).length, 1, 'The node after it ran more than once.');
		const broken = result.items.find(({ json }) => !('approved' in json) || 'error' in json);
		if (broken !== undefined) throw new Error(`"${name}" has no answer: ${JSON.stringify(broken.json)}`);
		return result.items;
	}

	async function failed(): Promise<string> {
		const ended = async () => (await rowsOf(workflowId)).find((row) => row.id === told.executionOf(name) && isFinished(row));
		const { id } = await within(WITHIN_MS, 'to fail', ended);
		return errorOf(await client.execution(id)) ?? '';
	}

	async function within<T>(ms: number, what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
		const found = await lookFor(look, ms);
		if (found !== undefined) return found;
		throw new Error(`"${name}" was ${what} within ${ms / 1000} s. ${await reason()}`);
	}

	async function reason(): Promise<string> {
		const id = told.executionOf(name);
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

	return { start, message, open, waits, tap, withheldTap, end, failed, timesEnded: () => told.of(name).length };
}

function isAtWork({ status }: ExecutionRow): boolean {
	return status === 'new' || status === 'running';
}
