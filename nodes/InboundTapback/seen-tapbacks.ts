import type { IExecuteFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { createLiveSet, type LiveSet, type RemovalWatch, type TapbackEvent } from '../../core';
import { nodeKey } from '../shared/node-key';

/** What this process saw, of all triggers; without it `replaced` would never be known. */
const liveSet = createLiveSet();

/** Of published triggers that infer removals, by workflow and node. */
const watches = new Map<string, RemovalWatch>();

/**
 * Where the events of this trigger are noted, wanted or not. Whoever runs a server of their own can tell events of any
 * message, so what one trigger heard from one account is nothing that another one knows.
 */
export function seenTapbacks(context: ITriggerFunctions | IWebhookFunctions, account = ''): LiveSet {
	const node = nodeKey(context);
	return {
		...liveSet,
		note(event) {
			watches.get(node)?.note(event);
			return noteFor(node, account, event);
		},
	};
}

/** Takes in an event whose message was found only after it came in. */
export function noteFound(context: IExecuteFunctions, event: TapbackEvent, account = ''): TapbackEvent {
	return noteFor(nodeKey(context), account, event);
}

function noteFor(node: string, account: string, event: TapbackEvent): TapbackEvent {
	const { provider } = event;
	return { ...liveSet.note({ ...event, provider: [node, account, provider].join(' ') }), provider };
}

/** From now on the watch hears of the trigger's events. */
export function addWatch(context: ITriggerFunctions, watch: RemovalWatch): void {
	watches.set(nodeKey(context), watch);
}

export function dropWatch(context: ITriggerFunctions, watch: RemovalWatch): void {
	if (watches.get(nodeKey(context)) === watch) watches.delete(nodeKey(context));
}
