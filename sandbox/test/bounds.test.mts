import { describe, expect, it } from '@jest/globals';
import { createServer, request as httpRequest } from 'node:http';

import { caller, controlCaller, seeded, settle, until } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const MEGABYTE = 1024 * 1024;

const sandbox = useSandbox();
const receiver = useReceiver();

describe('a request body over 10 MB', () => {
	it.each([
		['a vendor’s API', '/linq/api/partner/v3/webhook-subscriptions'],
		['the control API', '/control/linq/messages'],
	])('is refused by %s', async (_, path) => {
		const body = JSON.stringify({ from: 'human', text: 'x'.repeat(10 * MEGABYTE) });
		const response = await fetch(`${sandbox.url}${path}`, { method: 'POST', body });
		expect(response.status).toBe(413);
		expect(await response.json()).toEqual({ error: 'The body is larger than the 10 MB the sandbox takes.' });
	});

	it.each(['/linq/api/partner/v3/webhook-subscriptions', '/control/linq/messages'])(
		'is refused before it ends where its length is not told: %s',
		async (path) => {
			const megabytes = Array.from({ length: 11 }, () => Buffer.alloc(MEGABYTE, 'x'));
			expect((await stream(path, megabytes, { isEnded: false })).status).toBe(413);
		},
	);

	it('is not, when it has just 10 MB', async () => {
		const frame = JSON.stringify({ from: 'human', text: '' }).length;
		const text = 'x'.repeat(10 * MEGABYTE - frame);
		expect((await controlCaller(sandbox)('POST', '/linq/messages', { from: 'human', text })).status).toBe(201);
	});

	it('may also come in pieces when it is small', async () => {
		const pieces = [Buffer.from('{"from":"human","te'), Buffer.from('xt":"In pieces ❤️"}')];
		const { status, body } = await stream('/control/linq/messages', pieces, { isEnded: true });
		expect([status, JSON.parse(body).parts]).toEqual([201, [{ type: 'text', text: 'In pieces ❤️' }]]);
	});
});

describe('the log of requests', () => {
	it('cuts a body of more than 64 kB, and says how long it was', async () => {
		const long = JSON.stringify({ messageId: 'x', filler: 'é'.repeat(100_000) });
		await caller(sandbox, 'tuco')('POST', '/api/messages/react', long);
		const [{ body } = { body: undefined }] = sandbox.control.requests();
		expect(body).toBe(`${long.slice(0, 65_536)}… (cut by the sandbox: ${long.length} characters in all)`);
	});

	it('cuts a long answer, too', async () => {
		for (let i = 0; i < 100; i += 1) sandbox.control.sendMessage('sendblue', { from: 'human', text: 'A long answer. '.repeat(100) });
		const { json } = await caller(sandbox, 'sendblue')('GET', '/api/v2/messages?limit=100');
		expect(sandbox.control.requests()[0]?.responseBody).toMatch(
			/^\{"status":"OK".{65000,66000}… \(cut by the sandbox: \d{6} characters in all\)$/,
		);
		expect(json.data).toHaveLength(100);
	});

	it('keeps the newest 500', async () => {
		const tuco = caller(sandbox, 'tuco');
		for (let i = 0; i < 505; i += 1) await tuco('GET', `/api/webhooks?i=${i}`);
		const kept = sandbox.control.requests({ limit: 1000 }).map(({ query }) => Number(query.i));
		expect([kept.length, kept[0], kept.at(-1)]).toEqual([500, 504, 5]);
	});

	it('keeps fewer long ones: four million characters in all', async () => {
		const tuco = caller(sandbox, 'tuco');
		for (let i = 0; i < 70; i += 1) await tuco('POST', `/api/messages/react?i=${i}`, { messageId: 'x', filler: 'x'.repeat(60_000) });
		const kept = sandbox.control.requests({ limit: 1000 });
		expect(kept.length).toBeGreaterThan(50);
		expect(kept.length).toBeLessThan(68);
		expect(kept[0]?.query).toEqual({ i: '69' });
	});
});

describe('the log of deliveries', () => {
	it('cuts a long body, which is delivered and delivered again whole', async () => {
		sandbox.control.addWebhook('linq', { url: receiver.url });
		const text = 'Long. '.repeat(20_000);
		sandbox.control.sendMessage('linq', { from: 'human', text });
		await receiver.received(1);
		await until(() => sandbox.control.deliveries()[0]?.state === 'delivered');
		const [delivery] = sandbox.control.deliveries();
		const [attempt] = delivery?.attempts ?? [];
		for (const logged of [delivery?.body, delivery?.signatureBase, attempt?.body, attempt?.signatureBase]) {
			expect(logged).toMatch(/… \(cut by the sandbox: \d{6} characters in all\)$/);
			expect(logged?.length).toBeLessThan(66_000);
		}
		await sandbox.control.redeliver(delivery?.id ?? '');
		expect(receiver.calls.map(({ json }) => json.data?.parts?.[0]?.value)).toEqual([text, text]);
		expect(receiver.calls[1]?.body).toBe(receiver.calls[0]?.body);
	});

	it('cuts a long answer of the receiver', async () => {
		const talker = createServer((_, response) => response.end('x'.repeat(200_000)));
		await new Promise<void>((resolve) => talker.listen(0, '127.0.0.1', resolve));
		const address = talker.address();
		sandbox.control.addWebhook('linq', { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/` });
		sandbox.control.sendMessage('linq', { from: 'human', text: 'Hello' });
		await until(() => sandbox.control.deliveries()[0]?.state === 'delivered');
		expect(sandbox.control.deliveries()[0]?.attempts[0]?.responseBody).toBe('x'.repeat(2000));
		talker.close();
		talker.closeAllConnections();
	});

	it('retries nothing that newer deliveries have pushed out of it', async () => {
		sandbox.control.addWebhook('linq', { url: receiver.url });
		receiver.statuses.push(500, ...Array.from({ length: 499 }, () => 200), 500);
		const { human } = seeded(sandbox, 'linq');
		for (let i = 0; i < 501; i += 1) sandbox.control.react('linq', { messageId: human.id, reaction: i % 2 === 0 ? 'love' : 'like' });
		await receiver.received(502);
		await settle();
		const counts = new Map<unknown, number>();
		for (const { headers } of receiver.calls) counts.set(headers['webhook-id'], (counts.get(headers['webhook-id']) ?? 0) + 1);
		const ids = [...counts.values()];
		expect([ids.length, ids[0], ids[500]]).toEqual([501, 1, 2]);
		expect(sandbox.control.deliveries({ limit: 1000 })).toHaveLength(500);
	});
});

/** Posts in pieces without telling the length; with `isEnded: false` it never ends. */
function stream(path: string, pieces: Buffer[], { isEnded }: { isEnded: boolean }): Promise<{ status: number; body: string }> {
	return new Promise((resolve, reject) => {
		const request = httpRequest(`${sandbox.url}${path}`, { method: 'POST', agent: false }, (response) => {
			let body = '';
			response.on('data', (chunk: Buffer) => (body += chunk.toString()));
			response.on('end', () => {
				resolve({ status: response.statusCode ?? 0, body });
				request.destroy();
			});
		});
		request.on('error', reject);
		for (const piece of pieces) request.write(piece);
		if (isEnded) request.end();
	});
}

describe('large messages', () => {
	it('push the oldest out where they hold more than 20 million characters together', () => {
		const text = 'x'.repeat(3_000_000);
		const ids = Array.from({ length: 8 }, () => sandbox.control.sendMessage('linq', { from: 'human', text }).id);
		expect(sandbox.control.messages('linq').map(({ id }) => id)).toEqual(ids.slice(-6));
	});
});
