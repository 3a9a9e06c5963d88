import type { Hono } from 'hono';
import type { Account, TapbackChange } from '../model/account.mts';
import type { Delivery, OutgoingDelivery, Outcome } from '../deliveries/delivery.mts';
import type { Message } from '../model/message.mts';
import type { QuirkSwitches } from '../model/quirks.mts';
import type { Kept } from '../persistence/stored.mts';
import type { VendorDescription } from './description.mts';
import type { ProviderId } from './descriptions.mts';

/** The functions of the sandbox for a vendor. */
export interface ProviderContext {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Counts an authenticated API call. Returns the seconds to wait if the control API's rate limit is exceeded. */
	countCall(): number | undefined;
	deliver(outgoing: readonly OutgoingDelivery[]): string[];
	/** Publishes that a message is new, or that its tapbacks changed. */
	messageChanged(message: Message): void;
	/** Publishes another change outside an API call, such as a webhook's statistics. */
	settingsChanged(): void;
	/** This vendor's deliveries, newest first. */
	deliveries(): { delivery: Delivery; hookId: string }[];
	redeliver(deliveryId: string): Promise<Outcome | undefined>;
}

/** A played vendor with its state. A reset makes a new one. */
export interface Provider {
	account: Account;
	credentials: Record<string, string>;
	quirks: QuirkSwitches;
	/** The part of its state, besides account and quirks, that is stored in the state file. */
	kept: Kept;
	/** The vendor's HTTP API, without the sandbox's path prefix. Each call has a VendorEnv. */
	app: Hono;
	/** Further fields of `GET /control`, such as agents or identities. */
	extras(): Record<string, unknown>;
	newMessageId(): string;
	/** Sends the webhooks of a message that was received or sent. Returns the ids of the deliveries. */
	messagePosted(message: Message): string[];
	/** Sends the webhooks of a change of the human's tapback. Returns the ids of the deliveries. */
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
