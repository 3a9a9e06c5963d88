import type { IExecuteFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { createLiveSet, type LiveSet, type RemovalPoller, type TapbackEvent } from '../../core';
import { nodeKey } from '../shared/node-key';

/** The tapbacks that this process saw, of all triggers; `replaced` is read from them. */
const liveSet = createLiveSet();

/** Of published triggers that infer removals, by workflow and node. */
const watches = new Map<string, RemovalPoller>();

/**
 * Records the events of this trigger, wanted or not. Somebody with a server of their own can send events about any message,
 * so the events of one account are never used for another.
 */
export function seenTapbacks(context: ITriggerFunctions | IWebhookFunctions, account = ''): LiveSet {
	const node = nodeKey(context);
	return {
		record(event) {
			watches.get(node)?.record(event);
			return noteFor(node, account, event);
		},
	};
}

/** Records an event whose message was found only after the delivery. */
export function noteFound(context: IExecuteFunctions, event: TapbackEvent, account = ''): TapbackEvent {
	return noteFor(nodeKey(context), account, event);
}

function noteFor(node: string, account: string, event: TapbackEvent): TapbackEvent {
	const { provider } = event;
	return { ...liveSet.record({ ...event, provider: [node, account, provider].join(' ') }), provider };
}

/** From now on the trigger's events reach the watch. */
export function addWatch(context: ITriggerFunctions, watch: RemovalPoller): void {
	watches.set(nodeKey(context), watch);
}

export function dropWatch(context: ITriggerFunctions, watch: RemovalPoller): void {
	if (watches.get(nodeKey(context)) === watch) watches.delete(nodeKey(context));
}
