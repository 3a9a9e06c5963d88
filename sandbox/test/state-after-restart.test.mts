import { describe, expect, it } from '@jest/globals';

import { registerWebhook } from './harness/played.mts';
import { caller, seeded, until } from './harness/sandbox.mts';
import { useKeptSandbox, useReceiver } from './harness/use-sandbox.mts';

const sandbox = useKeptSandbox();
const receiver = useReceiver();

describe('after a restart', () => {
	it('Sendblue still lists the tapbacks that came as messages', async () => {
		sandbox.control.react('sendblue', { messageId: seeded(sandbox, 'sendblue').human.id, reaction: 'love' });
		const list = async () => (await caller(sandbox, 'sendblue')('GET', '/api/v2/messages')).json;
		const before = await list();
		expect(JSON.stringify(before)).toContain('Loved “Is the table');
		await sandbox.restart();
		expect(await list()).toEqual(before);
	});

	it('Sendblue still has hooks with secrets and lines of their own, of every type', async () => {
		const webhooks = {
			receive: ['https://example.com/a', { url: 'https://example.com/b', secret: 's', sendblue_numbers: ['+12025550102'] }],
			call_log: ['https://example.com/c'],
		};
		await caller(sandbox, 'sendblue')('PUT', '/api/account/webhooks', { webhooks });
		await sandbox.restart();
		expect((await caller(sandbox, 'sendblue')('GET', '/api/account/webhooks')).json.webhooks).toEqual(webhooks);
	});

	it('AgentPhone still tells an agent’s webhook from the account’s', async () => {
		const call = caller(sandbox, 'agentphone');
		await call('POST', '/v1/agents/agt_02/webhook', { url: receiver.url, contextLimit: 0 });
		await sandbox.restart();
		expect(sandbox.control.webhooks('agentphone')).toMatchObject([{ agentId: 'agt_02', contextLimit: 0 }]);
	});

	it('Inkbox shows its first signing key no second time', async () => {
		await registerWebhook(sandbox, 'inkbox', receiver.url);
		await sandbox.restart();
		const again = await registerWebhook(sandbox, 'inkbox', `${receiver.url}/2`);
		expect(again.json.signing_key).toBeNull();
	});

	it('Tuco still knows how its webhook fared', async () => {
		await registerWebhook(sandbox, 'tuco', receiver.url);
		receiver.statuses.push(500);
		sandbox.control.react('tuco', { messageId: seeded(sandbox, 'tuco').human.id, reaction: 'love' });
		await until(() => sandbox.control.deliveries()[0]?.state === 'failed');
		await sandbox.restart();
		expect(sandbox.control.webhooks('tuco')).toMatchObject([{ failureCount: 1, lastFailureAt: expect.any(String), lastSuccessAt: null }]);
	});

	it('logs and planned faults are gone', async () => {
		await registerWebhook(sandbox, 'linq', receiver.url);
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		sandbox.control.addFault('linq', { fault: { kind: 'drop-before' } });
		await sandbox.restart();
		expect([sandbox.control.requests(), sandbox.control.deliveries(), sandbox.control.faults('linq')]).toEqual([[], [], []]);
	});
});

describe('the state file', () => {
	it('is there from the start', async () => {
		expect(JSON.parse(await sandbox.written())).toMatchObject({ format: 'tapback-sandbox state', version: 1 });
	});

	it('holds a change soon after it, without an end', async () => {
		sandbox.control.sendMessage('linq', { from: 'human', text: 'Written at once' });
		expect(await sandbox.written()).not.toContain('Written at once');
		await untilWritten('Written at once');
	});

	it('holds what a call to a vendor’s API changed, too', async () => {
		await caller(sandbox, 'tuco')('POST', '/api/webhooks', { url: receiver.url, events: ['message.reply'], name: 'By a client' });
		await untilWritten('By a client');
	});

	it('does not wait for changes to cease', async () => {
		let count = 0;
		const chatter = setInterval(() => sandbox.control.sendMessage('linq', { from: 'human', text: `Chatter ${(count += 1)}.` }), 20);
		try {
			await untilWritten('Chatter 5.');
		} finally {
			clearInterval(chatter);
		}
	});

	it('holds the seeded state after a reset', async () => {
		sandbox.control.sendMessage('linq', { from: 'human', text: 'Forgotten' });
		await untilWritten('Forgotten');
		sandbox.control.reset();
		await sandbox.restart();
		expect(await sandbox.written()).not.toContain('Forgotten');
		expect(sandbox.control.messages('linq')).toHaveLength(10);
	});

	async function untilWritten(text: string): Promise<void> {
		const deadline = Date.now() + 20_000;
		while (!(await sandbox.written()).includes(text)) {
			if (Date.now() > deadline) throw new Error(`"${text}" was not written`);
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
	}
});
