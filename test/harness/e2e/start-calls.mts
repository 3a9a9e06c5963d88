import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { createN8nClient } from '../../../host/n8n/api/client.mts';

export const ANSWER_WITHIN_MS = 120_000;

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
export async function untilItWaits(n8nUrl: string, name: string): Promise<void> {
	const client = createN8nClient(n8nUrl);
	await client.signIn();
	const asking = (await client.workflows()).find((workflow) => workflow.name === name);
	const statuses = async () => (await client.executionRows(asking?.id ?? '')).map(({ status }) => status);
	const waits = async () => (await statuses()).includes('waiting') && !(await statuses()).includes('running');
	await until(waits, ANSWER_WITHIN_MS, 'n8n to wait for the answer');
}
