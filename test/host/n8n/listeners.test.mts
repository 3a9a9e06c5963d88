import { describe, expect, it } from '@jest/globals';

import { createListeners } from '../../../host/n8n/api/listeners.mts';
import type { N8nSession } from '../../../host/n8n/api/session.mts';
import { workflowSchema } from '../../../host/n8n/api/workflow.mts';

type Trigger = { nodeId: string; status: string };

/** An n8n with one workflow, as far as it is asked. */
function n8nWith(row: { activeVersionId: string | null; publicationStatus?: string }, triggers: Trigger[] = [], status = 'published') {
	const asked: string[] = [];
	const stored = { row, triggers, status, nodes: ['t1'] };
	const node = (id: string) => ({ id, name: id, type: 'n8n-nodes-tapback.inboundTapback', typeVersion: 1, webhookId: id });
	const session: N8nSession = {
		url: 'http://n8n',
		async call({ path }, schema) {
			asked.push(path.replace(/\?.*/, ''));
			if (path.startsWith('/workflows?')) return schema.parse([{ id: 'w', name: 'Answer', ...stored.row }]);
			return schema.parse({ status: stored.status, liveVersionId: null, triggers: stored.triggers });
		},
	};
	const { listeners } = createListeners(session, {
		async workflow(id) {
			asked.push(`workflow ${id}`);
			const published = { nodes: stored.nodes.map(node) };
			const edited = { name: 'Answer', nodes: [node('edited')], connections: {}, active: true, versionId: 'v9' };
			return workflowSchema.parse({ id, ...edited, activeVersion: published });
		},
		webhookUrls: async (_id, nodes) => nodes.map(({ id }) => `http://n8n/webhook/${id}/tapback`),
	});
	return { asked, stored, listeners };
}

const published = { activeVersionId: 'v1', publicationStatus: 'published' };
const activated = { nodeId: 't1', status: 'activated' };

describe('listeners', () => {
	it('gives the URLs of the published version, not of what was edited since', async () => {
		const { listeners } = n8nWith(published, [activated]);
		expect(await listeners()).toEqual([
			{ id: 'w', name: 'Answer', publishedVersionId: 'v1', webhookUrls: ['http://n8n/webhook/t1/tapback'] },
		]);
	});

	it('leaves out the triggers that n8n could not register', async () => {
		const { stored, listeners } = n8nWith({ ...published, publicationStatus: 'partial' }, [activated, { nodeId: 't2', status: 'failed' }]);
		stored.nodes = ['t1', 't2'];
		expect((await listeners())[0]?.webhookUrls).toEqual(['http://n8n/webhook/t1/tapback']);
	});

	it('asks nothing more of a workflow that is not published', async () => {
		const { asked, listeners } = n8nWith({ activeVersionId: null });
		expect(await listeners()).toEqual([{ id: 'w', name: 'Answer', publishedVersionId: undefined, webhookUrls: [] }]);
		expect(asked).toEqual(['/workflows']);
	});

	it('asks for the list only while nothing changes', async () => {
		const { asked, listeners } = n8nWith(published, [activated]);
		await listeners();
		asked.length = 0;
		expect((await listeners())[0]?.webhookUrls).toHaveLength(1);
		expect(asked).toEqual(['/workflows']);
	});

	it('looks closely again when the version or the state changed', async () => {
		const { stored, listeners } = n8nWith(published, [activated]);
		await listeners();
		stored.row = { activeVersionId: 'v1', publicationStatus: 'failed' };
		stored.triggers = [{ nodeId: 't1', status: 'failed' }];
		expect((await listeners())[0]?.webhookUrls).toEqual([]);
	});

	it('does not keep what it saw while n8n was still at work', async () => {
		const { stored, listeners } = n8nWith(published, [], 'in_progress');
		expect((await listeners())[0]?.webhookUrls).toEqual([]);
		Object.assign(stored, { status: 'published', triggers: [activated] });
		expect((await listeners())[0]?.webhookUrls).toHaveLength(1);
	});
});
