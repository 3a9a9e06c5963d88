import { describe, expect, it } from '@jest/globals';

import { createAsking } from '../../../host/n8n/api/asking.mts';
import type { N8nSession } from '../../../host/n8n/api/session.mts';
import { workflowSchema } from '../../../host/n8n/api/workflow.mts';

const FORM = { name: 'Form', type: 'n8n-nodes-base.formTrigger', typeVersion: 2.3 };
const ASK = { name: 'Ask', type: 'n8n-nodes-tapback.askForTapback', typeVersion: 1 };

/** An n8n with one workflow, as far as it is asked. */
function n8nWith(nodes: object[], versionId: string | null = 'v1') {
	const stored = { versionId, asked: 0 };
	const session: N8nSession = {
		url: 'http://n8n',
		call: async (_request, schema) => schema.parse([{ id: 'w', name: 'Book', activeVersionId: stored.versionId }]),
	};
	const { asking } = createAsking(session, {
		async workflow(id) {
			stored.asked++;
			const edited = { name: 'Book', nodes: [], connections: {}, active: true, versionId: 'v9' };
			return workflowSchema.parse({ id, ...edited, activeVersion: { nodes } });
		},
		webhookUrls: async (_id, found) => found.map(({ name }) => `http://n8n/${name}`),
	});
	return { stored, asking };
}

describe('asking', () => {
	it('gives what the published version asks, and the form that starts it', async () => {
		expect(await n8nWith([FORM, ASK]).asking()).toEqual([
			{ id: 'w', name: 'Book', publishedVersionId: 'v1', webhookUrls: ['http://n8n/Ask'], formUrl: 'http://n8n/Form' },
		]);
	});

	it('has no form of a workflow that something else starts', async () => {
		const [workflow] = await n8nWith([{ ...FORM, disabled: true }, ASK]).asking();
		expect(workflow).toMatchObject({ webhookUrls: ['http://n8n/Ask'], formUrl: undefined });
	});

	it('knows a question that an agent asks with a tool', async () => {
		const [workflow] = await n8nWith([{ ...ASK, type: `${ASK.type}Tool` }]).asking();
		expect(workflow?.webhookUrls).toEqual(['http://n8n/Ask']);
	});

	it.each([
		['asks nothing', [FORM]],
		['has its question turned off', [FORM, { ...ASK, disabled: true }]],
		['relays the answers of others', [{ ...ASK, parameters: { operation: 'relay' } }]],
	])('leaves out a workflow that %s', async (_, nodes) => {
		expect(await n8nWith(nodes).asking()).toEqual([]);
	});

	it('leaves out a workflow that is not published', async () => {
		expect(await n8nWith([FORM, ASK], null).asking()).toEqual([]);
	});

	it('reads a workflow once for each version', async () => {
		const { stored, asking } = n8nWith([FORM, ASK]);
		await asking();
		await asking();
		expect(stored.asked).toBe(1);
		stored.versionId = 'v2';
		await asking();
		expect(stored.asked).toBe(2);
	});
});
