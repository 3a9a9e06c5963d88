import { describe, expect, it } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { EVENT } from '../../harness/core/made-up-event.mts';
import { HUMAN } from '../../harness/n8n/asking.mts';
import type { PublishedAsk } from '../../harness/n8n/published-ask.mts';
import { openQuestion, resultOf, type WaitingQuestion } from '../../harness/n8n/question.mts';
import { useAskingN8n } from '../../harness/n8n/use-asking-n8n.mts';
import { packageNode } from '../../harness/n8n/workflow.mts';

const asking = useAskingN8n();

const TRIGGER = 'Inbound Tapback';
const NOT_DIRECTLY = 'Relay must be connected directly to Inbound Tapback, because only what the trigger verified may answer a question.';

/** A Relay Workflow, and a question that waits for what it passes on. */
async function relayed(): Promise<WaitingQuestion & { relay: PublishedAsk }> {
	const before = packageNode(asking.harness.built, 'inboundTapback', { parameters: { provider: 'agentphone' } });
	const relay = await asking.n8n.publish('agentphone', { operation: 'relay', before });
	const relayWorkflow = { __rl: true, mode: 'id', value: relay.workflowId };
	const question = await openQuestion(asking.n8n, 'agentphone', { parameters: { relayWorkflow, options: { text: 'ignore' } } });
	return { ...question, relay };
}

/** What Inbound Tapback puts out for a tap on this message. */
function eventOf({ message }: WaitingQuestion): INodeExecutionData['json'] {
	const now = new Date().toISOString();
	const event = {
		...EVENT,
		provider: 'agentphone',
		reaction: 'like',
		emoji: '👍',
		messageId: message.id,
		occurredAt: now,
		receivedAt: now,
	};
	return JSON.parse(JSON.stringify(event));
}

describe('a question that waits for a Relay Workflow', () => {
	it('is answered by what the trigger of that workflow puts out', async () => {
		const question = await relayed();
		const run = await question.relay.startAt(eventOf(question), { from: TRIGGER });
		expect([run.error, resultOf(question.execution)]).toEqual([undefined, expect.objectContaining({ approved: true, actor: HUMAN })]);
	});

	it.each<[string, Parameters<PublishedAsk['startAt']>[1], string]>([
		['another node made', { from: 'Code' }, NOT_DIRECTLY],
		['no node made', {}, NOT_DIRECTLY],
		['a test run made', { from: TRIGGER, mode: 'manual' }, 'Relay applies tapbacks that arrive at the published workflow only'],
		[
			'a workflow that called it made',
			{ from: TRIGGER, mode: 'integrated' },
			'Relay applies tapbacks that arrive at the published workflow only',
		],
	])('is not answered by an item that %s', async (_, how, why) => {
		const question = await relayed();
		const run = await question.relay.startAt(eventOf(question), how);
		expect([run.error, question.execution.status]).toEqual([expect.stringContaining(why), 'waiting']);
	});

	it('is not answered by an item that is no event', async () => {
		const question = await relayed();
		const run = await question.relay.startAt({ approved: true, messageId: question.message.id }, { from: TRIGGER });
		expect([run.error, question.execution.status]).toEqual([expect.stringContaining('is no event of Inbound Tapback'), 'waiting']);
	});

	it('is refused where that workflow does not relay', async () => {
		const relayWorkflow = { __rl: true, mode: 'id', value: 'another' };
		const workflow = await asking.n8n.publish('agentphone', { parameters: { relayWorkflow, options: { text: 'ignore' } } });
		const { error } = await workflow.ask();
		expect([error, asking.n8n.asked('agentphone'), asking.n8n.table.rows]).toEqual([expect.stringContaining('Nothing was sent.'), [], []]);
	});

	it('is refused where that workflow doesn’t see it, because it has another credential', async () => {
		const before = packageNode(asking.harness.built, 'inboundTapback', { parameters: { provider: 'agentphone' } });
		const relay = await asking.n8n.publish('agentphone', { operation: 'relay', before });
		relay.node.parameters = { ...relay.node.parameters, provider: 'linq' };
		const relayWorkflow = { __rl: true, mode: 'id', value: relay.workflowId };
		const workflow = await asking.n8n.publish('agentphone', { parameters: { relayWorkflow, options: { text: 'ignore' } } });
		const { error } = await workflow.ask();
		expect([error, asking.n8n.asked('agentphone'), asking.n8n.table.rows]).toEqual([
			expect.stringContaining('can’t read the question'),
			[],
			[],
		]);
	});

	it('is not answered by a tap that arrives at a webhook of its own account', async () => {
		const own = await openQuestion(asking.n8n, 'agentphone');
		const question = await relayed();
		await asking.n8n.tap('agentphone', question.message, 'like');
		expect([own.execution.status, question.execution.status]).toEqual(['waiting', 'waiting']);
	});
});

describe('Wait for Tapback', () => {
	const onMessage = async (reaction?: 'like' | 'dislike') => {
		const { id: messageId } = asking.harness.sandbox.control.sendMessage('linq', { from: 'agent', text: 'Shall I?' });
		if (reaction !== undefined) asking.harness.sandbox.control.react('linq', { messageId, reaction });
		const workflow = await asking.n8n.publish('linq', { operation: 'wait' });
		return await workflow.ask([{ id: messageId, approved: true }]);
	};

	it('takes the tapback that stands on the message already', async () => {
		expect(resultOf(await onMessage('dislike'))).toMatchObject({ approved: false, actor: HUMAN });
	});

	it('waits where none stands there', async () => {
		expect((await onMessage()).status).toBe('waiting');
	});
});

describe('the time to reconsider', () => {
	const RECONSIDER = { parameters: { options: { text: 'ignore', reconsider: 600 } } };

	it('is waited for in an execution that ends with the question', async () => {
		const { execution, message, workflow } = await openQuestion(asking.n8n, 'linq', RECONSIDER);
		await asking.n8n.tap('linq', message, 'like');
		const timer = asking.n8n.all.find(({ mode }) => mode === 'integrated');
		expect([execution.status, timer?.status]).toEqual(['waiting', 'waiting']);
		await workflow.deactivate();
		asking.n8n.stop(execution);
		if (timer !== undefined) asking.n8n.resume(timer);
		await asking.n8n.idle();
		expect([timer?.status, asking.n8n.table.rows]).toEqual(['success', []]);
	});

	it('is over for a decision that held: the run goes on with it', async () => {
		const { execution, message } = await openQuestion(asking.n8n, 'linq', {
			parameters: { options: { text: 'ignore', reconsider: 0.01 } },
		});
		await asking.n8n.tap('linq', message, 'like');
		const until = () => asking.n8n.all.filter(({ mode, status }) => mode === 'integrated' && status === 'waiting');
		while (execution.status === 'waiting' && until().length > 0) {
			for (const timer of until()) asking.n8n.resume(timer);
			await asking.n8n.idle();
		}
		expect([resultOf(execution), asking.n8n.table.rows, until()]).toEqual([expect.objectContaining({ approved: true }), [], []]);
	});
});
