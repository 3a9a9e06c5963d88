import { beforeEach, describe, expect, it } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { BlockedTargetError, lookupWithin, USUAL_PORTS } from '../src/deliveries/targets.mts';
import { post } from '../src/deliveries/post.mts';
import type { ProviderId } from '../src/index.mts';
import { DESCRIPTIONS } from '../src/providers/descriptions.mts';
import { authHeaders, caller, seeded, settle, until } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const READS = DESCRIPTIONS.map(({ id, exampleCall }) => [id, exampleCall] as const);

const sandbox = useSandbox();
const receiver = useReceiver();

/** A request with headers that `fetch` doesn't let one set. */
function ask(id: ProviderId, path: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
	const { baseUrl, credentials } = sandbox.provider(id);
	return new Promise((resolve, reject) => {
		const request = httpRequest(`${baseUrl}${path}`, { headers: { ...authHeaders(id, credentials), ...headers } }, (response) => {
			let body = '';
			response.on('data', (chunk: Buffer) => (body += chunk.toString()));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
		});
		request.on('error', reject).end();
	});
}

describe.each(READS)('the API of %s', (id, path) => {
	beforeEach(async () => await sandbox.restart({ allowedHosts: ['Sandbox.Test'] }));

	it.each([
		['of nobody’s page', {}],
		['of a page of this machine', { origin: 'http://localhost:5678' }],
		['under a name that was allowed', { host: 'sandbox.test:4747' }],
	])('answers a request %s', async (_, headers) => {
		expect((await ask(id, path, headers)).status).toBe(200);
	});

	it.each([
		['of a page elsewhere', { origin: 'https://evil.example' }],
		['of a page without an origin', { origin: 'null' }],
		['that a page elsewhere makes without an origin', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
		['under a name that was made to point here', { host: 'evil.example' }],
	])('refuses a request %s, before anything of the vendor sees it', async (_, headers) => {
		sandbox.control.addFault(id, { fault: { kind: 'status', status: 503 } });
		const { status, body } = await ask(id, path, headers);
		expect([status, sandbox.control.faults(id).length, sandbox.control.requests()]).toEqual([403, 1, []]);
		expect(JSON.parse(body).error).toContain('no web page of another site');
	});
});

describe('a webhook', () => {
	const linq = () => caller(sandbox, 'linq');
	const subscribe = (url: string) =>
		linq()('POST', '/api/partner/v3/webhook-subscriptions', { target_url: url, subscribed_events: ['reaction.added'] });
	const outcome = async () => {
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		await until(() => sandbox.control.deliveries().every(({ attempts }) => attempts.length > 0));
		return sandbox.control.deliveries()[0]?.attempts[0];
	};
	const portOfReceiver = () => Number(new URL(receiver.url).port);

	it('goes to the port that was allowed', async () => {
		await sandbox.restart({ localPorts: [portOfReceiver()] });
		await subscribe(receiver.url);
		expect((await outcome())?.status).toBe(200);
	});

	it('goes nowhere else on this machine, and says how to allow it', async () => {
		await sandbox.restart({ localPorts: USUAL_PORTS });
		await subscribe(receiver.url);
		expect((await outcome())?.error).toBe(
			`The sandbox delivers on this machine to the usual ports of n8n and Botkit only, not to port ${portOfReceiver()}. ` +
				`Start it with --deliver-to ${portOfReceiver()}, or add the webhook on the page under Settings.`,
		);
		await settle();
		expect(receiver.calls).toEqual([]);
	});

	it('goes to a port of this machine that is not allowed where the user added it', async () => {
		await sandbox.restart({ localPorts: USUAL_PORTS });
		sandbox.control.addWebhook('linq', { url: receiver.url });
		expect((await outcome())?.status).toBe(200);
	});

	it('goes to the n8n that says it is there', async () => {
		await sandbox.restart({ localPorts: USUAL_PORTS });
		const { origin } = new URL(receiver.url);
		sandbox.control.setHost({ name: 'n8n', url: origin, state: 'up', detail: null, workflows: [], asking: [] });
		await subscribe(receiver.url);
		expect((await outcome())?.status).toBe(200);
	});

	it('goes to no other port of this machine where other machines get in', async () => {
		await sandbox.restart({ host: '0.0.0.0' });
		await subscribe(receiver.url);
		expect((await outcome())?.error).toContain(`not to port ${portOfReceiver()}`);
	});

	it('never goes to the sandbox itself, whose control API trusts this machine', async () => {
		sandbox.control.sendMessage('linq', { from: 'human', text: 'Still here?' });
		await subscribe(`${sandbox.url}/control/reset`);
		expect((await outcome())?.error).toBe(`No webhook may go to the sandbox itself, as ${sandbox.url} is.`);
		expect(sandbox.control.messages('linq').at(-1)?.parts).toEqual([{ type: 'text', text: 'Still here?' }]);
	});

	it('never goes to the sandbox itself, also where the user added it', async () => {
		sandbox.control.addWebhook('linq', { url: `${sandbox.url}/control/reset` });
		expect((await outcome())?.error).toBe(`No webhook may go to the sandbox itself, as ${sandbox.url} is.`);
	});
});

describe('where other machines may be called', () => {
	const send = (url: string) =>
		post({
			...{ url, headers: {}, body: '{}', timeoutMs: 1000, allowRemote: true, signal: new AbortController().signal },
			rules: { localPorts: USUAL_PORTS },
		});

	it.each(['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0.0.0.0', '[::1]', '[::]', '[::ffff:127.0.0.1]', 'localhost', 'LOCALHOST'])(
		'this machine is still this machine, written as %s',
		async (host) => {
			const { errorCode, error } = await send(`http://${host}:${new URL(receiver.url).port}/`);
			expect([errorCode, error]).toEqual(['BLOCKED', expect.stringContaining('to the usual ports')]);
			expect(receiver.calls).toEqual([]);
		},
	);

	it('is this machine, too, where another name leads to it', async () => {
		const find = lookupWithin(new URL('http://evil.example:6379/'), { allowRemote: true, localPorts: USUAL_PORTS });
		const error = await new Promise((resolve) => find('localhost', {}, resolve));
		expect(error).toBeInstanceOf(BlockedTargetError);
	});

	it.each(['169.254.169.254', '[fe80::1]'])('the link-local address %s is never called', async (host) => {
		expect((await send(`http://${host}/latest/meta-data`)).errorCode).toBe('BLOCKED');
	});
});
