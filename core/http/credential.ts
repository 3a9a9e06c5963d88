export interface CredentialField<Name extends string = string> {
	name: Name;
	displayName: string;
	description: string;
	placeholder: string;
}

export interface CredentialSpec {
	/** n8n's credential type. */
	typeName: string;
	displayName: string;
	/** The secret fields that a request is authenticated with. */
	fields: readonly CredentialField[];
	/** Header values with `{field}` where a credential field belongs. */
	headers: Readonly<Record<string, string>>;
	/** A cheap authenticated GET, and the key its answer always has. */
	test: { path: string; expects: string };
	/** Where the user finds the webhook signing secret. */
	webhookSecretHint: string;
}
