import { z } from 'zod';
import { publicationOf, type PublicationStatus } from './publication.mts';
import type { N8nSession } from './session.mts';
import type { Workflow, WorkflowNode } from './workflow.mts';

/** A workflow with an Inbound Tapback trigger. */
export interface Listener {
	id: string;
	name: string;
	/** The version that n8n runs; `undefined` if the workflow is not published. */
	publishedVersionId: string | undefined;
	/** The production URLs of the triggers that n8n could register. Without one, the workflow doesn't listen. */
	webhookUrls: string[];
}

export interface ListenerCalls {
	/** All workflows with such a trigger, the oldest first. Without changes, only the list is read from n8n. */
	listeners(): Promise<Listener[]>;
}

export interface WorkflowReads {
	workflow(id: string): Promise<Workflow>;
	webhookUrls(id: string, nodes: readonly WorkflowNode[]): Promise<string[]>;
}

const TRIGGER_TYPE = 'n8n-nodes-tapback.inboundTapback';
const FILTER = encodeURIComponent(JSON.stringify({ triggerNodeTypes: [TRIGGER_TYPE], isArchived: false }));

const rowSchema = z.object({
	id: z.string(),
	name: z.string(),
	activeVersionId: z.string().nullable(),
	publicationStatus: z.string().optional(),
});

type Row = z.infer<typeof rowSchema>;

/** For n8n 2.41: 2.8 has neither this filter nor the state of a trigger. */
export function createListeners(session: N8nSession, { workflow, webhookUrls }: WorkflowReads): ListenerCalls {
	const known = new Map<string, { state: string; urls: string[] }>();

	async function urlsOf({ id, activeVersionId, publicationStatus }: Row): Promise<string[]> {
		if (activeVersionId === null) return [];
		const state = `${activeVersionId} ${publicationStatus}`;
		const old = known.get(id);
		if (old?.state === state) return old.urls;
		const publication = await publicationOf(session, id);
		const { nodes, activeVersion } = await workflow(id);
		const urls = await webhookUrls(id, registered(activeVersion?.nodes ?? nodes, publication));
		// While n8n still publishes a new version, the list shows the state before.
		if (publication?.status === 'in_progress') known.delete(id);
		else known.set(id, { state, urls });
		return urls;
	}

	return {
		async listeners() {
			const rows = await session.call({ method: 'GET', path: `/workflows?filter=${FILTER}` }, z.array(rowSchema));
			const found: Listener[] = [];
			for (const row of rows) {
				const { id, name, activeVersionId } = row;
				found.push({ id, name, publishedVersionId: activeVersionId ?? undefined, webhookUrls: await urlsOf(row) });
			}
			return found;
		},
	};
}

function registered(nodes: readonly WorkflowNode[], publication: PublicationStatus | undefined): WorkflowNode[] {
	const activated = new Set(publication?.triggers.filter(({ status }) => status === 'activated').map(({ nodeId }) => nodeId));
	return nodes.filter(({ id, type }) => type === TRIGGER_TYPE && id !== undefined && activated.has(id));
}
