import type { ApiClient } from '../http/types';
import type { FieldValues } from './fields';

/** Secrets that must outlive the webhook they came with, by the provider's id of whom they belong to. */
export interface SecretStore {
	get(owner: string): string | undefined;
	keep(owner: string, secret: string): void;
}

/** A webhook as it shall be registered. */
export interface WebhookSpec {
	url: string;
	fields: FieldValues;
	/** The secret of our registration at this URL. */
	knownSecret: string | undefined;
	/** For secrets that are shown once, for all webhooks of one owner. */
	secretStore?: SecretStore;
	/** The secret that the user entered in the credential. */
	pastedSecret?: string;
	/** Whether the messages of people shall come in, too. Left out: tapbacks alone. */
	wantsMessages?: boolean;
	/** Registered for a test run only: what the provider shows once would be lost with it. */
	isTemporary?: boolean;
	/** A fresh random secret, for providers that let the client choose. */
	newSecret(): string;
}

export interface WebhookLookup {
	/** Registrations of exactly our URL. `current`: set up as wanted, so it can stay. */
	own: ReadonlyArray<{ id: string; current: boolean }>;
	/** Somebody else's URL in the only place there is: it would be displaced. */
	conflicting?: string;
}

/** A webhook that stands at the provider, whoever registered it. `url` as it was given to `create`. */
export interface RegisteredWebhook {
	id: string;
	url: string;
}

export interface RegistrationCodec {
	/** What the provider adds to the query of each URL. A host whose URLs are signed as a whole puts it there before. */
	query?: Readonly<Record<string, string>>;
	find(call: ApiClient, spec: WebhookSpec): Promise<WebhookLookup>;
	/** All that stand where ours would. Left out where there is one place only, which may be somebody else's. */
	list?(call: ApiClient, spec: WebhookSpec): Promise<RegisteredWebhook[]>;
	/** Registers beside whatever is there. Called when none of ours stands and nothing would be displaced. */
	create(call: ApiClient, spec: WebhookSpec): Promise<{ id: string; secret: string }>;
	remove(call: ApiClient, spec: WebhookSpec, id: string): Promise<void>;
}
