import { describe, expect, it } from '@jest/globals';

import { providerById, registerWebhook, unregisterWebhook, type WebhookSpec } from '../../core/index.ts';
import { errorOf, type Bench } from './bench.mts';
import { wantedHook } from './listen.mts';
import { useStage } from './stage.mts';

const stage = useStage();

const register = async (bench: Bench, changes: Partial<WebhookSpec> = {}) =>
	await registerWebhook(bench.provider, bench.call, wantedHook(bench, stage.receiver.url, changes));
const urls = ({ control, provider }: Bench) => control.webhooks(provider.id).map(({ url }) => url);
const bodiesOf = (bench: Bench, wanted: string) =>
	bench
		.requests()
		.filter(({ method }) => method === wanted)
		.map(({ body }) => body);

describe('Linq', () => {
	const linq = providerById('linq');

	it('is told the version of the payload in the URL, after a query that is there already', async () => {
		const bench = stage.bench(linq);
		await register(bench);
		await registerWebhook(linq, bench.call, wantedHook(bench, `${stage.receiver.url}?a=1`));
		expect(urls(bench)).toEqual([`${stage.receiver.url}?version=2026-02-03`, `${stage.receiver.url}?a=1&version=2026-02-03`]);
		expect(bodiesOf(bench, 'POST')).toMatchObject([{ subscribed_events: ['reaction.added', 'reaction.removed'] }, {}]);
	});

	it('replaces our URL without a version, which an older release would have left', async () => {
		const bench = stage.bench(linq);
		bench.control.addWebhook('linq', { url: stage.receiver.url });
		await register(bench);
		expect(urls(bench)).toEqual([`${stage.receiver.url}?version=2026-02-03`]);
	});

	it('says that a URL was taken at the same moment', async () => {
		const bench = stage.bench(linq);
		bench.control.addFault('linq', {
			match: { method: 'POST' },
			fault: {
				kind: 'status',
				status: 409,
				body: { success: false, error: { status: 409, code: 2015, message: 'Request conflicts with current state' } },
			},
		});
		const error = await errorOf(register(bench));
		expect(error).toMatchObject({ code: 'REFUSED', details: { providerCode: '2015' } });
		expect(bodiesOf(bench, 'POST')).toHaveLength(1);
	});

	it('says that a line is not the account’s', async () => {
		const bench = stage.bench(linq);
		expect(await errorOf(register(bench, { fields: { lines: ['+12025550999'] } }))).toMatchObject({ code: 'NOT_ALLOWED' });
		expect(urls(bench)).toEqual([]);
	});
});

describe('Inkbox', () => {
	const inkbox = providerById('inkbox');
	const hookOf = (bench: Bench, url: string, knownSecret?: string) => wantedHook(bench, url, { knownSecret });

	it('says that an identity has 60 webhooks, and leaves all of them', async () => {
		const bench = stage.bench(inkbox);
		for (let i = 0; i < 60; i += 1) bench.control.addWebhook('inkbox', { url: `https://other.example.com/${i}` });
		const error = await errorOf(register(bench, { knownSecret: 'whsec_known' }));
		expect(error.code).toBe('HOOK_CONFLICT');
		expect(error.message).toContain('remove one');
		expect(urls(bench)).toHaveLength(60);
	});

	it('says that the address was registered at the same moment, and asks to remove none', async () => {
		const bench = stage.bench(inkbox);
		const call: typeof bench.call = async (request) => {
			if (request.method === 'POST') bench.control.addWebhook('inkbox', { url: stage.receiver.url });
			return await bench.call(request);
		};
		const error = await errorOf(registerWebhook(inkbox, call, hookOf(bench, stage.receiver.url, undefined)));
		expect(error).toMatchObject({ code: 'HOOK_CONFLICT', message: expect.stringContaining('publish again') });
	});

	it('registers for the second URL of an identity with the key of the first', async () => {
		const bench = stage.bench(inkbox);
		const first = await register(bench);
		const second = await registerWebhook(inkbox, bench.call, hookOf(bench, `${stage.receiver.url}/2`, first.secret));
		expect(second.secret).toBe(first.secret);
		expect(urls(bench)).toHaveLength(2);
	});

	it('takes a key that the user pasted', async () => {
		const bench = stage.bench(inkbox);
		bench.control.addWebhook('inkbox', { url: 'https://other.example.com/first' });
		const [{ signing_key: key } = {}] = bench.control.webhooks('inkbox');
		const registration = await register(bench, { pastedSecret: String(key) });
		expect(registration.secret).toBe(key);
	});

	it('registers nothing for a test run that would use up the only showing of the key', async () => {
		const bench = stage.bench(inkbox);
		expect(await errorOf(register(bench, { isTemporary: true }))).toMatchObject({
			code: 'SECRET_MISSING',
			details: { hintKey: 'register-for-good' },
		});
		expect(bodiesOf(bench, 'POST')).toEqual([]);
		expect((await register(bench)).secret).toMatch(/^whsec_/);
	});

	it('leaves no webhook behind that came without a key', async () => {
		const bench = stage.bench(inkbox, { quirks: { mintsFirstKey: false } });
		expect(await errorOf(register(bench))).toMatchObject({ code: 'SECRET_MISSING', details: { field: 'webhookSecret' } });
		expect(bodiesOf(bench, 'POST')).toHaveLength(1);
		expect(urls(bench)).toEqual([]);
	});

	it('never rotates the key', async () => {
		const bench = stage.bench(inkbox);
		bench.control.addWebhook('inkbox', { url: 'https://other.example.com/first' });
		await errorOf(register(bench));
		await unregisterWebhook(inkbox, bench.call, hookOf(bench, stage.receiver.url));
		expect(bench.requests().filter(({ method, path }) => method === 'POST' && path.includes('signing-key'))).toEqual([]);
	});

	it('asks which identity where a key sees two, and takes the only one where it sees one', async () => {
		const bench = stage.bench(inkbox);
		const error = await errorOf(register(bench, { fields: {} }));
		expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'identityId' } });
		expect(error.message).toContain('concierge');
		bench.control.changeQuirks('inkbox', { keyScope: 'claimed' });
		expect((await register(bench, { fields: {} })).secret).toMatch(/^whsec_/);
	});

	it('hears of its own identity only', async () => {
		const bench = stage.bench(inkbox);
		await register(bench);
		const { id: messageId } = bench.message('Hello, second line!');
		expect(bench.control.react('inkbox', { messageId, reaction: 'love' }).deliveries).toEqual([]);
		expect(bench.control.react('inkbox', { messageId: bench.message().id, reaction: 'love' }).deliveries).toHaveLength(1);
	});

	it('says that an unclaimed key may not manage webhooks', async () => {
		const bench = stage.bench(inkbox, { quirks: { keyScope: 'unclaimed' } });
		const error = await errorOf(register(bench));
		expect(error.code).toBe('NOT_ALLOWED');
		expect(error.message).toContain('claim');
	});
});

describe('Tuco', () => {
	it('says where tapbacks may have to be enabled when it doesn’t accept the event', async () => {
		const bench = stage.bench(providerById('tuco'), { quirks: { acceptsReactionEvent: false } });
		const error = await errorOf(register(bench));
		expect(error).toMatchObject({
			code: 'REFUSED',
			details: { providerMessage: 'Invalid events: message.reaction', hintKey: 'register-by-hand' },
		});
		expect(error.message).toContain('dashboard');
		expect(urls(bench)).toEqual([]);
	});
});

describe('AgentPhone', () => {
	const agentphone = providerById('agentphone');
	const fields = { agentId: 'agt_01' };

	it('registers with an agent beside the account’s webhook, which is somebody else’s', async () => {
		const bench = stage.bench(agentphone);
		bench.control.addWebhook('agentphone', { url: 'https://other.example.com/account' });
		await register(bench, { fields });
		expect(bench.control.webhooks('agentphone')).toMatchObject([
			{ url: 'https://other.example.com/account', agentId: null },
			{ url: stage.receiver.url, agentId: 'agt_01' },
		]);
		expect(bodiesOf(bench, 'POST')).toEqual([{ url: stage.receiver.url, contextLimit: 0 }]);
		await unregisterWebhook(agentphone, bench.call, wantedHook(bench, stage.receiver.url, { fields }));
		expect(urls(bench)).toEqual(['https://other.example.com/account']);
	});

	it('hears of its own agent only', async () => {
		const bench = stage.bench(agentphone);
		await register(bench, { fields });
		const { id: messageId } = bench.message('Hello, second line!');
		expect(bench.control.react('agentphone', { messageId, reaction: 'love' }).deliveries).toEqual([]);
		expect(bench.control.react('agentphone', { messageId: bench.message().id, reaction: 'love' }).deliveries).toHaveLength(1);
	});

	it('says that there is no such agent', async () => {
		const bench = stage.bench(agentphone);
		const error = await errorOf(register(bench, { fields: { agentId: 'agt_99' } }));
		expect(error.code).toBe('REFUSED');
		expect(error.message).toContain('agent');
	});
});

describe('Sendblue', () => {
	const sendblue = providerById('sendblue');

	it('appends ours with our own secret, to received messages only', async () => {
		const bench = stage.bench(sendblue);
		await register(bench);
		expect(bodiesOf(bench, 'POST')).toEqual([{ type: 'receive', webhooks: [{ url: stage.receiver.url, secret: expect.any(String) }] }]);
	});

	it('removes every copy of our URL, and only under received messages', async () => {
		const bench = stage.bench(sendblue);
		for (const type of ['receive', 'receive', 'outbound']) bench.control.addWebhook('sendblue', { url: stage.receiver.url, type });
		await unregisterWebhook(sendblue, bench.call, wantedHook(bench, stage.receiver.url));
		expect(bench.control.webhooks('sendblue')).toMatchObject([{ type: 'outbound', url: stage.receiver.url }]);
	});
});
