import type { IHookFunctions } from 'n8n-workflow';

import { orNodeError } from '../errors/node-error';

/** What n8n calls for a webhook of a node, when a workflow is published and unpublished. Errors are n8n's own kind. */
export function webhookMethods(node: {
	isRegistered(context: IHookFunctions): Promise<boolean>;
	register(context: IHookFunctions): Promise<void>;
	remove(context: IHookFunctions): Promise<void>;
}) {
	return {
		async checkExists(this: IHookFunctions): Promise<boolean> {
			return await orNodeError(this, node.isRegistered(this));
		},
		async create(this: IHookFunctions): Promise<boolean> {
			await orNodeError(this, node.register(this));
			return true;
		},
		async delete(this: IHookFunctions): Promise<boolean> {
			await orNodeError(this, node.remove(this));
			return true;
		},
	};
}
