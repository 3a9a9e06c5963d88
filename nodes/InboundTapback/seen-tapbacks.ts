import type { IExecuteFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { createLiveSet, type LiveSet, type RemovalPoller, type TapbackEvent } from '../../core';
import { nodeKey } from '../shared/node-key';

/** The tapbacks of all triggers since this process started; the output field `replaced` comes from them. */
const liveSet = createLiveSet();

/** Pollers of the published triggers that infer removals, by node key. */
const pollers = new Map<string, RemovalPoller>();

/**
 * The live set of this trigger, which records all its events, wanted or not. It is separate for each account, because
 * somebody's own server can send events about any message.
 */
export function seenTapbacks(context: ITriggerFunctions | IWebhookFunctions, account = ''): LiveSet {
	const node = nodeKey(context);
	return {
		record(event) {
			pollers.get(node)?.record(event);
			return recordFor(node, account, event);
		},
	};
}

/** Records an event whose message was found only after the delivery. */
export function recordFound(context: IExecuteFunctions, event: TapbackEvent, account = ''): TapbackEvent {
	return recordFor(nodeKey(context), account, event);
}

function recordFor(node: string, account: string, event: TapbackEvent): TapbackEvent {
	const { provider } = event;
	return { ...liveSet.record({ ...event, provider: [node, account, provider].join(' ') }), provider };
}

/** From now on the poller receives the trigger's events. */
export function addPoller(context: ITriggerFunctions, poller: RemovalPoller): void {
	pollers.set(nodeKey(context), poller);
}

export function removePoller(context: ITriggerFunctions, poller: RemovalPoller): void {
	if (pollers.get(nodeKey(context)) === poller) pollers.delete(nodeKey(context));
}
