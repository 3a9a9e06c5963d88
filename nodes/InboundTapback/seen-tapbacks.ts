import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { createLiveSet, type LiveSet, type RemovalWatch, type TapbackEvent } from '../../core';
import { nodeKey } from '../shared/node-key';

/** What this process saw, of all workflows; without it `replaced` would never be known. */
const liveSet = createLiveSet();

/** Of published triggers that infer removals, by workflow and node. */
const watches = new Map<string, RemovalWatch>();

/** Where the events of this trigger are noted, wanted or not. */
export function seenTapbacks(context: ITriggerFunctions | IWebhookFunctions): LiveSet {
	const watch = watches.size === 0 ? undefined : watches.get(nodeKey(context));
	if (watch === undefined) return liveSet;
	return {
		...liveSet,
		note(event) {
			watch.note(event);
			return liveSet.note(event);
		},
	};
}

/** Takes in an event whose message was found only after it came in. */
export function noteFound(event: TapbackEvent): TapbackEvent {
	return liveSet.note(event);
}

/** From now on the watch hears of the trigger's events. */
export function addWatch(context: ITriggerFunctions, watch: RemovalWatch): void {
	watches.set(nodeKey(context), watch);
}

export function dropWatch(context: ITriggerFunctions, watch: RemovalWatch): void {
	if (watches.get(nodeKey(context)) === watch) watches.delete(nodeKey(context));
}
