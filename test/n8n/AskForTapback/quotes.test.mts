import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import { HUMAN } from '../../harness/n8n/asking.mts';
import { askAgain, openQuestion, proofOf, resultOf } from '../../harness/n8n/question.mts';
import { onMessage, waitRow } from '../../harness/asking-rows.mts';
import { formatRow } from '../../../nodes/AskForTapback/state/wait-state.ts';
import { useAskingN8n } from '../../harness/n8n/use-asking-n8n.mts';

/* Sendblue's tapbacks only quote their message. */

const asking = useAskingN8n();

const OTHER = '+12025550111';
const textOf = ({ parts }: { parts: ReadonlyArray<{ type: string; text?: string }> }) => parts.map(({ text = '' }) => text).join('');

function groupOfSendblue() {
	const { conversations = [] } = asking.harness.sandbox.control.overview().providers.sendblue ?? {};
	const group = conversations.find(({ isGroup }) => isGroup);
	if (group === undefined) throw new Error('Sendblue has no group.');
	return group;
}

describe('a question through a provider whose tapbacks only quote it', () => {
	it('that two people are asked has the answer of each of them', async () => {
		const mine = await openQuestion(asking.n8n, 'sendblue');
		const theirs = await openQuestion(asking.n8n, 'sendblue', { parameters: { to: OTHER } });
		await asking.n8n.tap('sendblue', theirs.message, 'dislike');
		expect([mine.execution.status, resultOf(theirs.execution)]).toEqual(['waiting', expect.objectContaining({ approved: false })]);
		await asking.n8n.tap('sendblue', mine.message, 'like');
		expect(resultOf(mine.execution)).toMatchObject({ approved: true, actor: HUMAN });
	});

	it('that two people of a group are asked has the answer of each of them', async () => {
		const { id, participants } = groupOfSendblue();
		const parameters = { to: id, message: '={{ $json.text }}', from: '={{ $json.from }}' };
		const workflow = await asking.n8n.publish('sendblue', { parameters });
		const execution = await workflow.ask(participants.slice(0, 2).map((from) => ({ from, text: 'Shall I book it?' })));
		const [message] = asking.n8n.asked('sendblue');
		if (message === undefined) throw new Error(execution.error);
		for (const actor of participants.slice(0, 2)) {
			expect(execution.status).toBe('waiting');
			await asking.n8n.tap('sendblue', message, 'like', { actor });
		}
		expect(execution.status).toBe('success');
	});

	it('that stands in a group is not answered by a tap on the same words elsewhere', async () => {
		const { id, participants } = groupOfSendblue();
		const { execution, message } = await openQuestion(asking.n8n, 'sendblue', { parameters: { to: id } });
		const elsewhere = asking.harness.sandbox.control.sendMessage('sendblue', { from: 'agent', text: textOf(message) });
		expect(participants).toContain(HUMAN);
		await asking.n8n.tap('sendblue', elsewhere, 'like');
		expect(execution.status).toBe('waiting');
		await asking.n8n.tap('sendblue', message, 'like', { actor: HUMAN });
		expect(resultOf(execution)).toMatchObject({ approved: true, actor: HUMAN });
	});

	it('can be asked again after a process ended while it sent it', async () => {
		const { message } = await openQuestion(asking.n8n, 'sendblue');
		await asking.n8n.tap('sendblue', message, 'like');
		const proof = await proofOf(asking.n8n, 'sendblue');
		const state = { account: proof.account, provider: 'sendblue', until: Date.now() + 1_000_000 };
		const abandoned = onMessage(waitRow({ status: 'opening', state }), null, textOf(message));
		const questions = abandoned.state.questions.map((one) =>
			one.failure === null ? { ...one, question: { ...one.question, conversationId: HUMAN } } : one,
		);
		asking.n8n.table.rows.push(formatRow({ ...abandoned, state: { ...abandoned.state, questions } }, proof));
		const again = await openQuestion(asking.n8n, 'sendblue');
		await asking.n8n.tap('sendblue', again.message, 'dislike');
		expect(resultOf(again.execution)).toMatchObject({ approved: false });
	});

	it('is answered by who taps before the provider has answered that it is sent', async () => {
		const workflow = await asking.n8n.publish('sendblue');
		// This process knows all open questions from now on.
		const { message: first } = await askAgain(asking.n8n, workflow);
		await asking.n8n.tap('sendblue', first, 'like');
		asking.harness.sandbox.control.addFault('sendblue', { match: { path: '/send-message' }, fault: { kind: 'trickle', byteDelayMs: 2 } });
		const asked = workflow.ask();
		while (asking.n8n.asked('sendblue').length < 2) await sleep(2);
		const [, message] = asking.n8n.asked('sendblue');
		if (message === undefined) throw new Error('Nothing was asked.');
		await asking.n8n.tap('sendblue', message, 'like');
		expect(resultOf(await asked)).toMatchObject({ approved: true, actor: HUMAN });
	});
});
