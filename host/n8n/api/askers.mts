import { z } from 'zod';
import type { N8nSession } from './session.mts';

/** A published workflow with an Ask for Tapback node. */
export interface Asker {
	id: string;
	name: string;
	/** The version that n8n runs. */
	publishedVersionId: string;
}

export interface AskerCalls {
	/** The oldest first. */
	askers(): Promise<Asker[]>;
}

// n8n searches this text in the types of the nodes, so it also finds the tool and the human review of the node.
const ASKING_TYPE = 'n8n-nodes-tapback.askForTapback';
const FILTER = encodeURIComponent(JSON.stringify({ triggerNodeTypes: [ASKING_TYPE], isArchived: false }));

const rowSchema = z.object({ id: z.string(), name: z.string(), activeVersionId: z.string().nullable() });

/** For n8n 2.41, as the listeners are. */
export function createAskers(session: N8nSession): AskerCalls {
	return {
		async askers() {
			const rows = await session.call({ method: 'GET', path: `/workflows?filter=${FILTER}` }, z.array(rowSchema));
			return rows.flatMap(({ id, name, activeVersionId }) =>
				activeVersionId === null ? [] : { id, name, publishedVersionId: activeVersionId },
			);
		},
	};
}
