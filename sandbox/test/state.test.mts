import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ProviderId, Sandbox } from '../src/index.mts';
import { DESCRIPTIONS } from '../src/providers/descriptions.mts';
import {
	caller,
	seeded,
	startReceiver,
	startTestSandbox,
	until,
	type Answer,
	type Call,
	type ReceivedCall,
	type Receiver,
} from './harness/sandbox.mts';

interface Vendor {
	register(call: Call, url: string, sandbox: Sandbox): Promise<Answer>;
	/** Where the answer to the registration shows the secret. */
	secret(answer: Answer): string;
	/** The header with the signature, and what it must be. */
	signature(secret: string, received: ReceivedCall): [string, string];
	quirk: Record<string, string | number | boolean>;
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text);

const VENDORS: Record<ProviderId, Vendor> = {
	agentphone: {
		register: (call, url) => call('POST', '/v1/webhooks', { url }),
		secret: ({ json }) => String(json.secret),
		signature: (secret, { headers, body }) => [
			'x-webhook-signature',
			`sha256=${hmac(secret, `${headers['x-webhook-timestamp']}.${body}`).digest('hex')}`,
		],
		quirk: { customEmoji: false },
	},
	inkbox: {
		register: (call, url, sandbox) =>
			call('POST', '/api/v1/webhooks/subscriptions', {
				agent_identity_id: identityOf(sandbox),
				url,
				event_types: ['imessage.reaction_received'],
				context_config: { depth: 3 },
			}),
		secret: ({ json }) => String(json.signing_key),
		signature: (secret, { headers, body }) => [
			'x-inkbox-signature',
			`sha256=${hmac(secret.replace('whsec_', ''), `${headers['x-inkbox-request-id']}.${headers['x-inkbox-timestamp']}.${body}`).digest('hex')}`,
		],
		quirk: { detailShape: 'string' },
	},
	linq: {
		register: (call, url) =>
			call('POST', '/api/partner/v3/webhook-subscriptions', {
				target_url: url,
				subscribed_events: ['reaction.added', 'reaction.removed'],
				phone_numbers: ['+12025550101'],
			}),
		secret: ({ json }) => String(json.signing_secret),
		signature: (secret, { headers, body }) => [
			'webhook-signature',
			`v1,${hmac(Buffer.from(secret.replace('whsec_', ''), 'base64'), `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')}`,
		],
		quirk: { sendStatus: 200 },
	},
	sendblue: {
		register: (call, url) => call('POST', '/api/account/webhooks', { webhooks: [url], globalSecret: 'the global secret' }),
		secret: () => 'the global secret',
		signature: (secret) => ['sb-signing-secret', secret],
		quirk: { mode: 'v2' },
	},
	tuco: {
		register: (call, url) => call('POST', '/api/webhooks', { url, events: ['message.reaction'], name: 'Mine' }),
		secret: ({ json }) => String(json.secret),
		signature: (secret, { body }) => ['x-tuco-signature', hmac(secret, body).digest('hex')],
		quirk: { payload: 'flat' },
	},
};

const IDS = DESCRIPTIONS.map(({ id }) => id);

let directory: string;
let stateFile: string;
let sandbox: Sandbox;
let receiver: Receiver;

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), 'tapback-state-'));
	stateFile = join(directory, 'state.json');
	sandbox = await startTestSandbox({ stateFile });
	receiver = await startReceiver();
});

afterEach(async () => {
	await sandbox.close();
	await receiver.close();
	await rm(directory, { recursive: true });
});

describe.each(IDS)('after a restart, %s', (id) => {
	const { register, secret, signature, quirk } = VENDORS[id];

	it('delivers to the webhook that was registered before, properly signed', async () => {
		const registered = await register(caller(sandbox, id), receiver.url, sandbox);
		expect(registered.status).toBeLessThan(300);
		await restart();
		sandbox.control.react(id, { messageId: seeded(sandbox, id).human.id, reaction: 'love' });
		const [received] = await receiver.received(1);
		if (!received) throw new Error('Nothing came');
		const [header, expected] = signature(secret(registered), received);
		expect(received.headers[header]).toBe(expected);
	});

	it('has the same messages, tapbacks, webhooks, quirks and rate limit', async () => {
		await register(caller(sandbox, id), receiver.url, sandbox);
		const { human, group } = seeded(sandbox, id);
		const { id: messageId } = sandbox.control.sendMessage(id, { from: 'human', text: 'Kept ❤️' });
		for (const target of [messageId, group.id]) sandbox.control.react(id, { messageId: target, reaction: 'emoji', emoji: '🔥' });
		sandbox.control.react(id, { messageId: human.id, reaction: 'sticker' });
		sandbox.control.changeQuirks(id, quirk);
		sandbox.control.setRateLimit(id, { limit: 7, windowSeconds: 0.5 });
		await until(() => sandbox.control.deliveries().every(({ state }) => state === 'delivered'));
		const before = kept(id);
		await restart();
		expect(kept(id)).toEqual(before);
		expect(sandbox.control.tapbacks(id, messageId)).toMatchObject([{ reaction: 'emoji', emoji: '🔥' }]);
		expect(sandbox.control.quirks(id)).toMatchObject(quirk);
	});

	it('goes on from there: old messages take tapbacks, new ones come behind', async () => {
		const { id: old } = sandbox.control.sendMessage(id, { from: 'human', text: 'Before' });
		await restart();
		sandbox.control.react(id, { messageId: old, reaction: 'like' });
		const { id: young } = sandbox.control.sendMessage(id, { from: 'human', text: 'After' });
		await restart();
		expect(
			sandbox.control
				.messages(id)
				.slice(-2)
				.map((message) => message.id),
		).toEqual([old, young]);
		expect(sandbox.control.tapbacks(id, old)).toMatchObject([{ reaction: 'like' }]);
	});
});

async function restart(): Promise<void> {
	await sandbox.close();
	sandbox = await startTestSandbox({ stateFile });
}

function kept(id: ProviderId): unknown {
	const { control } = sandbox;
	return [control.messages(id), control.webhooks(id), control.quirks(id), control.rateLimit(id)];
}

function identityOf({ control }: Sandbox): unknown {
	const identities = control.overview().providers.inkbox?.identities;
	return Array.isArray(identities) ? identities[0].id : undefined;
}
