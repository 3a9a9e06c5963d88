import type { Botkit } from 'botkit';

import { TapbackError, type ProviderId, type TapbackResult } from '../../../core/index.ts';
import type { TapbackHandler } from './inbound/dispatch.mts';
import type { WebhookHandler } from './inbound/handler.mts';
import type { TapbackSelection } from './inbound/selection.mts';
import type { ReactionInput } from './options/reaction.mts';
import type { GetOptions, SendOptions, LiveTapback, TapbackTally } from './outbound/sending.mts';
import type { TapbackSubject } from './outbound/subject.mts';

/** The plugin's functions, for tapbacks outside a turn: at the plugin's `api`, and at `controller.plugins.tapback`. */
export interface TapbackApi<Id extends ProviderId = ProviderId> {
	/**
	 * Puts a tapback on a message. It replaces another one of the bot's; the same one again changes nothing.
	 * @throws TapbackError INVALID_INPUT or UNSUPPORTED before anything is sent, else the provider's error
	 */
	send(subject: TapbackSubject, reaction: ReactionInput, options?: SendOptions<Id>): Promise<TapbackResult>;
	/**
	 * Takes a tapback of the bot off a message. One that is gone already changes nothing.
	 * @throws TapbackError as `send` does
	 */
	remove(subject: TapbackSubject, reaction: ReactionInput, options?: SendOptions<Id>): Promise<TapbackResult>;
	/**
	 * The tapbacks that are on a message now.
	 * @throws TapbackError UNSUPPORTED if the provider doesn't list them, else as `send` does
	 */
	get(subject: TapbackSubject, options?: GetOptions<Id>): Promise<LiveTapback[]>;
	/**
	 * Who has which tapback on a message now, and how many have each.
	 * @throws TapbackError as `get` does
	 */
	tally(subject: TapbackSubject, options?: GetOptions<Id>): Promise<TapbackTally>;
	/**
	 * Registers the webhook at the provider, and leaves the webhooks of others alone. Does nothing if it is registered and its
	 * secret is known. `url` is the address that the provider calls; `id` is the provider's id of the webhook.
	 * @throws TapbackError WEBHOOK_CONFLICT if somebody else’s webhook would be displaced
	 */
	register(options: { url: string }): Promise<{ id: string; url: string }>;
	/** Removes the webhook with exactly this URL, and nothing else. @throws TapbackError the provider's error */
	unregister(options: { url: string }): Promise<void>;
	/**
	 * Resolves with true when everything that the plugin began has ended: turns, tapbacks, writes to the storage. Resolves with
	 * false after `timeoutMs` milliseconds. Without `timeoutMs` don't call it in a handler, because it would wait for that handler.
	 * @throws TapbackError INVALID_INPUT
	 */
	drain(options?: { timeoutMs?: number }): Promise<boolean>;
	/** Receives the provider's deliveries on any web server of Node: `http.createServer(handler)`, `app.post(path, handler)`. */
	handler: WebhookHandler;
	/**
	 * Calls the handler for the tapbacks that match the selection. A key that is left out matches all.
	 * @throws TapbackError INVALID_INPUT that names the wrong key
	 */
	on(selection: TapbackSelection, handler: TapbackHandler): void;
}

/** The name under which Botkit keeps the plugin. */
export const PLUGIN_NAME = 'tapback';

/**
 * The plugin's functions, typed, from the controller.
 * @throws TapbackError INVALID_INPUT if the controller doesn't use the plugin
 */
export function tapbackOf(controller: Botkit): TapbackApi {
	const api: TapbackApi | undefined = controller.plugins[PLUGIN_NAME];
	if (api !== undefined) return api;
	throw new TapbackError('INVALID_INPUT', 'This controller has no tapback plugin. Call controller.usePlugin(tapback({ … })) first.');
}
