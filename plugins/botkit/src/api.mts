import type { Botkit } from 'botkit';

import { TapbackError, type ProviderId, type TapbackResult } from '../../../core/index.ts';
import type { TapbackHandler } from './inbound/dispatch.mts';
import type { WebhookHandler } from './inbound/handler.mts';
import type { TapbackSelection } from './inbound/selection.mts';
import type { ReactionInput } from './options/reaction.mts';
import type { GetOptions, SendOptions, LiveTapback, TapbackTally } from './outbound/sending.mts';
import type { TapbackSubject } from './outbound/subject.mts';

/** What stands at `controller.plugins.tapback`, and at the plugin's own `api`: tapbacks outside a turn. */
export interface TapbackApi<Id extends ProviderId = ProviderId> {
	/**
	 * Puts a tapback on a message.
	 * @throws TapbackError
	 */
	send(subject: TapbackSubject, reaction: ReactionInput, options?: SendOptions<Id>): Promise<TapbackResult>;
	/**
	 * Takes it off again.
	 * @throws TapbackError
	 */
	remove(subject: TapbackSubject, reaction: ReactionInput, options?: SendOptions<Id>): Promise<TapbackResult>;
	/**
	 * The tapbacks that stand on a message now.
	 * @throws TapbackError
	 */
	get(subject: TapbackSubject, options?: GetOptions<Id>): Promise<LiveTapback[]>;
	/**
	 * Who has which tapback on a message now, and how many have each.
	 * @throws TapbackError
	 */
	tally(subject: TapbackSubject, options?: GetOptions<Id>): Promise<TapbackTally>;
	/**
	 * Registers the webhook at the provider, beside those of others; does nothing where it stands already.
	 * @throws TapbackError WEBHOOK_CONFLICT where somebody else’s webhook would be displaced.
	 */
	register(options: { url: string }): Promise<{ id: string; url: string }>;
	/** Removes what is registered at exactly this URL, and nothing else. */
	unregister(options: { url: string }): Promise<void>;
	/**
	 * Resolves once nothing runs any more that the plugin began: turns, tapbacks, what it writes. Called inside a
	 * handler it would wait for that. False where `timeoutMs` were over before.
	 */
	drain(options?: { timeoutMs?: number }): Promise<boolean>;
	/** Receives deliveries on any web server of Node: `http.createServer(handler)`, `app.post(path, handler)`. */
	handler: WebhookHandler;
	/**
	 * Calls the handler for tapbacks that are selected; everything left out selects all.
	 * @throws TapbackError INVALID_INPUT
	 */
	on(selection: TapbackSelection, handler: TapbackHandler): void;
}

/** The name under which Botkit keeps the plugin. */
export const PLUGIN_NAME = 'tapback';

/**
 * The plugin's functions, typed, where only the controller is at hand.
 * @throws TapbackError INVALID_INPUT where the plugin isn't in use.
 */
export function tapbackOf(controller: Botkit): TapbackApi {
	const api: TapbackApi | undefined = controller.plugins[PLUGIN_NAME];
	if (api !== undefined) return api;
	throw new TapbackError('INVALID_INPUT', 'This controller has no tapback plugin. Call controller.usePlugin(tapback({ … })) first.');
}
