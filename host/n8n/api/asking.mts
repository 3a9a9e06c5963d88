import { z } from 'zod';
import type { N8nSession } from './session.mts';
import type { WorkflowReads } from './listeners.mts';
import type { WorkflowNode } from './workflow.mts';

/** A published workflow that asks in Messages. */
export interface AskingWorkflow {
	id: string;
	name: string;
	publishedVersionId: string;
	/** The production URLs of its nodes' webhooks for answers. */
	webhookUrls: string[];
	/** The address of the form that starts it; `undefined` without a form. */
	formUrl: string | undefined;
}

export interface AskingCalls {
	/** The oldest first. Without changes, only the list is read from n8n. */
	asking(): Promise<AskingWorkflow[]>;
}

type Addresses = Pick<AskingWorkflow, 'webhookUrls' | 'formUrl'>;

const FORM_TYPE = 'n8n-nodes-base.formTrigger';
const ASKING_TYPE = 'n8n-nodes-tapback.askForTapback';
// n8n accepts any node type here, also one that starts nothing.
const FILTER = encodeURIComponent(JSON.stringify({ triggerNodeTypes: [ASKING_TYPE], isArchived: false }));

const rowSchema = z.object({ id: z.string(), name: z.string(), activeVersionId: z.string().nullable() });

/** For n8n 2.41, as the listeners are. */
export function createAsking(session: N8nSession, { workflow, webhookUrls }: WorkflowReads): AskingCalls {
	const known = new Map<string, { versionId: string; addresses: Addresses | undefined }>();

	async function addressesOf(id: string, versionId: string): Promise<Addresses | undefined> {
		const old = known.get(id);
		if (old?.versionId === versionId) return old.addresses;
		const { nodes, activeVersion } = await workflow(id);
		const enabled = (activeVersion?.nodes ?? nodes).filter(({ disabled }) => disabled !== true);
		const asks = enabled.filter(isAsk);
		const addresses = asks.length === 0 ? undefined : await addressesIn(id, { asks, enabled });
		known.set(id, { versionId, addresses });
		return addresses;
	}

	async function addressesIn(id: string, { asks, enabled }: Record<'asks' | 'enabled', WorkflowNode[]>): Promise<Addresses> {
		const forms = enabled.filter(({ type }) => type === FORM_TYPE);
		const [formUrl] = await webhookUrls(id, forms);
		return { webhookUrls: await webhookUrls(id, asks), formUrl };
	}

	return {
		async asking() {
			const rows = await session.call({ method: 'GET', path: `/workflows?filter=${FILTER}` }, z.array(rowSchema));
			const found: AskingWorkflow[] = [];
			for (const { id, name, activeVersionId } of rows) {
				if (activeVersionId === null) continue;
				const addresses = await addressesOf(id, activeVersionId);
				if (addresses !== undefined) found.push({ id, name, publishedVersionId: activeVersionId, ...addresses });
			}
			return found;
		},
	};
}

/** Also as the tool of an agent, for which n8n derives another type. A node that relays asks nothing. */
function isAsk({ type, parameters }: WorkflowNode): boolean {
	return type.startsWith(ASKING_TYPE) && parameters.operation !== 'relay';
}
