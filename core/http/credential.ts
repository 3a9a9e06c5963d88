/** A secret field of a credential. */
export interface CredentialField<Name extends string = string> {
	name: Name;
	displayName: string;
	description: string;
	placeholder: string;
}

/** A provider's credential. */
export interface CredentialSpec {
	/** n8n's credential type. */
	typeName: string;
	displayName: string;
	/** The secret fields that authenticate a request. */
	fields: readonly CredentialField[];
	/** The headers that authenticate a request. `{field}` stands for the value of a credential field. */
	headers: Readonly<Record<string, string>>;
	/** A cheap authenticated GET request, and a key that the response always has. */
	test: { path: string; expects: string };
	/** Where the user finds the webhook signing secret: a sentence without its full stop. */
	webhookSecretHint: string;
}
