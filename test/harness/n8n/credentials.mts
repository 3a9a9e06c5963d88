import './environment.mts';
import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

type Stored = Readonly<Record<string, ICredentialDataDecryptedObject>>;

/**
 * n8n's credential helper with a list in place of the database: the class itself lives in n8n's cli.
 * `authenticate` calls the credential type's own, as n8n does. Counts what is decrypted.
 */
export class TestCredentials extends ICredentialsHelper {
	/** Credential types in the order they were decrypted. */
	readonly decrypted: string[] = [];

	constructor(
		private readonly stored: Stored,
		private readonly typeOf: (name: string) => ICredentialType,
	) {
		super();
	}

	async getDecrypted(
		_: IWorkflowExecuteAdditionalData,
		__: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		this.decrypted.push(type);
		const found = this.stored[type];
		if (!found) throw new Error(`No credential of type ${type} is stored.`);
		return { ...found };
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const type = this.typeOf(typeName);
		if (typeof type.authenticate !== 'function') throw new Error(`${typeName} declares no authentication.`);
		return await type.authenticate(credentials, request);
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.typeOf(type).properties;
	}

	getCredentials(): never {
		throw new Error('These tests store no encrypted credentials.');
	}

	updateCredentials(): never {
		throw new Error('A node must not write credentials.');
	}

	updateCredentialsOauthTokenData(): never {
		throw new Error('A node must not write credentials.');
	}
}
