import { describe, expect, it } from '@jest/globals';

import { providerById } from '../../../../core/index.ts';
import { isTapbackError, tapback } from '../../src/index.mts';
import { ALL } from '../harness/bots.mts';

const LINQ = { provider: 'linq', credentials: { apiKey: 'a-key-of-ours' } };

/** As a user of plain JavaScript could call it. */
function attempt(options: unknown): { field?: string; message: string } | 'fine' {
	try {
		Reflect.apply(tapback, undefined, [options]);
		return 'fine';
	} catch (error) {
		if (!isTapbackError(error) || error.code !== 'INVALID_INPUT') throw error;
		return { field: error.details.field, message: error.message };
	}
}

describe('the options', () => {
	it.each(ALL)('are fine for %s with its own credentials alone', (_name, { id, credential }) => {
		const credentials = Object.fromEntries(credential.fields.map(({ name }) => [name, 'x']));
		expect(attempt({ provider: id, credentials })).toBe('fine');
	});

	it.each(ALL)('for %s name each credential that is missing or empty', (_name, { id, credential }) => {
		for (const { name: missing } of credential.fields) {
			const others = credential.fields.filter(({ name }) => name !== missing).map(({ name }) => [name, 'x']);
			for (const value of [undefined, '', ' ', 7]) {
				const told = attempt({ provider: id, credentials: Object.fromEntries([...others, [missing, value]]) });
				expect(told).toMatchObject({ field: `credentials.${missing}`, message: expect.stringContaining(`credentials.${missing}`) });
			}
		}
	});

	it.each([
		['the whole', undefined, 'object'],
		['provider', { ...LINQ, provider: 'pigeon' }, 'provider'],
		['provider', { credentials: {} }, 'provider'],
		['credentials', { provider: 'linq' }, 'credentials'],
		['credentials', { ...LINQ, credentials: { ...LINQ.credentials, apiSecretKey: 'x' } }, 'credentials.apiSecretKey'],
		['credentials', { ...LINQ, credentials: { ...LINQ.credentials, baseUrl: 'api.example.com' } }, 'credentials.baseUrl'],
		['webhook', { ...LINQ, webhook: '/hooks' }, 'webhook'],
		['webhook.path', { ...LINQ, webhook: { path: 'hooks' } }, 'webhook.path'],
		['webhook.secret', { ...LINQ, webhook: { secret: undefined } }, 'webhook.secret'],
		['webhook.secret', { ...LINQ, webhook: { secret: '' } }, 'webhook.secret'],
		['webhook.secret', { ...LINQ, webhook: { secret: [] } }, 'webhook.secret'],
		['webhook.secret', { ...LINQ, webhook: { secret: ['x', ''] } }, 'webhook.secret'],
		['webhook.reactions', { ...LINQ, webhook: { reactions: ['lovee'] } }, 'webhook.reactions'],
		['webhook.actions', { ...LINQ, webhook: { actions: ['add'] } }, 'webhook.actions'],
		['webhook.maxBytes', { ...LINQ, webhook: { maxBytes: 0 } }, 'webhook.maxBytes'],
		['webhook.includeOwn', { ...LINQ, webhook: { includeOwn: 'yes' } }, 'webhook.includeOwn'],
		['webhook.fields', { ...LINQ, webhook: { fields: { lines: ['12'] } } }, 'webhook.fields.lines'],
		['webhook.fields', { ...LINQ, webhook: { fields: { agentId: 'x' } } }, 'webhook.fields.agentId'],
		['an unknown one', { ...LINQ, webhok: {} }, 'webhok'],
		['an unknown one of the webhook', { ...LINQ, webhook: { pth: '/' } }, 'webhook.pth'],
		['fields', { ...LINQ, fields: { fromNumber: '+12025550123' } }, 'fields.fromNumber'],
		[
			'fields',
			{ provider: 'sendblue', credentials: { apiKeyId: 'a', apiSecretKey: 'b' }, fields: { fromNumber: '12' } },
			'fields.fromNumber',
		],
		['timeoutMs', { ...LINQ, timeoutMs: '5000' }, 'timeoutMs'],
		['whenUnsupported', { ...LINQ, whenUnsupported: 'ignore' }, 'whenUnsupported'],
		['storage', { ...LINQ, storage: {} }, 'storage'],
		['onError', { ...LINQ, onError: true }, 'onError'],
		['fallbackTexts', { ...LINQ, fallbackTexts: 'on' }, 'fallbackTexts'],
	])('%s is told by its name: %#', (_what, options, field) => {
		const told = attempt(options);
		expect(told).toMatchObject({ field, message: expect.stringContaining(field) });
		expect(JSON.stringify(told)).not.toContain('a-key-of-ours');
		expect(JSON.stringify(told)).not.toMatch(/Invalid input|Required|expected/);
	});

	it('say where the webhook’s secret is found, where a variable of the environment is not set', () => {
		const told = attempt({ ...LINQ, webhook: { secret: undefined } });
		expect(told).toMatchObject({ message: expect.stringContaining(providerById('linq').credential.webhookSecretHint) });
	});
});
