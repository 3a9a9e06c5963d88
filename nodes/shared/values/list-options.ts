import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { createOneAttemptClient, PROVIDERS, providerById, type ApiClient, type Provider, type ProviderField } from '../../../core';
import { connect } from '../calls/connection';
import { orNodeError } from '../errors/node-error';

type FieldsOf = (provider: Provider) => readonly ProviderField[];

type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** n8n's `loadOptions` methods, one for each field with choices, by the field's name. Each lists the choices of the account. */
export function listOptionsFor(fieldsOf: FieldsOf): Record<string, LoadOptions> {
	const load = (fieldName: string): LoadOptions =>
		async function (this: ILoadOptionsFunctions) {
			return await list(this, fieldName, fieldsOf);
		};
	return Object.fromEntries(PROVIDERS.flatMap(fieldsOf).flatMap(({ name, choices }) => (choices ? [[name, load(name)]] : [])));
}

/** The provider chosen in the panel, and a client for its account; `undefined` if it has no credential yet. */
export async function chosenAccount(context: ILoadOptionsFunctions): Promise<{ provider: Provider; call: ApiClient } | undefined> {
	const provider = providerById(String(context.getCurrentNodeParameter('provider')));
	return hasCredential(context, provider) ? { provider, call: await createPanelClient(context, provider) } : undefined;
}

/** Short, because n8n disables the field while its list loads. */
const TIMEOUT_MS = 10_000;

async function list(context: ILoadOptionsFunctions, fieldName: string, fieldsOf: FieldsOf): Promise<INodePropertyOptions[]> {
	const provider = providerById(String(context.getCurrentNodeParameter('provider')));
	const field = fieldsOf(provider).find(({ name }) => name === fieldName);
	if (!field?.choices) return [];
	if (!hasCredential(context, provider)) return emptyChoice(field);
	const choices = await orNodeError(context, field.choices(await createPanelClient(context, provider)));
	return [...emptyChoice(field), ...choices.map(({ value, label }) => ({ name: label, value }))];
}

/** Without a credential the list is empty. It is no error, because n8n marks the missing credential itself. */
function hasCredential(context: ILoadOptionsFunctions, { credential }: Provider): boolean {
	return Boolean(context.getNode().credentials?.[credential.typeName]?.id);
}

/** n8n marks every value that isn't in the list as wrong, the empty value too. */
function emptyChoice({ emptyChoice: name }: ProviderField): INodePropertyOptions[] {
	return name === undefined ? [] : [{ name, value: '' }];
}

/** One attempt, because the user waits and can load the list again. */
async function createPanelClient(context: ILoadOptionsFunctions, provider: Provider): Promise<ApiClient> {
	const hint = ' Wait a minute, then choose Refresh List here.';
	return createOneAttemptClient(provider, await connect(context, provider), { timeoutMs: TIMEOUT_MS, hint });
}
