import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { startSandbox } from '../src/index.mts';
import { controlCaller, seeded, until } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();

describe('the server', () => {
	it('goes back to the seed on reset, and ends waiting retries', async () => {
		await sandbox.restart({ retryDelayScale: 1 });
		const before = sandbox.control.messages('linq').map(({ id }) => id);
		sandbox.control.addWebhook('linq', { url: receiver.url });
		sandbox.control.changeQuirks('linq', { sendStatus: 200 });
		receiver.statuses.push(500);
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		await receiver.received(1);
		expect((await controlCaller(sandbox)('POST', '/reset')).status).toBe(200);
		expect(sandbox.control.messages('linq').map(({ id }) => id)).toEqual(before);
		expect(sandbox.control.quirks('linq').sendStatus).toBe(202);
		expect([sandbox.control.webhooks('linq'), sandbox.control.deliveries(), sandbox.control.requests()]).toEqual([[], [], []]);
	});

	it('refuses a taken port', async () => {
		await expect(startSandbox({ port: Number(new URL(sandbox.url).port) })).rejects.toMatchObject({
			code: 'EADDRINUSE',
		});
	});

	it('says what is there when a path is wrong', async () => {
		const response = await fetch(`${sandbox.url}/nothing`);
		expect(response.status).toBe(404);
		expect(await response.text()).toContain('/sendblue');
	});

	it('uses the clock it is given', async () => {
		await sandbox.restart({ now: () => Date.parse('2026-05-08T16:25:00Z') });
		sandbox.control.addWebhook('linq', { url: receiver.url });
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		const [call] = await receiver.received(1);
		expect(call?.json).toMatchObject({
			created_at: '2026-05-08T16:25:00.000000000Z',
			data: { reacted_at: '2026-05-08T16:25:00.000Z' },
		});
		expect(call?.headers['webhook-timestamp']).toBe('1778257500');
	});

	it('counts a receiver that hangs up as a failure', async () => {
		const rude = createServer((request) => request.socket.destroy());
		await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
		const address = rude.address();
		sandbox.control.addWebhook('tuco', {
			url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
		});
		sandbox.control.react('tuco', { messageId: seeded(sandbox, 'tuco').human.id, reaction: 'love' });
		await until(() => sandbox.control.deliveries()[0]?.state === 'failed');
		expect(sandbox.control.deliveries()[0]?.attempts).toMatchObject([{ status: null, error: expect.any(String) }]);
		await new Promise((resolve) => rude.close(resolve));
	});
});
