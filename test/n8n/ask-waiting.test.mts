import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ProviderId } from '../../sandbox/src/index.mts';
import { HUMAN, type AskOptions } from './harness/asking.mts';
import { askCredentials, openQuestion, waitingUrls, type OpenQuestion } from './harness/open-question.mts';
import { openStage, PROVIDER_IDS, type Stage } from './harness/stage.mts';
import { startWaitingN8n, type WaitingN8n } from './harness/waiting-n8n.mts';

let stage: Stage;
let n8ns: Map<ProviderId, WaitingN8n>;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(async () => {
	stage.sandbox.control.reset();
	const credentials = askCredentials(stage);
	n8ns = new Map(await Promise.all(PROVIDER_IDS.map(async (id) => [id, await startWaitingN8n(stage, credentials)] as const)));
});
afterEach(async () => {
	await Promise.all([...n8ns.values()].map(async (n8n) => await n8n.close()));
});
afterAll(async () => await stage.close());

function n8nOf(provider: ProviderId): WaitingN8n {
	const n8n = n8ns.get(provider);
	if (n8n === undefined) throw new Error(`${provider} has no n8n here.`);
	return n8n;
}

const open = async (provider: ProviderId, options: AskOptions = {}) => await openQuestion(stage, n8nOf(provider), provider, options);
const outputOf = async (provider: ProviderId, { execution }: OpenQuestion) => await n8nOf(provider).outputOf(execution);

/** With each provider at the same time: every turn of a wait takes a second on purpose. */
async function withEach(check: (provider: ProviderId) => Promise<void>): Promise<void> {
	await Promise.all(
		PROVIDER_IDS.map(async (provider) => {
			await check(provider).catch((error: Error) => {
				error.message = `With ${provider}: ${error.message}`;
				throw error;
			});
		}),
	);
}

describe('a question', () => {
	it.each([
		['like', true],
		['dislike', false],
	] as const)('answered with %s goes on with %s, and leaves nothing behind', async (reaction, approved) => {
		await withEach(async (provider) => {
			const question = await open(provider);
			expect([question.run.run.status, question.messages.length]).toEqual(['waiting', 1]);
			expect(question.messages[0]?.parts).toMatchObject([{ text: 'Shall I book it?' }]);
			await question.tap(reaction);
			const [json, ...others] = await outputOf(provider, question);
			expect(others).toEqual([]);
			expect(json).toMatchObject({ approved, reaction, timedOut: false, text: null, provider, votes: [{ approved, reaction }] });
			expect(json?.messageId).toBe(question.messages[0]?.id);
			// Tuco doesn’t always say who it was.
			expect(json?.actor).toBe(provider === 'tuco' ? null : HUMAN);
			if (provider === 'agentphone') {
				expect(n8nOf(provider).told.at(-1)?.items).toEqual([{ action: 'close', url: question.url, messageId: null }]);
			} else expect(waitingUrls(stage, n8nOf(provider), provider)).toEqual([]);
		});
	});

	it('goes on after its time as well, without an answer', async () => {
		await withEach(async (provider) => {
			const question = await open(provider, { parameters: { waitAmount: 0.01, waitUnit: 'minutes' } });
			await sleep(700);
			await n8nOf(provider).lookAtClock();
			const [json] = await outputOf(provider, question);
			expect(json).toMatchObject({ approved: null, timedOut: true, reaction: null, votes: [], provider });
		});
	});

	it('waits on, and n8n isn’t troubled, where something is no answer', async () => {
		await withEach(async (provider) => {
			const question = await open(provider);
			await question.tap('laugh');
			await question.tap('like');
			expect(await outputOf(provider, question)).toMatchObject([{ approved: true }]);
			expect(question.execution?.turns).toBe(1);
		});
	});

	it('survives a restart of n8n', async () => {
		await withEach(async (provider) => {
			const question = await open(provider);
			stage.built.restart();
			await question.tap('like');
			expect(await outputOf(provider, question)).toMatchObject([{ approved: true }]);
		});
	});

	it('that was sent already is only waited for', async () => {
		await withEach(async (provider) => {
			const message = stage.sandbox.control.sendMessage(provider, { from: 'agent', text: 'Shall I book it?' });
			const question = await open(provider, { operation: 'wait', items: [{ id: message.id }] });
			expect(question.messages).toEqual([]);
			await question.on([message]).tap('like');
			expect(await outputOf(provider, question)).toMatchObject([{ approved: true }]);
		});
	});

	it('that was answered before it is waited for is answered, where the provider shows what stands', async () => {
		for (const provider of ['inkbox', 'linq'] as const) {
			const { control } = stage.sandbox;
			const message = control.sendMessage(provider, { from: 'agent', text: 'Shall I book it?' });
			control.react(provider, { messageId: message.id, reaction: 'dislike' });
			const question = await open(provider, { operation: 'wait', items: [{ id: message.id }] });
			expect(question.run.run.status).toBe('success');
			expect(question.run.outputs[0]?.map(({ json }) => json)).toMatchObject([{ approved: false, reaction: 'dislike', actor: HUMAN }]);
			expect(waitingUrls(stage, n8nOf(provider), provider)).toEqual([]);
		}
	});

	it('hears of votes that n8n refused while it was busy, where the provider shows what stands', async () => {
		for (const provider of ['inkbox', 'linq'] as const) {
			const question = await open(provider, { parameters: { options: { window: 1.5 } } });
			const { control } = stage.sandbox;
			await question.tap('like');
			await sleep(300);
			control.addDeliveryFault(provider, { fault: { kind: 'withhold' } });
			await question.tap('dislike');
			await n8nOf(provider).parked(question.execution, 1);
			control.clearDeliveryFaults(provider);
			await sleep(2000);
			await n8nOf(provider).lookAtClock();
			expect(await outputOf(provider, question)).toMatchObject([{ approved: false, reaction: 'dislike' }]);
		}
	});

	it('with a time to reconsider takes what stands in the end', async () => {
		await withEach(async (provider) => {
			const question = await open(provider, { parameters: { options: { window: 1.5 } } });
			await question.tap('like');
			await n8nOf(provider).parked(question.execution, 1);
			await question.tap('dislike');
			await n8nOf(provider).parked(question.execution, 2);
			await sleep(1500);
			await n8nOf(provider).lookAtClock();
			expect(await outputOf(provider, question)).toMatchObject([{ approved: false, reaction: 'dislike' }]);
		});
	});
});

describe('several items', () => {
	const items = [{ text: 'One?' }, { text: 'Two?' }, { text: 'Three?' }];
	const parameters = { message: '={{ $json.text }}' };

	it('wait together with one webhook, and each has its own answer, in their order', async () => {
		await withEach(async (provider) => {
			const question = await open(provider, { items, parameters });
			expect(new Set(waitingUrls(stage, n8nOf(provider), provider)).size).toBe(1);
			const all = question.on(
				['One?', 'Two?', 'Three?'].flatMap((text) => question.messages.filter(({ parts }) => JSON.stringify(parts).includes(text))),
			);
			await all.tap('dislike', 2);
			await n8nOf(provider).parked(question.execution, 1);
			await all.tap('like', 0);
			await n8nOf(provider).parked(question.execution, 2);
			await all.tap('like', 1);
			expect((await outputOf(provider, question)).map(({ approved }) => approved)).toEqual([true, true, false]);
		});
	});
});

describe('the workflow that hands tapbacks on', () => {
	const untilIn = (url: string) => new Date(Number(new URL(url).searchParams.get('tapback-until'))).toISOString();

	it('is told before the question, and of its id once it is sent', async () => {
		const { url, messages } = await open('agentphone');
		const opening = { action: 'open', url, until: untilIn(url) };
		expect(n8nOf('agentphone').told).toEqual([
			{ id: 'inbound-1', items: [{ ...opening, messageId: '' }] },
			{ id: 'inbound-1', items: [{ ...opening, messageId: messages[0]?.id }] },
			{ id: 'inbound-1', items: [{ action: 'close', url, messageId: '' }] },
		]);
		expect(new URL(url).searchParams.get('tapback-token')).toMatch(/^\S{40,}$/);
	});

	it('is told nothing more where tapbacks only quote their message', async () => {
		const { url } = await open('sendblue', { parameters: { inboundWorkflow: 'inbound-1' } });
		expect(n8nOf('sendblue').told).toEqual([{ id: 'inbound-1', items: [{ action: 'open', url, messageId: '', until: untilIn(url) }] }]);
		expect(stage.sandbox.control.webhooks('sendblue')).toEqual([]);
	});

	it('is another one, which keeps nobody who waits: nothing is asked', async () => {
		n8nOf('agentphone').answerNothing();
		const { run, messages } = await open('agentphone');
		expect(messages).toEqual([]);
		expect(run.error?.message).toContain('It runs, and doesn’t keep who waits.');
	});

	it('that can’t be told keeps the question from being asked', async () => {
		n8nOf('agentphone').failTelling('Workflow is not active and cannot be executed.');
		const { run, messages } = await open('agentphone');
		expect(messages).toEqual([]);
		expect(run.error?.message).toBe(
			'The workflow in Inbound Workflow could not be told which question to listen for: Workflow is not active and cannot be executed. Check that it is published, and that it is made of the example “Hand tapbacks to waiting questions”.',
		);
	});
});

describe('where tapbacks only quote their message', () => {
	const says =
		'The same question is open there already, and Sendblue’s tapbacks only quote what they are on: an answer could belong to either. Word it otherwise, or wait until the first one is answered. Nothing was sent.';

	it('a question that is open already isn’t asked again, until it is answered', async () => {
		const first = await open('sendblue');
		const second = await open('sendblue');
		expect([second.run.error?.message, second.messages]).toEqual([says, []]);
		expect(waitingUrls(stage, n8nOf('sendblue'), 'sendblue')).toEqual([first.url]);
		await first.tap('like');
		await outputOf('sendblue', first);
		expect((await open('sendblue')).run.run.status).toBe('waiting');
	});

	it('nor is the message waited for that asks it', async () => {
		await open('sendblue');
		expect((await open('sendblue', { operation: 'wait' })).run.error?.message).toBe(says);
	});

	it.each([
		['another person', { to: '+12025550177' }],
		['in other words', { message: 'Shall I really book it?' }],
	])('%s is asked', async (_, parameters) => {
		await open('sendblue');
		const { run } = await open('sendblue', { parameters });
		expect([run.error, run.run.status]).toEqual([undefined, 'waiting']);
	});
});

describe('webhooks that other waits left behind', () => {
	const OWN_HOOK = PROVIDER_IDS.filter((id) => id !== 'agentphone');

	it.each(OWN_HOOK)('are taken away once their time is over, and nobody else’s are (%s)', async (provider) => {
		const { origin } = new URL((await open(provider)).url);
		const stood = stage.sandbox.control.webhooks(provider).map(({ url }) => String(url));
		const over = `${origin}/webhook-waiting/9999/askForTapback?tapback-until=${Date.now() - 10 * 60_000}`;
		const kept = [
			`${origin}/webhook-waiting/9998/askForTapback?tapback-until=${Date.now() + 60_000}`,
			`${origin}/webhook-waiting/9997/askForTapback?tapback-until=`,
			`${origin}/webhook/9999/askForTapback?tapback-until=1`,
			`http://127.0.0.1:9/webhook-waiting/9999/askForTapback?tapback-until=1`,
		];
		for (const url of [over, ...kept]) stage.sandbox.control.addWebhook(provider, { url });
		const { url } = await open(provider, { parameters: { message: 'Another one?' } });
		const standing = stage.sandbox.control.webhooks(provider).map((hook) => String(hook.url));
		expect(standing.sort()).toEqual([...stood, ...kept, url].sort());
	});
});
