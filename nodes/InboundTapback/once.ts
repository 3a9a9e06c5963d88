import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { nodeKey } from '../shared/node-key';
import { within } from '../shared/calls/within';
import { createEventHistory, type EventHistory } from './event-history';
import { wasReceivedHere } from './received-here';

const MOST_REMEMBERED = 1000;
const ATTEMPTS = 5;
/** A database that never answers must not block every later event of the node. */
const LONGEST_CHECK_MS = 20_000;

const histories = new Map<string, EventHistory>();

/**
 * Returns only the items whose events are not in n8n's database yet, and records these events. So an event runs once, even
 * over a restart and over several processes. If the check fails, the item is returned: a repeated event is better than a lost one.
 */
export async function onlyNew(context: IExecuteFunctions, items: INodeExecutionData[]): Promise<INodeExecutionData[]> {
	const ids = [...new Set(items.flatMap(({ json }) => (typeof json.eventId === 'string' ? [json.eventId] : [])))];
	if (ids.length === 0) return items;
	const node = nodeKey(context);
	const isOnlyWriter = ids.every((id) => wasReceivedHere(node, id));
	const recording = historyOf(node).record(ids, async (all) => await within(LONGEST_CHECK_MS, recordNew(context, all)), { isOnlyWriter });
	const fresh = new Set(await recording.catch(() => ids));
	return items.filter(({ json }) => typeof json.eventId !== 'string' || fresh.delete(json.eventId));
}

function historyOf(node: string): EventHistory {
	const known = histories.get(node) ?? createEventHistory();
	histories.set(node, known);
	return known;
}

// Two processes that write the first entry of a node clash; the second attempt finds the row.
async function recordNew(context: IExecuteFunctions, ids: string[]): Promise<string[]> {
	for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
		try {
			const checked = await context.helpers.checkProcessedAndRecord(ids, 'node', { mode: 'entries', maxEntries: MOST_REMEMBERED });
			return checked.new.map(String);
		} catch (error) {
			context.logger.debug('Tapback: the check for repeated events clashed', { attempt, reason: String(error) });
		}
	}
	throw new NodeOperationError(context.getNode(), 'n8n could not look up whether these events came before.');
}
