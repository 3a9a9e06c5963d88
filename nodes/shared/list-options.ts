import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { createCall, providerById, type ListKind, type Provider } from '../../core';
import { connect } from './connection';
import { toNodeError } from './node-error';

/** n8n's `loadOptions` methods: what the account of the chosen provider lists. */
export const listOptions = {
	async listLines(this: ILoadOptionsFunctions) {
		return await list(this, 'lines');
	},
	async listAgents(this: ILoadOptionsFunctions) {
		return await list(this, 'agents');
	},
	async listIdentities(this: ILoadOptionsFunctions) {
		return await list(this, 'identities');
	},
};

/** n8n marks a value that isn't in the list, the empty one too. */
function emptyChoice({ fields }: Provider, kind: ListKind): INodePropertyOptions[] {
	const names = [...fields.send, ...fields.inbound].flatMap((field) => (field.choices === kind ? (field.emptyChoice ?? []) : []));
	return names.map((name) => ({ name, value: '' }));
}

async function list(context: ILoadOptionsFunctions, kind: ListKind): Promise<INodePropertyOptions[]> {
	const provider = providerById(String(context.getCurrentNodeParameter('provider')));
	const listAll = provider.lists[kind];
	if (!listAll) return [];
	const choices = await listAll(createCall(provider, await connect(context, provider))).catch((error: unknown) => {
		throw toNodeError(context.getNode(), error);
	});
	return [...emptyChoice(provider, kind), ...choices.map(({ value, label }) => ({ name: label, value }))];
}
