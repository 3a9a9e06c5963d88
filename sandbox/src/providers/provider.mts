import type { Hono } from 'hono';
import type { Account, TapbackChange } from '../model/account.mts';
import type { Delivery, OutgoingDelivery, Outcome } from '../deliveries/delivery.mts';
import type { Message } from '../model/message.mts';
import type { QuirkSwitches } from '../model/quirks.mts';
import type { Kept } from '../persistence/stored.mts';
import type { VendorDescription } from './description.mts';
import type { ProviderId } from './descriptions.mts';

/** What the sandbox gives to a vendor. */
export interface ProviderContext {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Counts an authenticated API call; the seconds to wait when the control API's rate limit is exceeded. */
	countCall(): number | undefined;
	deliver(outgoing: readonly OutgoingDelivery[]): string[];
	/** Tells who watches that a message came, or that its tapbacks changed. */
	messageChanged(message: Message): void;
	/** Tells them that something else is another, outside a call to the API: a hook's statistics. */
	settingsChanged(): void;
	/** This vendor's deliveries, newest first. */
	deliveries(): { delivery: Delivery; hookId: string }[];
	redeliver(deliveryId: string): Promise<Outcome | undefined>;
}

/** One vendor, played. Its state lives as long as the object: a reset makes a new one. */
export interface Provider {
	account: Account;
	credentials: Record<string, string>;
	quirks: QuirkSwitches;
	/** What of its own state, beside account and quirks, outlives the process. */
	kept: Kept;
	/** The vendor's HTTP API, without the sandbox's path prefix. Each call brings a VendorEnv along. */
	app: Hono;
	/** What else `GET /control` shows, such as agents or identities. */
	extras(): Record<string, unknown>;
	newMessageId(): string;
	/** A message came or went. Returns the ids of the deliveries it causes. */
	messagePosted(message: Message): string[];
	/** The human's tapback changed. Returns the ids of the deliveries it causes. */
	humanReacted(change: TapbackChange): string[];
	/** Registered hooks, with their secrets. */
	webhooks(): Record<string, unknown>[];
	/** Registers a hook as another client of the account would. Throws a ControlError. */
	addWebhook(url: string, options: Record<string, unknown>): Record<string, unknown>;
	removeWebhooks(): void;
}

export interface ProviderDefinition extends VendorDescription {
	id: ProviderId;
	create(context: ProviderContext): Provider;
}
