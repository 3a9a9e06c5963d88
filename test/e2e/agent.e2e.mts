import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Message } from '../../sandbox/src/index.mts';
import { answersTo, publishAgent, type AgentSetup, type RunningAgent } from './agents.mts';
import { present, type Stage } from './stage.mts';

const ANA = '+12025550123';
const BEN = '+12025550124';
const FOREIGN_URL = 'http://127.0.0.1:9/somebody-else';

const WISH = 'Buy a cake for 42 dollars';

/** n8n looks once a minute what is to go on. */
const TIMED_OUT_WITHIN_MS = 150_000;

/** The example for agents, imported, set up, published and talked to. */
export function describeAgent(stage: Stage): void {
	describe('an agent that asks in Messages before it spends', () => {
		const running: RunningAgent[] = [];
		let buyer: RunningAgent;
		let unanswered: RunningAgent;
		let foreign: Record<string, unknown>;

		before(async () => {
			stage.control.reset();
			foreign = stage.control.addWebhook('linq', { url: FOREIGN_URL });
			unanswered = await publish({ ask: { to: BEN, waitAmount: 0.05, waitUnit: 'minutes' } });
			await unanswered.say(WISH);
			buyer = await publish();
		});
		after(async () => {
			for (const agent of running) await agent.close();
		});

		const publish = async (setup?: AgentSetup) => {
			const agent = await publishAgent(stage, setup);
			running.push(agent);
			return agent;
		};
		const tap = async ({ id }: Message, reaction: 'like' | 'dislike', actor?: string) =>
			await answersTo(stage, stage.control.react('linq', { messageId: id, reaction, actor }).deliveries);
		const write = ({ conversationId }: Message, text: string) => stage.control.sendMessage('linq', { conversationId, from: 'human', text });
		const group = () => {
			const { conversations } = present(stage.control.overview().providers.linq, 'linq');
			return present(
				conversations.find(({ isGroup }) => isGroup),
				'group',
			).id;
		};

		it('spends nothing before somebody answered, and takes no tap on another message for an answer', async () => {
			const question = await buyer.say(WISH);
			assert.deepEqual(question.parts, [{ type: 'text', text: 'May I buy a cake for 42 dollars? 👍 or 👎' }]);
			const other = present(
				stage.control.messages('linq', question.conversationId).find(({ id }) => id !== question.id),
				'other message',
			);
			assert.ok((await tap(other, 'like')).every((status) => status === 200));
			assert.deepEqual([await buyer.waits(), buyer.shop.orders, buyer.model.heard()], [true, [], []]);
			await tap(question, 'like');
			await buyer.answer();
		});

		it('spends once after a 👍, and the model hears what the tool said', async () => {
			const { orders } = buyer.shop;
			const before = orders.length;
			await tap(await buyer.say(WISH), 'like');
			assert.match(await buyer.answer(), /^The tool said: .*"paid":42/);
			assert.deepEqual(orders.slice(before), [42]);
		});

		it('spends nothing after a 👎, and the model hears that it may not', async () => {
			const before = buyer.shop.orders.length;
			await tap(await buyer.say(WISH), 'dislike');
			assert.match(await buyer.answer(), /reviewed your planned tool call to Place Order.*The answer was no\./);
			assert.equal(buyer.shop.orders.length, before);
		});

		it('reads what somebody writes instead, and spends nothing', async () => {
			const before = buyer.shop.orders.length;
			write(await buyer.say(WISH), 'Take the smaller one, for 20');
			assert.match(await buyer.answer(), /provided feedback: .*Take the smaller one, for 20/);
			assert.equal(buyer.shop.orders.length, before);
		});

		it('spends after a written yes', async () => {
			const before = buyer.shop.orders.length;
			write(await buyer.say(WISH), 'Yes!');
			assert.match(await buyer.answer(), /"paid":42/);
			assert.equal(buyer.shop.orders.length, before + 1);
		});

		it('listens in a group to those who may answer only', async () => {
			const ofAna = await publish({ ask: { to: '', conversationId: group(), from: ANA } });
			const question = await ofAna.say(WISH);
			assert.ok((await tap(question, 'like', BEN)).every((status) => status === 200));
			assert.deepEqual([await ofAna.waits(), ofAna.shop.orders], [true, []]);
			await tap(question, 'dislike', ANA);
			assert.match(await ofAna.answer(), /The answer was no/);
			assert.deepEqual(ofAna.shop.orders, []);
		});

		it('spends nothing where nobody could be asked, and the model hears why', async () => {
			const before = buyer.shop.orders.length;
			stage.control.addFault('linq', { match: { path: 'messages' }, times: 1, fault: { kind: 'status', status: 403 } });
			await buyer.tell(WISH);
			assert.match(await buyer.answer(), /feedback: .*Nobody decided on it, because of an error: .*Linq/);
			assert.equal(buyer.shop.orders.length, before);
		});

		it('is a tool by itself: the model asks, and hears the answer', async () => {
			const asker = await publish({ asTool: true });
			const question = await asker.say('Ask whether it is a good day for cake');
			assert.deepEqual(question.parts, [{ type: 'text', text: 'Is it a good day for cake?' }]);
			await tap(question, 'like');
			assert.match(await asker.answer(), /approved":true,"reaction":"like"/);
		});

		it('spends nothing when time is up, and the model hears that nobody answered', async () => {
			assert.match(await unanswered.answer(TIMED_OUT_WITHIN_MS), /Nobody answered in time/);
			assert.deepEqual(unanswered.shop.orders, []);
		});

		it('leaves nothing of ours at the provider, and what is somebody else’s', () => {
			assert.deepEqual(stage.control.webhooks('linq'), [foreign]);
		});
	});
}
