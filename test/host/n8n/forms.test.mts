import { describe, expect, it } from '@jest/globals';

import { createForms } from '../../../host/n8n/api/forms.mts';
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
	const { forms } = createForms(session, {
		async workflow(id) {
			stored.asked++;
			const edited = { name: 'Book', nodes: [], connections: {}, active: true, versionId: 'v9' };
			return workflowSchema.parse({ id, ...edited, activeVersion: { nodes } });
		},
		webhookUrls: async (_id, found) => found.map(({ name }) => `http://n8n/form/${name}`),
	});
	return { stored, forms };
}

describe('forms', () => {
	it('are those of the published version', async () => {
		expect(await n8nWith([FORM, ASK]).forms()).toEqual([{ id: 'w', name: 'Book', formUrl: 'http://n8n/form/Form' }]);
	});

	it.each([
		['asks nothing', [FORM]],
		['has its form turned off', [{ ...FORM, disabled: true }, ASK]],
		['has its question turned off', [FORM, { ...ASK, disabled: true }]],
	])('leave out a workflow that %s', async (_, nodes) => {
		expect(await n8nWith(nodes).forms()).toEqual([]);
	});

	it('leave out a workflow that is not published', async () => {
		expect(await n8nWith([FORM, ASK], null).forms()).toEqual([]);
	});

	it('are looked at closely once for each version', async () => {
		const { stored, forms } = n8nWith([FORM, ASK]);
		await forms();
		await forms();
		expect(stored.asked).toBe(1);
		stored.versionId = 'v2';
		await forms();
		expect(stored.asked).toBe(2);
	});
});
