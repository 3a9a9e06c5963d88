import './environment.mts';
import {
	ICredentialsHelper,
	isExpression,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
} from 'n8n-workflow';

type Stored = Readonly<Record<string, ICredentialDataDecryptedObject>>;

/**
 * n8n's credential helper with a list in place of the database: the class itself lives in n8n's cli.
 * `authenticate` reads the credential type's own declaration, as n8n does. Counts what is decrypted.
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
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeOf(typeName);
		if (typeof authenticate !== 'object' || !workflow || !node) throw new Error(`${typeName} declares no authentication.`);
		const keys = { $credentials: credentials };
		const resolve = (value: unknown) =>
			isExpression(value) ? workflow.expression.getSimpleParameterValue(node, value, 'internal', keys, undefined, '') : value;
		const headers = Object.entries(authenticate.properties.headers ?? {}).map(([name, value]) => [name, resolve(value)]);
		return { ...request, headers: { ...request.headers, ...Object.fromEntries(headers) } };
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
