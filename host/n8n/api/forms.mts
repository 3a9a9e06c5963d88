import { z } from 'zod';
import type { N8nSession } from './session.mts';
import type { WorkflowReads } from './listeners.mts';
import type { WorkflowNode } from './workflow.mts';

/** A published workflow that is started by a form, and then asks in Messages. */
export interface AskingForm {
	id: string;
	name: string;
	/** Where the form is. */
	formUrl: string;
}

export interface FormCalls {
	/** The oldest first. A quiet n8n is asked for its list only. */
	forms(): Promise<AskingForm[]>;
}

const FORM_TYPE = 'n8n-nodes-base.formTrigger';
const ASKING_TYPE = 'n8n-nodes-tapback.askForTapback';
const FILTER = encodeURIComponent(JSON.stringify({ triggerNodeTypes: [FORM_TYPE], isArchived: false }));

const rowSchema = z.object({ id: z.string(), name: z.string(), activeVersionId: z.string().nullable() });

/** For n8n 2.41, as the listeners are. */
export function createForms(session: N8nSession, { workflow, webhookUrls }: WorkflowReads): FormCalls {
	const known = new Map<string, { versionId: string; formUrl: string | undefined }>();

	async function formUrlOf(id: string, versionId: string): Promise<string | undefined> {
		const old = known.get(id);
		if (old?.versionId === versionId) return old.formUrl;
		const { nodes, activeVersion } = await workflow(id);
		const published = activeVersion?.nodes ?? nodes;
		const [formUrl] = published.some(isOf(ASKING_TYPE)) ? await webhookUrls(id, published.filter(isOf(FORM_TYPE))) : [];
		known.set(id, { versionId, formUrl });
		return formUrl;
	}

	return {
		async forms() {
			const rows = await session.call({ method: 'GET', path: `/workflows?filter=${FILTER}` }, z.array(rowSchema));
			const found: AskingForm[] = [];
			for (const { id, name, activeVersionId } of rows) {
				const formUrl = activeVersionId === null ? undefined : await formUrlOf(id, activeVersionId);
				if (formUrl !== undefined) found.push({ id, name, formUrl });
			}
			return found;
		},
	};
}

function isOf(type: string) {
	return (node: WorkflowNode) => node.type === type && node.disabled !== true;
}
