import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { caller, seeded, settle, until } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const UNKNOWN = '11111111-2222-4333-8444-555555555599';

const sandbox = useSandbox();
const receiver = useReceiver();
const call = caller(sandbox, 'inkbox');

async function identityId(): Promise<string> {
	return String((await call('GET', '/api/v1/identities')).json[0]?.id);
}

async function subscribe(fields: Record<string, unknown> = {}) {
	const body = {
		agent_identity_id: await identityId(),
		url: receiver.url,
		event_types: ['imessage.reaction_received'],
		...fields,
	};
	return call('POST', '/api/v1/webhooks/subscriptions', body);
}

function react(body: unknown) {
	return call('POST', '/api/v1/imessage/reactions', body);
}

describe('an Inkbox delivery', () => {
	it('is signed over request id, time and body, and says custom for a human emoji', async () => {
		const { json } = await subscribe();
		const { multiPart } = seeded(sandbox, 'inkbox');
		sandbox.control.react('inkbox', {
			messageId: multiPart.id,
			reaction: 'emoji',
			emoji: '🌴',
			partIndex: 1,
		});
		const [received] = await receiver.received(1);
		const { headers = {}, body = '' } = received ?? {};
		const base = `${headers['x-inkbox-request-id']}.${headers['x-inkbox-timestamp']}.${body}`;
		const key = String(json.signing_key).replace('whsec_', '');
		expect(headers['x-inkbox-signature']).toBe(`sha256=${createHmac('sha256', key).update(base).digest('hex')}`);
		expect(received?.json).toMatchObject({
			id: expect.stringMatching(/^evt_/),
			event_type: 'imessage.reaction_received',
			data: {
				message: null,
				reaction: {
					direction: 'inbound',
					reaction: 'custom',
					custom_emoji: '🌴',
					part_index: 1,
					target_message_id: multiPart.id,
					remote_number: '+12025550123',
				},
				contacts: [{ memories: [] }],
				agent_identities: [{ agent_handle: 'concierge' }],
			},
		});
	});

	it('tells swaps but not removals, and its own reactions unless the quirk is off', async () => {
		await subscribe();
		const { human } = seeded(sandbox, 'inkbox');
		sandbox.control.react('inkbox', { messageId: human.id, reaction: 'love' });
		sandbox.control.react('inkbox', { messageId: human.id, reaction: 'like' });
		sandbox.control.react('inkbox', { messageId: human.id, reaction: 'like', action: 'remove' });
		await react({ message_id: human.id, reaction: 'laugh' });
		sandbox.control.changeQuirks('inkbox', { echo: false });
		await react({ message_id: human.id, reaction: 'question' });
		await receiver.received(3);
		await settle();
		expect(receiver.calls.map(({ json }) => `${String(json.data?.reaction?.direction)} ${String(json.data?.reaction?.reaction)}`)).toEqual([
			'inbound love',
			'inbound like',
			'outbound laugh',
		]);
	});

	it('is replayed with the same event id under a new request id', async () => {
		await subscribe();
		receiver.statuses.push(500);
		sandbox.control.react('inkbox', { messageId: seeded(sandbox, 'inkbox').human.id, reaction: 'love' });
		await receiver.received(1);
		await until(() => sandbox.control.deliveries()[0]?.state === 'failed');
		const log = await call('GET', '/api/v1/webhooks/deliveries?success=false');
		const [failed] = log.json.deliveries ?? [];
		expect(failed).toMatchObject({
			response_status: 500,
			is_replay: false,
			event_type: 'imessage.reaction_received',
		});
		expect((await call('POST', `/api/v1/webhooks/deliveries/${String(failed?.id)}/replay`, {})).status).toBe(200);
		const [first, second] = await receiver.received(2);
		expect(second?.json.id).toBe(first?.json.id);
		expect(second?.headers['x-inkbox-request-id']).not.toBe(first?.headers['x-inkbox-request-id']);
	});

	it('is not retried', async () => {
		await subscribe();
		receiver.statuses.push(500);
		sandbox.control.react('inkbox', { messageId: seeded(sandbox, 'inkbox').human.id, reaction: 'love' });
		await settle();
		expect(receiver.calls).toHaveLength(1);
	});

	it('is unsigned as long as there is no key', async () => {
		sandbox.control.changeQuirks('inkbox', { mintsFirstKey: false });
		expect((await subscribe()).json.signing_key).toBeNull();
		sandbox.control.react('inkbox', { messageId: seeded(sandbox, 'inkbox').human.id, reaction: 'love' });
		const [received] = await receiver.received(1);
		expect(received?.headers).not.toHaveProperty('x-inkbox-signature');
		expect(received?.headers).toHaveProperty('x-inkbox-request-id');
	});
});

describe('Inkbox subscriptions', () => {
	it('show the signing key only where it is the first of the identity', async () => {
		const first = await subscribe();
		expect([first.status, typeof first.json.signing_key]).toEqual([201, 'string']);
		expect((await call('DELETE', `/api/v1/webhooks/subscriptions/${String(first.json.id)}`)).status).toBe(204);
		expect((await subscribe()).json.signing_key).toBeNull();
		expect((await call('GET', '/api/v1/identities/concierge/signing-key')).json).toMatchObject({
			configured: true,
		});
		const rotated = await call('POST', '/api/v1/identities/concierge/signing-key', {});
		expect(rotated.json.signing_key).not.toBe(first.json.signing_key);
	});

	it.each([60, 20])('are as many per owner as the quirk says: %i', async (maxSubscriptions) => {
		sandbox.control.changeQuirks('inkbox', { maxSubscriptions });
		const url = (i: number) => `https://example.com/${i}`;
		for (let i = 0; i < maxSubscriptions; i += 1) expect((await subscribe({ url: url(i) })).status).toBe(201);
		const { status, json } = await subscribe({ url: url(maxSubscriptions) });
		expect([status, json.detail]).toEqual([409, expect.stringMatching(/maximum.*subscription/)]);
	});

	it('have each URL once per owner', async () => {
		const { json } = await subscribe({ url: 'https://example.com/1' });
		const again = await subscribe({ url: 'https://example.com/1' });
		expect([again.status, again.json.detail]).toEqual([409, expect.stringMatching(/active subscription.*url/)]);
		const other = await subscribe({ url: 'https://example.com/2' });
		const path = `/api/v1/webhooks/subscriptions/${other.json.id}`;
		expect((await call('PATCH', path, { url: 'https://example.com/1' })).status).toBe(409);
		expect((await call('PATCH', path, { url: 'https://example.com/2' })).status).toBe(200);
		expect(json.id).not.toBe(other.json.id);
	});

	it.each([
		['http elsewhere', { url: 'http://example.com/x' }, 422],
		['no events', { event_types: [] }, 422],
		['an event twice', { event_types: ['imessage.received', 'imessage.received'] }, 422],
		['an unknown event', { event_types: ['imessage.reaction_removed'] }, 422],
		['two owners', { mailbox_id: UNKNOWN }, 422],
		['no owner', { agent_identity_id: undefined }, 422],
		['an unknown identity', { agent_identity_id: UNKNOWN }, 404],
	])('refuse %s', async (_, fields, status) => {
		expect((await subscribe(fields)).status).toBe(status);
	});

	it('are listed by filter, changed by PATCH and gone after DELETE', async () => {
		const { json } = await subscribe();
		const path = `/api/v1/webhooks/subscriptions/${String(json.id)}`;
		expect((await call('PATCH', path, { event_types: ['imessage.received'] })).json.event_types).toEqual(['imessage.received']);
		const found = await call('GET', `/api/v1/webhooks/subscriptions?url=${encodeURIComponent(receiver.url)}&event_type=imessage.received`);
		expect(found.json.subscriptions).toHaveLength(1);
		expect((await call('GET', '/api/v1/webhooks/subscriptions?agent_identity_id=a&mailbox_id=b')).status).toBe(422);
		expect((await call('DELETE', path)).status).toBe(204);
		expect((await call('DELETE', path)).status).toBe(404);
	});

	it('are closed to an unclaimed key, which whoami names', async () => {
		sandbox.control.changeQuirks('inkbox', { keyScope: 'unclaimed' });
		expect((await call('GET', '/api/whoami')).json.auth_subtype).toBe('api_key.agent_scoped.unclaimed');
		expect((await call('GET', '/api/v1/identities')).json).toHaveLength(1);
		expect((await subscribe()).status).toBe(403);
	});
});
