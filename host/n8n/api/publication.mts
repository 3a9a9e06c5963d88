import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { N8nRefusal, type N8nSession } from './session.mts';

const SETTLED_WITHIN_MS = 300_000;

const statusSchema = z.object({
	status: z.enum(['in_progress', 'not_published', 'published', 'partial', 'failed']),
	liveVersionId: z.string().nullable(),
	triggers: z.array(z.object({ nodeId: z.string(), status: z.string(), errorMessage: z.string().nullish() })),
});

export type PublicationStatus = z.infer<typeof statusSchema>;

/** A workflow was activated, but a trigger of it could not be registered. */
export class TriggerRefusal extends Error {
	override readonly name = 'TriggerRefusal';
	/** The trigger's own. */
	readonly words: string;

	constructor(workflowId: string, words: string) {
		super(`n8n could not register the triggers of workflow ${workflowId}: ${words}`);
		this.words = words;
	}
}

/**
 * Waits until the triggers of an activated workflow are registered. n8n 2.41 answers the activation earlier, and returns a
 * trigger's refusal here. n8n 2.8 registers them within the activation.
 * @throws TriggerRefusal
 */
export async function waitUntilPublished(session: N8nSession, workflowId: string, versionId: string): Promise<void> {
	await waitFor(session, workflowId, ({ status, liveVersionId, triggers }) => {
		if (status === 'failed' || status === 'partial') {
			const words = triggers.flatMap(({ errorMessage }) => errorMessage ?? []).join(' ');
			throw new TriggerRefusal(workflowId, words || status);
		}
		return status === 'published' && liveVersionId === versionId;
	});
}

/** Waits until the triggers of a deactivated workflow are removed. */
export async function waitUntilUnpublished(session: N8nSession, workflowId: string): Promise<void> {
	await waitFor(session, workflowId, ({ status }) => status === 'not_published');
}

/** The publication state of a workflow's triggers; `undefined` if this n8n has no such state. */
export async function publicationOf(session: N8nSession, workflowId: string): Promise<PublicationStatus | undefined> {
	try {
		return await session.call({ method: 'GET', path: `/workflows/${workflowId}/publication-status` }, statusSchema);
	} catch (error) {
		if (error instanceof N8nRefusal && error.status === 404) return undefined;
		throw error;
	}
}

async function waitFor(session: N8nSession, workflowId: string, isReached: (status: PublicationStatus) => boolean): Promise<void> {
	const deadline = Date.now() + SETTLED_WITHIN_MS;
	let last = '';
	while (Date.now() < deadline) {
		const status = await publicationOf(session, workflowId);
		if (status === undefined || isReached(status)) return;
		last = status.status;
		await sleep(50);
	}
	throw new Error(
		`n8n is still at work on the triggers of workflow ${workflowId} ("${last}") after ${SETTLED_WITHIN_MS / 1000} s. See its log.`,
	);
}
