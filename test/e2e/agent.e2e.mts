import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { Message } from '../../sandbox/src/index.mts';
import { answersTo, publishAgent, type AgentSetup, type RunningAgent } from '../harness/e2e/agents.mts';
import { runWebhooks } from '../harness/e2e/asking-leftovers.mts';
import { N8N_VERSION, present, type Harness } from '../harness/e2e/harness.mts';

const ANA = '+12025550123';
const BEN = '+12025550124';
const FOREIGN_URL = 'http://127.0.0.1:9/somebody-else';

const WISH = 'Buy a cake for 42 dollars';

/** The example for agents, imported, set up, published and talked to. */
export function describeAgent(harness: Harness): void {
	describe('an agent that asks in Messages before it spends', () => {
		const running: RunningAgent[] = [];
		let buyer: RunningAgent;
		let unanswered: RunningAgent;
		let foreign: Record<string, unknown>;

		before(async () => {
			harness.control.reset();
			foreign = harness.control.addWebhook('linq', { url: FOREIGN_URL });
			unanswered = await publish({ ask: { to: BEN, waitAmount: 0.05, waitUnit: 'minutes' } });
			await unanswered.say(WISH);
			buyer = await publish();
		});
		after(async () => {
			for (const agent of running) await agent.close();
		});

		const publish = async (setup?: AgentSetup) => {
			const agent = await publishAgent(harness, setup);
			running.push(agent);
			return agent;
		};
		const tap = async ({ id }: Message, reaction: 'like' | 'dislike', actor?: string) =>
			await answersTo(harness, harness.control.react('linq', { messageId: id, reaction, actor }).deliveries);
		const write = ({ conversationId }: Message, text: string) =>
			harness.control.sendMessage('linq', { conversationId, from: 'human', text });
		const group = () => {
			const { conversations } = present(harness.control.overview().providers.linq, 'linq');
			return present(
				conversations.find(({ isGroup }) => isGroup),
				'group',
			).id;
		};

		it('spends nothing before somebody answered, and takes no tap on another message for an answer', async () => {
			const question = await buyer.say(WISH);
			assert.deepEqual(question.parts, [{ type: 'text', text: 'May I buy a cake for 42 dollars? 👍 or 👎' }]);
			const other = present(
				harness.control.messages('linq', question.conversationId).find(({ id }) => id !== question.id),
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
			const ofAna = await publish({ ask: { to: group(), from: ANA } });
			const question = await ofAna.say(WISH);
			assert.ok((await tap(question, 'like', BEN)).every((status) => status === 200));
			assert.deepEqual([await ofAna.waits(), ofAna.shop.orders], [true, []]);
			await tap(question, 'dislike', ANA);
			assert.match(await ofAna.answer(), /The answer was no/);
			assert.deepEqual(ofAna.shop.orders, []);
		});

		it('says how to answer, below an approval message that doesn’t', async () => {
			const agent = await publish({ ask: { message: '=May I buy {{ $tool.parameters.item }}?' } });
			const question = await agent.say(WISH);
			const [part] = question.parts;
			assert.match(part?.type === 'text' ? part.text : '', /^May I buy a cake\?\n.* yes · 👎 no$/);
			await tap(question, 'dislike');
			await agent.answer();
		});

		it('spends nothing where nobody could be asked, and the model hears why', async () => {
			const before = buyer.shop.orders.length;
			harness.control.addFault('linq', { match: { path: 'messages' }, times: 1, fault: { kind: 'status', status: 403 } });
			await buyer.tell(WISH);
			assert.match(await buyer.answer(), /feedback: .*Nobody decided on it, because of an error: .*Linq/);
			assert.equal(buyer.shop.orders.length, before);
		});

		it('is a tool by itself: the model asks, and hears the answer', async () => {
			const asker = await publish({ asTool: true });
			const question = await asker.say('Ask whether it is a good day for cake');
			const [part] = question.parts;
			assert.match(part?.type === 'text' ? part.text : '', /^Is it a good day for cake\?\n.* yes · .* no$/);
			await tap(question, 'like');
			assert.match(await asker.answer(), /approved":true,"choice":"yes","reaction":"like"/);
		});

		/** What the model wants to buy in one turn, for 42 and for 20 dollars. No two tests have the same. */
		const wishes = () => {
			const [cake, pie] = [`a cake ${randomUUID()}`, `a pie ${randomUUID()}`];
			const beginnings = [`May I buy ${cake} for 42 dollars?`, `May I buy ${pie} for 20 dollars?`] as const;
			return { beginnings, calls: [{ args: { item: cake, dollars: 42 } }, { args: { item: pie, dollars: 20 } }] as const };
		};

		/** Yes to the first, no to the second, in whichever order n8n asks. */
		async function answerBoth(agent: RunningAgent, beginnings: readonly [string, string]): Promise<string> {
			await agent.tell('Do both');
			const first = await agent.firstOf(beginnings);
			for (const beginning of [first, ...beginnings.filter((one) => one !== first)]) {
				const { id: messageId } = await agent.question(beginning);
				harness.control.react('linq', { messageId, reaction: beginning === beginnings[0] ? 'like' : 'dislike' });
			}
			return await agent.answer();
		}

		it('asks twice where the model calls the tool twice in one turn, and each call gets its own answer', async () => {
			const { beginnings, calls } = wishes();
			const agent = await publish({ calls });
			const said = await answerBoth(agent, beginnings);
			assert.deepEqual(agent.shop.orders, [42]);
			assert.match(said, /"paid":42/);
			// n8n tells the model what the tool said that was allowed, and of the other at most that it was refused.
			assert.doesNotMatch(said, /"paid":43/);
		});

		it('asks for each of two tools that the model calls in one turn, and each gets its own answer', async () => {
			const { beginnings, calls } = wishes();
			const agent = await publish({ secondGate: true, calls: [calls[0], { ...calls[1], tool: 1 }] });
			const said = await answerBoth(agent, beginnings);
			assert.deepEqual(agent.shop.orders, [42]);
			assert.match(said, /"paid":42/);
			// n8n tells the model what the tool said that was allowed, and of the other at most that it was refused.
			assert.doesNotMatch(said, /"paid":43/);
		});

		it('asks twice as a tool that is called twice in one turn, and the model gets both answers', async () => {
			const questions = [`Is it a good day for cake ${randomUUID()}?`, `Is it a good day for pie ${randomUUID()}?`] as const;
			const agent = await publish({ asTool: true, calls: questions.map((question) => ({ args: { question } })) });
			const said = await answerBoth(agent, questions);
			// n8n 2.8 gives the model nothing for the second call, and goes on; what it was answered is in the execution.
			assert.match(said, N8N_VERSION.startsWith('2.8.') ? /"approved":true.*And: ""/ : /"approved":true.*And: .*"approved":false/);
		});

		it('spends nothing when time is up, and the model hears that nobody answered', async () => {
			assert.match(await unanswered.answer(), /Nobody answered in time/);
			assert.deepEqual(unanswered.shop.orders, []);
		});

		it('leaves nothing behind, and what is somebody else’s', async () => {
			// n8n’s own Chat node waits on where no chat is open, so executions that wait say nothing here.
			assert.deepEqual(runWebhooks(harness, 'linq'), []);
			for (const agent of running.splice(0)) await agent.close();
			assert.deepEqual(harness.control.webhooks('linq'), [foreign]);
		});
	});
}
