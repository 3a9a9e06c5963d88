import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { createN8nClient } from '../../../host/n8n/api/client.mts';
import type { Message } from '../../../sandbox/src/index.mts';

export const ANSWER_WITHIN_MS = 120_000;
/** The example whose form asks for a booking. */
export const ASKING = 'Approve before booking';

interface Booking {
	formUrl: string;
	pageUrl: string;
	n8nUrl: string;
	when: string;
}

/** Sends the form for a booking, answers its question with a 👍, and gives the tapbacks in the end. */
export async function askAndApprove({ formUrl, pageUrl, n8nUrl, when }: Booking): Promise<string[]> {
	const form = new FormData();
	for (const [index, value] of ['a table for six', when].entries()) form.set(`field-${index}`, value);
	assert.equal((await fetch(formUrl, { method: 'POST', body: form })).status, 200);
	const atLinq = `${pageUrl}/control/linq`;
	const messages = async (): Promise<Message[]> => (await fetch(`${atLinq}/messages`)).json();
	const question = async () =>
		(await messages()).find(({ parts }) => JSON.stringify(parts).includes(`Shall I book a table for six ${when}?`));
	await until(question, ANSWER_WITHIN_MS, 'the question');
	const messageId = (await question())?.id ?? '';
	const tapbacks = `${atLinq}/messages/${messageId}/tapbacks`;
	await untilItWaits(n8nUrl, ASKING);
	await post(`${atLinq}/reactions`, { messageId, reaction: 'like' });
	await until(async () => (await standing(tapbacks)).length === 2, ANSWER_WITHIN_MS, 'two tapbacks');
	return (await standing(tapbacks)).sort();
}

export async function until(isSo: () => unknown, withinMs: number, what: string): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!(await isSo())) {
		assert.ok(Date.now() < deadline, `Waited ${withinMs / 1000} s in vain for ${what}.`);
		await sleep(100);
	}
}

export async function post(url: string, body: unknown): Promise<void> {
	const { status } = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
	assert.equal(status, 200);
}

export async function standing(url: string): Promise<string[]> {
	const tapbacks: unknown = await (await fetch(url)).json();
	assert.ok(Array.isArray(tapbacks));
	return tapbacks.map((tapback: { from: string; reaction: string }) => `${tapback.from}: ${tapback.reaction}`);
}

/** Waits until one run of the workflow is waiting, and none is active. */
async function untilItWaits(n8nUrl: string, name: string): Promise<void> {
	const client = createN8nClient(n8nUrl);
	await client.signIn();
	const asking = (await client.workflows()).find((workflow) => workflow.name === name);
	const statuses = async () => (await client.executionRows(asking?.id ?? '')).map(({ status }) => status);
	const waits = async () => (await statuses()).includes('waiting') && !(await statuses()).includes('running');
	await until(waits, ANSWER_WITHIN_MS, 'n8n to wait for the answer');
}
