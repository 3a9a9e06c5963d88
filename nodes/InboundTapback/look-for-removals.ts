import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { createPollSchedule, createRemovalPoller, isTapbackError, type Provider } from '../../core';
import { connect } from '../shared/calls/connection';
import { reasonOf } from '../shared/errors/failure';
import { log } from '../shared/errors/log';
import { toNodeError } from '../shared/errors/node-error';
import { startsAgain } from '../shared/webhook/webhook-spec';
import { eventItem } from './event-item';
import { removalsEveryMs } from './removal-options';
import { addWatch, dropWatch, seenTapbacks } from './seen-tapbacks';
import { chosenProvider, readFilter, registrationFields } from './settings';

/** Maximum lag of a provider's list behind its webhooks. */
const LONGEST_LAG_MS = 30_000;
const MINUTE_MS = 60_000;

/**
 * Looks for removals as long as the workflow is published, where the user wants that; otherwise does nothing.
 * If a trigger returns nothing, n8n takes it as not running, and starts it again every ten seconds.
 */
export function lookForRemovals(context: ITriggerFunctions): ITriggerResponse {
	const provider = chosenProvider(context);
	const settings = readSettings(context, provider);
	if (settings === undefined) return {};
	const { everyMs, fields, filter } = settings;
	const settleMs = Math.min(LONGEST_LAG_MS, everyMs / 2);
	const watch = createRemovalPoller(provider, { now: Date.now(), settleMs });
	const cadence = createPollSchedule({ everyMs });
	let isLooking = false;
	let isClosed = false;

	async function look(): Promise<void> {
		const startedAt = Date.now();
		try {
			const removed = await watch.poll(await connect(context, provider), { fields, filter });
			cadence.succeeded(startedAt);
			if (isClosed) return;
			for (const event of removed) context.emit([[eventItem(seenTapbacks(context).record(event))]]);
		} catch (error) {
			cadence.failed(startedAt, isTapbackError(error) ? error.details.retryAfterMs : undefined);
			log(context, 'warn', `could not look for removed tapbacks: ${reasonOf(error)}`);
		}
	}

	async function tick(): Promise<void> {
		if (isLooking || isClosed || !cadence.isDue(Date.now())) return;
		isLooking = true;
		await look().finally(() => (isLooking = false));
	}

	addWatch(context, watch);
	context.helpers.registerCron({ expression: cronFor(everyMs) }, () => void tick().catch(() => undefined));
	return {
		async closeFunction() {
			isClosed = true;
			dropWatch(context, watch);
		},
	};
}

/**
 * Expressions are evaluated now: between runs n8n can't do it. If that fails while n8n starts, there are no looks, and the
 * webhook works on; while somebody publishes, the error is shown.
 */
function readSettings(context: ITriggerFunctions, provider: Provider) {
	try {
		const everyMs = removalsEveryMs(context, provider);
		if (everyMs === undefined) return undefined;
		return { everyMs, fields: registrationFields(context, provider), filter: readFilter(context, provider) };
	} catch (error) {
		if (!startsAgain(context)) throw toNodeError(context.getNode(), error);
		log(context, 'error', `removed tapbacks are not looked for: ${reasonOf(error)}`);
		return undefined;
	}
}

/** Often enough to look when it is due; not all workflows in the same second. */
function cronFor(everyMs: number): Parameters<ITriggerFunctions['helpers']['registerCron']>[0]['expression'] {
	return everyMs < MINUTE_MS ? '* * * * * *' : `${Math.floor(Math.random() * 60)} * * * * *`;
}
