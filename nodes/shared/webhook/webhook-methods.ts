import type { IHookFunctions } from 'n8n-workflow';

import { orNodeError } from '../errors/node-error';

/** n8n's `webhookMethods` of one webhook, called when a workflow is published or unpublished. @throws NodeApiError, NodeOperationError */
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
