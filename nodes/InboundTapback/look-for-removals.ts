import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { checkFields, createCadence, createRemovalWatch, isTapbackError, sentenceOf } from '../../core';
import { connect } from '../shared/connection';
import { REMEDIES } from '../shared/remedies';
import { eventItem } from './event-item';
import { removalsEveryMs } from './removal-options';
import { addWatch, dropWatch, seenTapbacks } from './seen-tapbacks';
import { chosenProvider, listenSettings, registrationFields } from './settings';

/** So long a provider's list may lag behind its webhooks. */
const LONGEST_LAG_MS = 30_000;
const MINUTE_MS = 60_000;

/**
 * Looks for removals as long as the workflow is published, where the user wants that; otherwise does nothing.
 * n8n takes a trigger that answers nothing for one that isn't running, and starts it again every ten seconds.
 */
export function lookForRemovals(context: ITriggerFunctions): ITriggerResponse {
	const provider = chosenProvider(context);
	const everyMs = removalsEveryMs(context, provider);
	if (everyMs === undefined) return {};

	// Expressions are worked out now: between runs n8n has nothing to do it with.
	const fields = checkFields(provider, provider.fields.inbound, registrationFields(context, provider));
	const { filter } = listenSettings(context, provider);
	const settleMs = Math.min(LONGEST_LAG_MS, everyMs / 2);
	const watch = createRemovalWatch(provider, { now: Date.now(), settleMs });
	const cadence = createCadence({ everyMs });
	let isLooking = false;
	let isClosed = false;

	async function look(): Promise<void> {
		const startedAt = Date.now();
		try {
			const removed = await watch.look(await connect(context, provider), { fields, filter });
			cadence.succeeded(startedAt);
			if (isClosed) return;
			for (const event of removed) context.emit([[eventItem(seenTapbacks(context).note(event))]]);
		} catch (error) {
			const why = isTapbackError(error) ? sentenceOf(error, REMEDIES) : String(error);
			cadence.failed(startedAt, isTapbackError(error) ? error.details.retryAfterMs : undefined);
			context.logger.warn(`Tapback: could not look for removed tapbacks: ${why}`, { node: context.getNode().name });
		}
	}

	async function tick(): Promise<void> {
		if (isLooking || isClosed || !cadence.isDue(Date.now())) return;
		isLooking = true;
		await look();
		isLooking = false;
	}

	addWatch(context, watch);
	context.helpers.registerCron({ expression: cronFor(everyMs) }, () => void tick());
	return {
		async closeFunction() {
			isClosed = true;
			dropWatch(context, watch);
		},
	};
}

/** Often enough to look when it is due; not all workflows in the same second. */
function cronFor(everyMs: number): Parameters<ITriggerFunctions['helpers']['registerCron']>[0]['expression'] {
	return everyMs < MINUTE_MS ? '* * * * * *' : `${Math.floor(Math.random() * 60)} * * * * *`;
}
