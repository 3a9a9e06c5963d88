import { describe, expect, it } from '@jest/globals';

import { providerById, registerWebhook, unregisterWebhook, type WebhookSpec } from '../../core/index.ts';
import { type Harness } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { wantedWebhook } from '../harness/contract/listen.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const register = async (harness: Harness, changes: Partial<WebhookSpec> = {}) =>
	await registerWebhook(harness.provider, harness.call, wantedWebhook(harness, sandbox.receiver.url, changes));
const urls = ({ control, provider }: Harness) => control.webhooks(provider.id).map(({ url }) => url);
const bodiesOf = (harness: Harness, wanted: string) =>
	harness
		.requests()
		.filter(({ method }) => method === wanted)
		.map(({ body }) => body);

describe('Linq', () => {
	const linq = providerById('linq');

	it('is told the version of the payload in the URL, after a query that is there already', async () => {
		const harness = sandbox.harness(linq);
		await register(harness);
		await registerWebhook(linq, harness.call, wantedWebhook(harness, `${sandbox.receiver.url}?a=1`));
		expect(urls(harness)).toEqual([`${sandbox.receiver.url}?version=2026-02-03`, `${sandbox.receiver.url}?a=1&version=2026-02-03`]);
		expect(bodiesOf(harness, 'POST')).toMatchObject([{ subscribed_events: ['reaction.added', 'reaction.removed'] }, {}]);
	});

	it('replaces our URL without a version, which an older release would have left', async () => {
		const harness = sandbox.harness(linq);
		harness.control.addWebhook('linq', { url: sandbox.receiver.url });
		await register(harness);
		expect(urls(harness)).toEqual([`${sandbox.receiver.url}?version=2026-02-03`]);
	});

	it('says that a URL was taken at the same moment', async () => {
		const harness = sandbox.harness(linq);
		harness.control.addFault('linq', {
			match: { method: 'POST' },
			fault: {
				kind: 'status',
				status: 409,
				body: { success: false, error: { status: 409, code: 2015, message: 'Request conflicts with current state' } },
			},
		});
		const error = await errorOf(register(harness));
		expect(error).toMatchObject({ code: 'REFUSED', details: { providerCode: '2015' } });
		expect(bodiesOf(harness, 'POST')).toHaveLength(1);
	});

	it('says that a line is not the account’s', async () => {
		const harness = sandbox.harness(linq);
		expect(await errorOf(register(harness, { fields: { lines: ['+12025550999'] } }))).toMatchObject({ code: 'NOT_ALLOWED' });
		expect(urls(harness)).toEqual([]);
	});
});

describe('Inkbox', () => {
	const inkbox = providerById('inkbox');
	const webhookOf = (harness: Harness, url: string, knownSecret?: string) => wantedWebhook(harness, url, { knownSecret });

	it('says that an identity has 60 webhooks, and leaves all of them', async () => {
		const harness = sandbox.harness(inkbox);
		for (let i = 0; i < 60; i += 1) harness.control.addWebhook('inkbox', { url: `https://other.example.com/${i}` });
		const error = await errorOf(register(harness, { knownSecret: 'whsec_known' }));
		expect(error.code).toBe('WEBHOOK_CONFLICT');
		expect(error.message).toContain('remove one');
		expect(urls(harness)).toHaveLength(60);
	});

	it('says that the address was registered at the same moment, and asks to remove none', async () => {
		const harness = sandbox.harness(inkbox);
		const call: typeof harness.call = async (request) => {
			if (request.method === 'POST') harness.control.addWebhook('inkbox', { url: sandbox.receiver.url });
			return await harness.call(request);
		};
		const error = await errorOf(registerWebhook(inkbox, call, webhookOf(harness, sandbox.receiver.url, undefined)));
		expect(error).toMatchObject({ code: 'WEBHOOK_CONFLICT', message: expect.stringContaining('publish again') });
	});

	it('registers for the second URL of an identity with the key of the first', async () => {
		const harness = sandbox.harness(inkbox);
		const first = await register(harness);
		const second = await registerWebhook(inkbox, harness.call, webhookOf(harness, `${sandbox.receiver.url}/2`, first.secret));
		expect(second.secret).toBe(first.secret);
		expect(urls(harness)).toHaveLength(2);
	});

	it('takes a key that the user pasted', async () => {
		const harness = sandbox.harness(inkbox);
		harness.control.addWebhook('inkbox', { url: 'https://other.example.com/first' });
		const [{ signing_key: key } = {}] = harness.control.webhooks('inkbox');
		const registration = await register(harness, { pastedSecret: String(key) });
		expect(registration.secret).toBe(key);
	});

	it('registers nothing for a test run that would use up the only showing of the key', async () => {
		const harness = sandbox.harness(inkbox);
		expect(await errorOf(register(harness, { isTemporary: true }))).toMatchObject({
			code: 'SECRET_MISSING',
			details: { hintKey: 'register-for-good' },
		});
		expect(bodiesOf(harness, 'POST')).toEqual([]);
		expect((await register(harness)).secret).toMatch(/^whsec_/);
	});

	it('leaves no webhook behind that came without a key', async () => {
		const harness = sandbox.harness(inkbox, { quirks: { mintsFirstKey: false } });
		expect(await errorOf(register(harness))).toMatchObject({ code: 'SECRET_MISSING', details: { field: 'webhookSecret' } });
		expect(bodiesOf(harness, 'POST')).toHaveLength(1);
		expect(urls(harness)).toEqual([]);
	});

	it('never rotates the key', async () => {
		const harness = sandbox.harness(inkbox);
		harness.control.addWebhook('inkbox', { url: 'https://other.example.com/first' });
		await errorOf(register(harness));
		await unregisterWebhook(inkbox, harness.call, webhookOf(harness, sandbox.receiver.url));
		expect(harness.requests().filter(({ method, path }) => method === 'POST' && path.includes('signing-key'))).toEqual([]);
	});

	it('asks which identity where a key sees two, and takes the only one where it sees one', async () => {
		const harness = sandbox.harness(inkbox);
		const error = await errorOf(register(harness, { fields: {} }));
		expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'identityId' } });
		expect(error.message).toContain('concierge');
		harness.control.changeQuirks('inkbox', { keyScope: 'claimed' });
		expect((await register(harness, { fields: {} })).secret).toMatch(/^whsec_/);
	});

	it('hears of its own identity only', async () => {
		const harness = sandbox.harness(inkbox);
		await register(harness);
		const { id: messageId } = harness.message('Hello, second line!');
		expect(harness.control.react('inkbox', { messageId, reaction: 'love' }).deliveries).toEqual([]);
		expect(harness.control.react('inkbox', { messageId: harness.message().id, reaction: 'love' }).deliveries).toHaveLength(1);
	});

	it('says that an unclaimed key may not manage webhooks', async () => {
		const harness = sandbox.harness(inkbox, { quirks: { keyScope: 'unclaimed' } });
		const error = await errorOf(register(harness));
		expect(error.code).toBe('NOT_ALLOWED');
		expect(error.message).toContain('claim');
	});
});

describe('Tuco', () => {
	it('says where tapbacks may have to be enabled when it doesn’t accept the event', async () => {
		const harness = sandbox.harness(providerById('tuco'), { quirks: { acceptsReactionEvent: false } });
		const error = await errorOf(register(harness));
		expect(error).toMatchObject({
			code: 'REFUSED',
			details: { providerMessage: 'Invalid events: message.reaction', hintKey: 'register-by-hand' },
		});
		expect(error.message).toContain('dashboard');
		expect(urls(harness)).toEqual([]);
	});
});

describe('AgentPhone', () => {
	const agentphone = providerById('agentphone');
	const fields = { agentId: 'agt_01' };

	it('registers with an agent beside the account’s webhook, which is somebody else’s', async () => {
		const harness = sandbox.harness(agentphone);
		harness.control.addWebhook('agentphone', { url: 'https://other.example.com/account' });
		await register(harness, { fields });
		expect(harness.control.webhooks('agentphone')).toMatchObject([
			{ url: 'https://other.example.com/account', agentId: null },
			{ url: sandbox.receiver.url, agentId: 'agt_01' },
		]);
		expect(bodiesOf(harness, 'POST')).toEqual([{ url: sandbox.receiver.url, contextLimit: 0 }]);
		await unregisterWebhook(agentphone, harness.call, wantedWebhook(harness, sandbox.receiver.url, { fields }));
		expect(urls(harness)).toEqual(['https://other.example.com/account']);
	});

	it('hears of its own agent only', async () => {
		const harness = sandbox.harness(agentphone);
		await register(harness, { fields });
		const { id: messageId } = harness.message('Hello, second line!');
		expect(harness.control.react('agentphone', { messageId, reaction: 'love' }).deliveries).toEqual([]);
		expect(harness.control.react('agentphone', { messageId: harness.message().id, reaction: 'love' }).deliveries).toHaveLength(1);
	});

	it('says that there is no such agent', async () => {
		const harness = sandbox.harness(agentphone);
		const error = await errorOf(register(harness, { fields: { agentId: 'agt_99' } }));
		expect(error.code).toBe('REFUSED');
		expect(error.message).toContain('agent');
	});
});

describe('Sendblue', () => {
	const sendblue = providerById('sendblue');

	it('appends ours with our own secret, to received messages only', async () => {
		const harness = sandbox.harness(sendblue);
		await register(harness);
		expect(bodiesOf(harness, 'POST')).toEqual([{ type: 'receive', webhooks: [{ url: sandbox.receiver.url, secret: expect.any(String) }] }]);
	});

	it('removes every copy of our URL, and only under received messages', async () => {
		const harness = sandbox.harness(sendblue);
		for (const type of ['receive', 'receive', 'outbound']) harness.control.addWebhook('sendblue', { url: sandbox.receiver.url, type });
		await unregisterWebhook(sendblue, harness.call, wantedWebhook(harness, sandbox.receiver.url));
		expect(harness.control.webhooks('sendblue')).toMatchObject([{ type: 'outbound', url: sandbox.receiver.url }]);
	});
});
