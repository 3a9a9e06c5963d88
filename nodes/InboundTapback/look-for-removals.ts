import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { createPollSchedule, createRemovalPoller, isTapbackError, type Provider } from '../../core';
import { connect } from '../shared/calls/connection';
import { reasonOf } from '../shared/errors/failure';
import { log } from '../shared/errors/log';
import { toNodeError } from '../shared/errors/node-error';
import { startsAgain } from '../shared/webhook/webhook-spec';
import { eventItem } from './event-item';
import { removalsEveryMs } from './removal-options';
import { addPoller, removePoller, seenTapbacks } from './seen-tapbacks';
import { chosenProvider, readFilter, registrationFields } from './settings';

/** How far a provider's list may lag behind its webhooks, at most. */
const LONGEST_LAG_MS = 30_000;
const MINUTE_MS = 60_000;

/**
 * Looks for removals while the workflow is published, if the user turned Infer Removals on. Always returns an object: if a
 * trigger returns nothing, n8n starts it again every ten seconds.
 */
export function lookForRemovals(context: ITriggerFunctions): ITriggerResponse {
	const provider = chosenProvider(context);
	const settings = readSettings(context, provider);
	if (settings === undefined) return {};
	const { everyMs, fields, filter } = settings;
	const settleMs = Math.min(LONGEST_LAG_MS, everyMs / 2);
	const poller = createRemovalPoller(provider, { now: Date.now(), settleMs });
	const schedule = createPollSchedule({ everyMs });
	let isLooking = false;
	let isClosed = false;

	async function look(): Promise<void> {
		const startedAt = Date.now();
		try {
			const removed = await poller.poll(await connect(context, provider), { fields, filter });
			schedule.succeeded(startedAt);
			if (isClosed) return;
			for (const event of removed) context.emit([[eventItem(seenTapbacks(context).record(event))]]);
		} catch (error) {
			schedule.failed(startedAt, isTapbackError(error) ? error.details.retryAfterMs : undefined);
			log(context, 'warn', `could not look for removed tapbacks: ${reasonOf(error)}`);
		}
	}

	async function tick(): Promise<void> {
		if (isLooking || isClosed || !schedule.isDue(Date.now())) return;
		isLooking = true;
		await look().finally(() => (isLooking = false));
	}

	addPoller(context, poller);
	context.helpers.registerCron({ expression: cronFor(everyMs) }, () => void tick().catch(() => undefined));
	return {
		async closeFunction() {
			isClosed = true;
			removePoller(context, poller);
		},
	};
}

/**
 * Evaluates all expressions now, because n8n can't evaluate them between runs; `undefined` if there is nothing to look for. If
 * one fails while somebody publishes, the error is shown. If one fails while n8n starts, it is logged, and only the webhook works.
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

/** Every second or every minute, depending on the interval. The second is random, so that workflows don't all start in the same one. */
function cronFor(everyMs: number): Parameters<ITriggerFunctions['helpers']['registerCron']>[0]['expression'] {
	return everyMs < MINUTE_MS ? '* * * * * *' : `${Math.floor(Math.random() * 60)} * * * * *`;
}
