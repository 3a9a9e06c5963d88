import type { ProviderId } from '../../../core/index.ts';
import type { TapbackApi } from './api.mts';
import type { Dispatch } from './inbound/dispatch.mts';
import type { WebhookHandler } from './inbound/handler.mts';
import type { Registering } from './inbound/register.mts';
import { checkSelection } from './inbound/selection.mts';
import type { Turns } from './lifecycle/turns.mts';
import { checkDrain, checkUrl } from './options/check-calls.mts';
import type { Sending } from './outbound/sending.mts';

export interface CreatedApi<Id extends ProviderId> {
	api: TapbackApi<Id>;
	/** Passes on the handlers given to `on`: those from before the plugin had a controller, and from then on each new one. */
	attach(dispatch: Dispatch): void;
}

/** The functions of the plugin. Each checks its arguments. */
export function createApi<Id extends ProviderId>({
	sending,
	registering,
	turns,
	handler,
}: {
	sending: Sending;
	registering: Registering;
	turns: Turns;
	handler: WebhookHandler;
}): CreatedApi<Id> {
	const early: Array<Parameters<Dispatch['on']>> = [];
	let attached: Dispatch | undefined;
	return {
		api: {
			send: async (subject, reaction, more) => await sending.send('add', subject, reaction, more),
			remove: async (subject, reaction, more) => await sending.send('remove', subject, reaction, more),
			get: async (subject, more) => await sending.get(subject, more),
			tally: async (subject, more) => await sending.tally(subject, more),
			async register(options) {
				const url = checkUrl('register()', options);
				const { id } = await registering.register(url);
				return { id, url };
			},
			unregister: async (options) => await registering.unregister(checkUrl('unregister()', options)),
			drain: async (options) => await turns.drain(checkDrain('drain()', options).timeoutMs),
			handler,
			on(given, listener) {
				const selection = checkSelection('on()', given, listener);
				if (attached) attached.on(selection, listener);
				else early.push([selection, listener]);
			},
		},
		attach(dispatch) {
			attached = dispatch;
			for (const one of early.splice(0)) dispatch.on(...one);
		},
	};
}
