import { describe, expect, it } from '@jest/globals';

import { inkbox } from '../../../../core/providers/inkbox';
import { listIdentities } from '../../../../core/providers/inkbox/registration.ts';
import type { SecretStore, WebhookSpec } from '../../../../core/providers/registration';
import { scripted } from '../../../harness/core/scripted-api.mts';
import { errorOf } from '../../../harness/error-of.mts';

const URL = 'https://n8n.example/webhook/1';

describe('registration', () => {
	const SUBSCRIPTIONS = '/api/v1/webhooks/subscriptions';
	const LIST = 'GET /api/v1/identities';
	const KEY = 'GET /api/v1/identities/demo/signing-key';
	const [FIRST, SECOND] = [
		{ id: 'i_1', agent_handle: 'demo' },
		{ id: 'i_2', agent_handle: 'other' },
	];
	const EVENTS = ['imessage.reaction_received'];
	const spec = (changes: Partial<WebhookSpec> = {}): WebhookSpec => ({
		url: URL,
		fields: {},
		knownSecret: undefined,
		newSecret: () => 'never',
		...changes,
	});
	const secretStore = (kept: Record<string, string>): SecretStore => ({
		get: (owner) => kept[owner],
		keep: (owner, secret) => void (kept[owner] = secret),
	});
	const subscription = (changes: object = {}) => ({
		id: 's_1',
		agent_identity_id: 'i_1',
		url: URL,
		event_types: EVENTS,
		status: 'active',
		...changes,
	});
	const find = async (subscriptions: unknown[], changes?: Partial<WebhookSpec>) => {
		const script = scripted({ [LIST]: [FIRST], [`GET ${SUBSCRIPTIONS}`]: { subscriptions } });
		return { found: await inkbox.registration.find(script.call, spec(changes)), ...script };
	};

	it('asks by URL, so that ours is found whoever owns it, and without choosing an identity', async () => {
		const { found, keys, asked } = await find([]);
		expect(found).toEqual({ own: [] });
		expect(keys()).toEqual([`GET ${SUBSCRIPTIONS}`]);
		expect(asked[0]?.query).toEqual({ url: URL });
	});
	it('finds only what stands at exactly our URL, and calls nothing foreign', async () => {
		const { found } = await find([subscription({ id: 's_0', url: `${URL}0` }), subscription()], { knownSecret: 'k_0' });
		expect(found).toEqual({ own: [{ id: 's_1', current: true }] });
	});
	it.each([{ status: 'paused' }, { event_types: [] }, { event_types: [...EVENTS, 'imessage.received'] }])(
		'lets ours with %j not stay',
		async (changes) => {
			expect((await find([subscription(changes)], { knownSecret: 'k_0' })).found).toEqual({ own: [{ id: 's_1', current: false }] });
		},
	);
	it.each<[string, Partial<WebhookSpec>]>([
		['whose key is lost', {}],
		['when another key was pasted', { knownSecret: 'k_0', pastedSecret: 'k_1' }],
		['of another identity', { knownSecret: 'k_0', fields: { identityId: 'i_2' } }],
	])('does not keep ours %s', async (_, changes) => {
		expect((await find([subscription()], changes)).found).toEqual({ own: [{ id: 's_1', current: false }] });
	});
	it.each([
		[[FIRST, SECOND], {}, 'Agent Identity is empty, and the Inkbox key sees several: demo, other. Choose one.'],
		[[], {}, 'The Inkbox key sees no agent identity. Check the API Key in the credential.'],
		[[FIRST], { identityId: 'i_2' }, 'The Inkbox key doesn’t see the chosen Agent Identity. Choose one that it sees: demo.'],
	])('wants one identity to be named among %j, of %j', async (identities, fields, message) => {
		const { call } = scripted({ [LIST]: identities });
		const error = await errorOf(() => inkbox.registration.create(call, spec({ fields })));
		expect(error).toMatchObject({ code: 'INVALID_INPUT', message, details: { field: 'identityId' } });
	});
	it('registers and keeps the key that is made with the first subscription', async () => {
		const { call, asked } = scripted({
			[LIST]: [FIRST],
			[KEY]: { configured: false, created_at: null },
			[`POST ${SUBSCRIPTIONS}`]: { ...subscription(), signing_key: 'k_1' },
		});
		expect(await inkbox.registration.create(call, spec())).toEqual({ id: 's_1', secret: 'k_1' });
		expect(asked.at(-1)).toEqual({
			method: 'POST',
			path: SUBSCRIPTIONS,
			body: { agent_identity_id: 'i_1', url: URL, event_types: EVENTS },
			idempotent: false,
		});
	});
	it('takes the known key where none is made, and asks about none', async () => {
		const { call, keys } = scripted({ [LIST]: [FIRST, SECOND], [`POST ${SUBSCRIPTIONS}`]: { ...subscription(), signing_key: null } });
		const created = await inkbox.registration.create(
			call,
			spec({ secretStore: secretStore({ i_1: 'k_0', i_2: 'k_2' }), fields: { identityId: 'i_1' } }),
		);
		expect(created).toEqual({ id: 's_1', secret: 'k_0' });
		expect(keys()).toEqual([LIST, `POST ${SUBSCRIPTIONS}`]);
	});
	it('keeps a key for its identity, whether that was named or was the only one', async () => {
		const kept: Record<string, string> = {};
		const { call } = scripted({
			[LIST]: [FIRST],
			[KEY]: { configured: false, created_at: null },
			[`POST ${SUBSCRIPTIONS}`]: { ...subscription(), signing_key: 'k_1' },
		});
		await inkbox.registration.create(call, spec({ secretStore: secretStore(kept) }));
		expect(kept).toEqual({ i_1: 'k_1' });
	});
	it('doesn’t take the key of another identity, nor that of a registration before', async () => {
		const { call } = scripted({ [LIST]: [FIRST], [KEY]: { configured: true, created_at: '2026-01-01T00:00:00Z' } });
		const other = spec({ knownSecret: 'k_2', secretStore: secretStore({ i_2: 'k_2' }) });
		expect((await errorOf(() => inkbox.registration.create(call, other))).code).toBe('SECRET_MISSING');
	});
	it('registers nothing and rotates nothing where the key is not known', async () => {
		const { call, keys } = scripted({ [LIST]: [FIRST], [KEY]: { configured: true, created_at: '2026-01-01T00:00:00Z' } });
		expect((await errorOf(() => inkbox.registration.create(call, spec()))).code).toBe('SECRET_MISSING');
		expect(keys()).toEqual([LIST, KEY]);
	});
	it('says of a key that is not known what became of it, and what to do if it is lost', async () => {
		const { call } = scripted({ [LIST]: [FIRST], [KEY]: { configured: true, created_at: '2026-01-01T00:00:00Z' } });
		const { message, details } = await errorOf(() => inkbox.registration.create(call, spec()));
		expect(message).toMatch(/^Inkbox showed the signing key of demo once, with its first webhook, and doesn’t show it again\./);
		expect(message).toContain('Nothing was registered.');
		expect(message).toContain('rotate it in the Inkbox console');
		expect(details.hintKey).toBe('enter-signing-key');
	});
	it('does not use up the first key for a test run, which could not keep it', async () => {
		const { call, keys } = scripted({ [LIST]: [FIRST] });
		expect(await errorOf(() => inkbox.registration.create(call, spec({ isTemporary: true })))).toMatchObject({
			code: 'SECRET_MISSING',
			details: { hintKey: 'register-for-good' },
		});
		expect(keys()).toEqual([LIST]);
	});
	it('prefers the key that was pasted', async () => {
		const { call } = scripted({ [LIST]: [FIRST], [`POST ${SUBSCRIPTIONS}`]: { ...subscription(), signing_key: null } });
		expect(await inkbox.registration.create(call, spec({ secretStore: secretStore({ i_1: 'k_0' }), pastedSecret: 'k_2' }))).toEqual({
			id: 's_1',
			secret: 'k_2',
		});
	});
	it('takes the subscription back where no key came with it', async () => {
		const { call, keys } = scripted({
			[LIST]: [FIRST],
			[KEY]: { configured: false },
			[`POST ${SUBSCRIPTIONS}`]: { ...subscription(), signing_key: null },
			[`DELETE ${SUBSCRIPTIONS}/s_1`]: undefined,
		});
		expect((await errorOf(() => inkbox.registration.create(call, spec()))).code).toBe('SECRET_MISSING');
		expect(keys().at(-1)).toBe(`DELETE ${SUBSCRIPTIONS}/s_1`);
	});
	it('removes by id', async () => {
		const { call, keys } = scripted({ [`DELETE ${SUBSCRIPTIONS}/s%2F1`]: undefined });
		await inkbox.registration.remove(call, spec(), 's/1');
		expect(keys()).toEqual([`DELETE ${SUBSCRIPTIONS}/s%2F1`]);
	});
	it('names the webhooks of the chosen identity, or of the only one there is', async () => {
		const foreign = { id: 's_2', url: 'https://other.example/hook', agent_identity_id: 'i_1', event_types: ['imessage.sent'] };
		const { call, asked } = scripted({
			[LIST]: [FIRST],
			[`GET ${SUBSCRIPTIONS}`]: { subscriptions: [subscription(), foreign, { id: 's_3' }] },
		});
		for (const fields of [{ identityId: 'i_1' }, {}]) {
			expect(await inkbox.registration.list?.(call, spec({ fields }))).toMatchObject([{ id: 's_1' }, { id: 's_2', url: foreign.url }]);
			expect(asked.at(-1)?.query).toEqual({ agent_identity_id: 'i_1' });
		}
		expect(asked).toHaveLength(3);
	});
	it('names none where it must be told whose', async () => {
		const { call, keys } = scripted({ [LIST]: [FIRST, { id: 'i_2', agent_handle: 'other' }] });
		expect(await errorOf(async () => await inkbox.registration.list?.(call, spec({ fields: {} })))).toMatchObject({
			code: 'INVALID_INPUT',
			details: { field: 'identityId' },
		});
		expect(keys()).toEqual([LIST]);
	});
	it('lists identities by handle', async () => {
		expect(await listIdentities(scripted({ [LIST]: [FIRST] }).call)).toEqual([{ value: 'i_1', label: 'demo' }]);
	});
});
