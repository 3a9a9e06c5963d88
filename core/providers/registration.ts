import type { ApiClient } from '../http/types';
import type { FieldValues } from './fields';

/** Stores secrets longer than their webhook. `owner` is the provider's id of the owner of the secret. */
export interface SecretStore {
	get(owner: string): string | undefined;
	keep(owner: string, secret: string): void;
}

/** How a webhook should be registered. */
export interface WebhookSpec {
	url: string;
	fields: FieldValues;
	/** The stored secret of our registration at this URL. */
	knownSecret: string | undefined;
	/** For providers that show a secret once, for all webhooks of one owner. */
	secretStore?: SecretStore;
	/** The secret that the user entered in the credential. */
	pastedSecret?: string;
	/** Whether the webhook should receive messages, too. Default: tapbacks only. */
	wantsMessages?: boolean;
	/** Whether the webhook is for a test run only. A secret that the provider shows once would be lost afterwards. */
	isTemporary?: boolean;
	/** Returns a new random secret, for providers that let the client choose it. */
	newSecret(): string;
}

/** The webhooks that matter for registering ours. */
export interface WebhookLookup {
	/** Webhooks with exactly our URL. `current`: its settings are the wanted ones, so it can stay. */
	own: ReadonlyArray<{ id: string; current: boolean }>;
	/** The URL of another webhook that ours would replace, because the provider allows one. */
	conflicting?: string;
}

/** A registered webhook of any receiver. `url` is the URL as it was passed to `create`. */
export interface RegisteredWebhook {
	id: string;
	url: string;
}

/** Registers, finds and removes webhooks at a provider. */
export interface RegistrationCodec {
	/** Query parameters that `create` adds to each URL. A host that signs whole URLs adds them before it signs. */
	query?: Readonly<Record<string, string>>;
	find(call: ApiClient, spec: WebhookSpec): Promise<WebhookLookup>;
	/** Lists all webhooks registered in the scope where ours would be created. Omitted for providers that allow one webhook. */
	list?(call: ApiClient, spec: WebhookSpec): Promise<RegisteredWebhook[]>;
	/** Registers a webhook, and changes no other. Called if none has our URL, and none would be replaced. */
	create(call: ApiClient, spec: WebhookSpec): Promise<{ id: string; secret: string }>;
	remove(call: ApiClient, spec: WebhookSpec, id: string): Promise<void>;
}
