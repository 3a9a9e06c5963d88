import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import type { AskingWorkflow } from '../../host/n8n/api/asking.mts';
import type { Listener } from '../../host/n8n/api/listeners.mts';
import { TriggerRefusal } from '../../host/n8n/api/publication.mts';
import { createRegistration } from '../../host/register-again.mts';

const listening = (id: string): Listener => ({
	id,
	name: `Workflow ${id}`,
	publishedVersionId: `v${id}`,
	webhookUrls: [`http://n8n/${id}`],
});
const asking = (id: string): AskingWorkflow => ({ ...listening(id), publishedVersionId: `v${id}`, formUrl: undefined });
const failed = (id: string): Listener => ({ ...listening(id), webhookUrls: [] });
const unpublished = (id: string): Listener => ({ ...failed(id), publishedVersionId: undefined });

function n8nWith(listeners: Listener[], { refusal, workflows = [] }: { refusal?: Error; workflows?: AskingWorkflow[] } = {}) {
	const done: string[] = [];
	const lines: string[] = [];
	const load = { now: 0, most: 0 };
	const client = {
		listeners: async () => listeners,
		asking: async () => workflows,
		async deactivate(id: string) {
			load.most = Math.max(load.most, ++load.now);
			done.push(`off ${id}`);
			await sleep(5);
		},
		async activate(id: string, versionId?: string): Promise<never> {
			await sleep(5);
			load.now--;
			done.push(`on ${id} ${versionId}`);
			if (refusal) throw refusal;
			return undefined as never;
		},
	};
	return { done, lines, load, registration: createRegistration({ client, log: (line) => lines.push(line) }) };
}

describe('createRegistration', () => {
	it('publishes the published version again, whatever was edited since', async () => {
		const { done, registration } = n8nWith([listening('1')]);
		await registration.again();
		expect(done).toEqual(['off 1', 'on 1 v1']);
	});

	it('publishes again what only asks, because the sandbox has forgotten the webhook for its answers', async () => {
		const { done, registration } = n8nWith([], { workflows: [asking('1')] });
		await registration.again();
		expect(done).toEqual(['off 1', 'on 1 v1']);
	});

	it('publishes a workflow that listens and asks once', async () => {
		const { done, registration } = n8nWith([listening('1')], { workflows: [asking('1')] });
		await registration.again();
		expect(done).toEqual(['off 1', 'on 1 v1']);
	});

	it('leaves alone what is not published', async () => {
		const { done, registration } = n8nWith([unpublished('1')]);
		await registration.again();
		registration.tryTheRest();
		await registration.stop();
		expect(done).toEqual([]);
	});

	it('does four at a time', async () => {
		const { done, load, registration } = n8nWith(['1', '2', '3', '4', '5', '6'].map(listening));
		await registration.again();
		expect(done.filter((entry) => entry.startsWith('on'))).toHaveLength(6);
		expect(load.most).toBe(4);
	});

	it('does not wait for those that could not be registered the last time, and takes them one by one', async () => {
		const { done, load, registration } = n8nWith([failed('1'), failed('2'), listening('3')]);
		await registration.again();
		expect(done).toEqual(['off 3', 'on 3 v3']);
		registration.tryTheRest();
		while (done.length < 6) await sleep(5);
		expect(done.slice(2)).toEqual(['off 1', 'on 1 v1', 'off 2', 'on 2 v2']);
		expect(load.most).toBe(1);
	});

	it('reports each that is refused in one line, with the words of its trigger, and goes on', async () => {
		const refusal = new TriggerRefusal('1', 'AgentPhone allows one webhook here.');
		const { lines, registration } = n8nWith([listening('1'), listening('2')], { refusal });
		await registration.again();
		expect(lines.sort()).toEqual([
			'The workflow “Workflow 1” is published, but does not listen: AgentPhone allows one webhook here.',
			'The workflow “Workflow 2” is published, but does not listen: AgentPhone allows one webhook here.',
		]);
	});

	it('is silent when n8n is gone: that is said elsewhere', async () => {
		const { lines, registration } = n8nWith([listening('1')], { refusal: new TypeError('fetch failed') });
		await registration.again();
		expect(lines).toEqual([]);
	});

	it('leaves no workflow unpublished when it is stopped, and begins with no other', async () => {
		const { done, registration } = n8nWith([failed('1'), failed('2')]);
		await registration.again();
		registration.tryTheRest();
		const askedAt = Date.now();
		await registration.stop();
		expect(done).toEqual(['off 1', 'on 1 v1']);
		expect(Date.now() - askedAt).toBeLessThan(1000);
		await sleep(30);
		expect(done).toHaveLength(2);
	});
});
