import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

const MOST_REMEMBERED = 1000;
const ATTEMPTS = 5;

const lastCheck = new Map<string, Promise<unknown>>();

/**
 * Passes on only events that n8n's database doesn't know yet, and records them: after a restart and in another
 * process, too. n8n's check reads and writes one row without a lock, so it runs one at a time for each node,
 * and again after a clash. If it fails for good, the event passes: twice is bad, lost is worse.
 */
export async function onlyNew(context: IExecuteFunctions, items: INodeExecutionData[]): Promise<INodeExecutionData[]> {
	const ids = [...new Set(items.flatMap(({ json }) => (typeof json.eventId === 'string' ? [json.eventId] : [])))];
	if (ids.length === 0) return items;
	const key = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const fresh = new Set(await oneAtATime(key, async () => await recordNew(context, ids)));
	return items.filter(({ json }) => typeof json.eventId !== 'string' || fresh.delete(json.eventId));
}

async function recordNew(context: IExecuteFunctions, ids: string[]): Promise<string[]> {
	for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
		try {
			const checked = await context.helpers.checkProcessedAndRecord(ids, 'node', { mode: 'entries', maxEntries: MOST_REMEMBERED });
			return checked.new.map(String);
		} catch (error) {
			context.logger.debug('Tapback: the check for repeated events clashed', { attempt, reason: String(error) });
		}
	}
	return ids;
}

async function oneAtATime<T>(key: string, task: () => Promise<T>): Promise<T> {
	const turn = (lastCheck.get(key) ?? Promise.resolve()).then(task, task);
	lastCheck.set(key, turn);
	return await turn.finally(() => {
		if (lastCheck.get(key) === turn) lastCheck.delete(key);
	});
}
