import { describe, expect, it } from '@jest/globals';

import { nodeTypeSchema, webhookAddresses } from '../../../host/n8n/api/workflow.mts';

const FORM = nodeTypeSchema.parse({
	name: 'n8n-nodes-base.formTrigger',
	webhooks: [
		{
			...{ name: 'default', httpMethod: 'POST', isFullPath: true, nodeType: 'form' },
			path: '={{ $parameter["path"] || $parameter["options"]?.path || $webhookId }}',
		},
	],
});

describe('webhookAddresses', () => {
	const addresses = (parameters: Record<string, unknown>) =>
		webhookAddresses({ id: 'w' }, { name: 'Form', type: FORM.name, typeVersion: 2.3, webhookId: 'h', parameters }, FORM);

	it('finds a form under its own path', () => {
		expect(addresses({ options: { path: 'book' } })).toEqual([{ method: 'POST', path: 'form/book' }]);
		expect(addresses({ path: 'book', options: {} })).toEqual([{ method: 'POST', path: 'form/book' }]);
	});

	it('finds a form without one under the id of its webhook', () => {
		expect(addresses({})).toEqual([{ method: 'POST', path: 'form/h' }]);
	});
});
