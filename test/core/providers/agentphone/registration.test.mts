import { describe, expect, it } from '@jest/globals';

import type { HttpRequest } from '../../../../core/http/types';
import { agentphone } from '../../../../core/providers/agentphone';
import { listAgents, listLines } from '../../../../core/providers/agentphone/registration.ts';
import type { WebhookSpec } from '../../../../core/providers/registration';
import { ME } from '../../../harness/core/agentphone.mts';
import { scripted } from '../../../harness/core/scripted-api.mts';
import { errorOf } from '../../../harness/error-of.mts';

const URL = 'https://n8n.example/webhook/1';

describe('registration', () => {
	const spec = (changes: Partial<WebhookSpec> = {}): WebhookSpec => ({
		url: URL,
		fields: {},
		knownSecret: 'whsec_1',
		newSecret: () => 'never',
		...changes,
	});
	const stored = (changes: object = {}) => ({
		id: 'wh_1',
		url: URL,
		secret: 'whsec_1',
		status: 'active',
		contextLimit: 0,
		timeout: 30,
		createdAt: '2026-01-01T00:00:00Z',
		...changes,
	});
	const find = async (json: unknown, changes?: Partial<WebhookSpec>) =>
		await agentphone.registration.find(scripted({ 'GET /v1/webhooks': json }).call, spec(changes));

	it('finds nothing in null', async () => {
		expect(await find(null)).toEqual({ own: [] });
	});
	it('calls another URL foreign', async () => {
		expect(await find(stored({ url: `${URL}0` }))).toEqual({ own: [], conflicting: `${URL}0` });
	});
	it('stops at an answer it cannot read', async () => {
		expect((await errorOf(() => find({ webhook: {} }))).code).toBe('BAD_ANSWER');
	});
	it.each([
		['with the known secret', {}, 'whsec_1', true],
		['with another secret', { secret: 'whsec_2' }, 'whsec_1', false],
		['with a masked secret', { secret: 'whsec_****' }, 'whsec_1', true],
		['without a secret', { secret: undefined }, 'whsec_1', true],
		['whose secret is not known', {}, undefined, false],
		['whose secret is masked and not known', { secret: 'whsec_****' }, undefined, false],
		['that is disabled', { status: 'disabled' }, 'whsec_1', false],
	])('knows ours %s', async (_, changes, knownSecret, current) => {
		expect(await find(stored(changes), { knownSecret })).toEqual({ own: [{ id: 'wh_1', current }] });
	});
	it('registers once, without history, and keeps the new secret', async () => {
		const { call, asked } = scripted({ 'POST /v1/webhooks': stored({ secret: 'whsec_new' }) });
		expect(await agentphone.registration.create(call, spec())).toEqual({ id: 'wh_1', secret: 'whsec_new' });
		expect(asked).toEqual([{ method: 'POST', path: '/v1/webhooks', body: { url: URL, contextLimit: 0 }, idempotent: false }]);
	});
	it('wants the secret from the answer', async () => {
		const { call } = scripted({ 'POST /v1/webhooks': stored({ secret: null }) });
		expect((await errorOf(() => agentphone.registration.create(call, spec()))).code).toBe('BAD_ANSWER');
	});
	it('removes what is ours', async () => {
		const { call, keys } = scripted({ 'GET /v1/webhooks': stored(), 'DELETE /v1/webhooks': undefined });
		await agentphone.registration.remove(call, spec(), 'wh_1');
		expect(keys()).toEqual(['GET /v1/webhooks', 'DELETE /v1/webhooks']);
	});
	it('leaves alone what has become another’s', async () => {
		const { call, keys } = scripted({ 'GET /v1/webhooks': stored({ url: 'https://other.example' }) });
		await agentphone.registration.remove(call, spec(), 'wh_1');
		expect(keys()).toEqual(['GET /v1/webhooks']);
	});
	it('uses the webhook of the agent where one is chosen', async () => {
		const path = '/v1/agents/agt%2F1/webhook';
		const { call, keys } = scripted({ [`GET ${path}`]: stored(), [`POST ${path}`]: stored(), [`DELETE ${path}`]: {} });
		const wanted = spec({ fields: { agentId: 'agt/1' } });
		await agentphone.registration.create(call, wanted);
		await agentphone.registration.remove(call, wanted, 'wh_1');
		expect(keys()).toEqual([`POST ${path}`, `GET ${path}`, `DELETE ${path}`]);
	});
});

describe('lists', () => {
	it('pages through the agents until it has all, and names them', async () => {
		const all = Array.from({ length: 130 }, (_, i) => ({ id: `agt_${i}`, name: i === 0 ? null : `Agent ${i}` }));
		const { call, asked } = scripted({
			'GET /v1/agents': ({ query }: HttpRequest) => ({
				data: all.slice(Number(query?.offset), Number(query?.offset) + Number(query?.limit)),
				total: 130,
			}),
		});
		const agents = await listAgents(call);
		expect(agents).toHaveLength(130);
		expect(agents?.slice(0, 2)).toEqual([
			{ value: 'agt_0', label: 'agt_0' },
			{ value: 'agt_1', label: 'Agent 1' },
		]);
		expect(asked).toHaveLength(2);
	});

	it('names a line by its number, and by its id where none is told', async () => {
		const { call, asked } = scripted({
			'GET /v1/numbers': {
				data: [
					{ id: 'num_1', phoneNumber: ME, name: 'Desk' },
					{ id: 'num_2', phoneNumber: null },
				],
				total: 2,
			},
		});
		expect(await listLines(call)).toEqual([ME, 'num_2'].map((value) => ({ value, label: value })));
		expect(asked).toHaveLength(1);
	});
});
