import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Forgery, ProviderId } from '../../../sandbox/src/index.mts';
import { providerById } from '../../../core/providers/registry.ts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { HUMAN } from '../../harness/n8n/asking.mts';
import { turnsOf } from '../../harness/n8n/played-executions.mts';
import { askAgain, openQuestion, resultOf } from '../../harness/n8n/question.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useAskingN8n } from '../../harness/n8n/use-asking-n8n.mts';

const asking = useAskingN8n();
beforeEach(() => {
	asking.harness.sandbox.control.changeQuirks('tuco', { recipientPhone: true });
});

const STRANGER = '+12025559999';
const QUIET = { options: { text: 'ignore' } };

/** Those that the vendor’s signature can tell. */
function forgeriesOf(provider: ProviderId): Forgery[] {
	const [{ cannotTell }] = scenarioOf({ id: provider }).signing;
	const all: readonly Forgery[] = ['signature', 'unsigned', 'body', 'stale', 'future'];
	return all.filter((forgery) => !cannotTell.includes(forgery));
}

/** What is known of the votes, as the row in the table has it. */
function taps(): unknown[] {
	return asking.n8n.table.rows.flatMap(({ state }) => {
		const { questions } = JSON.parse(String(state).slice(String(state).indexOf(' ') + 1));
		return questions.map(({ question }: { question: { decided: unknown } }) => question.decided);
	});
}

const runsOfAnswers = () => asking.n8n.all.filter(({ mode }) => mode === 'webhook');

describe.each(PROVIDER_IDS)('a published question through %s', (provider) => {
	it.each([
		['like', true],
		['dislike', false],
	] as const)('is answered by a %s of the person who was asked', async (reaction, approved) => {
		const { execution, message } = await openQuestion(asking.n8n, provider);
		expect(await asking.n8n.tap(provider, message, reaction)).toEqual([200]);
		expect(resultOf(execution)).toMatchObject({ approved, reaction, actor: HUMAN, timedOut: false, provider });
		expect([asking.n8n.table.rows, asking.n8n.thrown]).toEqual([[], []]);
	});

	it('is answered by what that person writes there', async () => {
		const { execution, message } = await openQuestion(asking.n8n, provider);
		const { conversationId } = message;
		const known = new Set(asking.harness.sandbox.control.deliveries({ provider, limit: 500 }).map(({ id }) => id));
		await asking.n8n.deliver(provider, () => {
			asking.harness.sandbox.control.sendMessage(provider, { from: 'human', text: 'Yes please', conversationId });
			const all = asking.harness.sandbox.control.deliveries({ provider, limit: 500 }).map(({ id }) => id);
			return { deliveries: all.filter((id) => !known.has(id)) };
		});
		expect(resultOf(execution)).toMatchObject({ approved: true, text: 'Yes please', actor: HUMAN });
	});

	it('is not answered by somebody else', async () => {
		const { execution, message } = await openQuestion(asking.n8n, provider, { parameters: { from: STRANGER } });
		expect(await asking.n8n.tap(provider, message, 'like')).toEqual([200]);
		expect([execution.status, asking.n8n.table.rows.length]).toEqual(['waiting', 1]);
	});

	it('is not answered by a tap on another message', async () => {
		const { execution, message } = await openQuestion(asking.n8n, provider);
		const other = asking.harness.sandbox.control.sendMessage(provider, {
			...{ from: 'agent', text: 'Something else that nobody asked' },
			conversationId: message.conversationId,
		});
		expect(await asking.n8n.tap(provider, other, 'like')).toEqual([200]);
		expect(execution.status).toBe('waiting');
	});

	it.each(forgeriesOf(provider))('is not answered by a forged delivery: %s', async (forgery) => {
		const { execution, message } = await openQuestion(asking.n8n, provider);
		const send = await asking.n8n.withheldTap(provider, message, 'like');
		expect(await send(forgery)).toBe(401);
		expect([execution.status, runsOfAnswers(), asking.n8n.thrown]).toEqual(['waiting', [], []]);
		expect(await send()).toBe(200);
		expect(execution.status).toBe('success');
	});

	it('counts a delivery that is repeated once', async () => {
		const { execution, message } = await openQuestion(asking.n8n, provider, {
			parameters: { decidedBy: 'count', yesNeeded: 2, from: `${HUMAN}, ${STRANGER}`, ...QUIET },
		});
		await asking.n8n.tap(provider, message, 'like');
		const [{ id = '' } = {}] = asking.harness.sandbox.control.deliveries({ provider });
		for (let copies = 0; copies < 2; copies += 1) expect((await asking.harness.sandbox.control.redeliver(id)).status).toBe(200);
		await asking.n8n.idle();
		expect([execution.status, asking.n8n.table.rows.length, runsOfAnswers().length]).toEqual(['waiting', 1, 1]);
	});

	it('answers a delivery that comes again after the answer, and starts nothing by it', async () => {
		const { execution, message } = await openQuestion(asking.n8n, provider);
		await asking.n8n.tap(provider, message, 'like');
		const [{ id = '' } = {}] = asking.harness.sandbox.control.deliveries({ provider });
		const before = asking.n8n.all.length;
		expect((await asking.harness.sandbox.control.redeliver(id)).status).toBe(200);
		await asking.n8n.idle();
		expect([asking.n8n.all.length, execution.status]).toEqual([before, 'success']);
	});

	it('costs no run for a tap that nobody waits for, once this process knows its questions', async () => {
		const { workflow, message } = await openQuestion(asking.n8n, provider);
		await asking.n8n.tap(provider, message, 'like');
		await askAgain(asking.n8n, workflow);
		const other = asking.harness.sandbox.control.sendMessage(provider, {
			...{ from: 'agent', text: 'Something else that nobody asked' },
			conversationId: message.conversationId,
		});
		const before = asking.n8n.all.length;
		expect(await asking.n8n.tap(provider, other, 'love')).toEqual([200]);
		expect(asking.n8n.all).toHaveLength(before);
	});

	it('shows no secret and no address of a run in its rows, executions and results', async () => {
		const { execution, message, workflow } = await openQuestion(asking.n8n, provider);
		const shown = [JSON.stringify(asking.n8n.table.rows), JSON.stringify(execution.data)];
		await asking.n8n.tap(provider, message, 'like');
		shown.push(...asking.n8n.all.map(({ data, error }) => JSON.stringify([data, error])));
		const { secret = '' } = JSON.parse(JSON.stringify(workflow.staticData)).node?.answers ?? {};
		for (const word of [...asking.harness.secrets(), secret, '/webhook-waiting/', 'signature=']) {
			if (word !== '') expect(shown.filter((text) => text.includes(word))).toEqual([]);
		}
	});

	it('has nothing registered any more when the workflow is unpublished', async () => {
		const { execution, message, workflow } = await openQuestion(asking.n8n, provider);
		expect(asking.harness.sandbox.control.webhooks(provider).map(({ url }) => String(url).split('?')[0])).toContain(workflow.url);
		await workflow.deactivate();
		expect(asking.harness.sandbox.control.webhooks(provider).filter(({ url }) => String(url).startsWith(workflow.url))).toEqual([]);
		asking.harness.sandbox.control.react(provider, { messageId: message.id, reaction: 'like' });
		await asking.n8n.idle();
		asking.n8n.resume(execution);
		await asking.n8n.idle();
		expect(resultOf(execution)).toMatchObject({ approved: null, timedOut: true, votes: [] });
	});
});

describe.each(PROVIDER_IDS.filter((id) => providerById(id).capabilities.receiveRemoved.level !== 'no'))(
	'a yes through %s that is taken back',
	(provider) => {
		it('within the time to reconsider is no vote any more', async () => {
			const { execution, message } = await openQuestion(asking.n8n, provider, {
				parameters: { options: { text: 'ignore', reconsider: 600 } },
			});
			await asking.n8n.tap(provider, message, 'like');
			expect(taps()).toEqual([expect.anything()]);
			expect(await asking.n8n.tap(provider, message, 'like', { action: 'remove' })).toEqual([200]);
			expect([taps(), execution.status]).toEqual([[null], 'waiting']);
		});
	},
);

describe('one node that is reached twice in one execution', () => {
	it('asks both times, and gives each its own answer', async () => {
		const workflow = await asking.n8n.publish('linq', { isReachedTwice: true });
		const execution = await workflow.ask();
		const [first] = asking.n8n.asked('linq');
		expect(asking.n8n.asked('linq')).toHaveLength(1);
		if (first !== undefined) await asking.n8n.tap('linq', first, 'dislike');
		const [, second] = asking.n8n.asked('linq');
		if (second !== undefined) await asking.n8n.tap('linq', second, 'like');
		const answers = turnsOf(execution, 'Ask for Tapback').map(([json]) => [json?.messageId, json?.approved, json?.actor]);
		expect(answers).toEqual([
			[first?.id, false, HUMAN],
			[second?.id, true, HUMAN],
		]);
	});
});
