import { describe, expect, it } from '@jest/globals';

import type { FaultPlan, ProviderId } from '../../sandbox/src/index.mts';
import { setAskingStage } from './harness/asking-stage.mts';
import { ask, inputWhileParked, type AskOptions } from './harness/asking.mts';
import { waitingUrls } from './harness/open-question.mts';
import { jsonOf, PROVIDER_IDS } from './harness/stage.mts';

const asking = setAskingStage();

const OWN_HOOK = PROVIDER_IDS.filter((id) => id !== 'agentphone');

/** A request that is refused once and for all, which nothing repeats by itself. */
const REFUSED: FaultPlan['fault'] = { kind: 'status', status: 418, body: {} };
const SENDING: Record<ProviderId, string> = {
	agentphone: '/v1/messages',
	inkbox: '/imessage/messages',
	linq: '/v3/messages',
	sendblue: '/api/send-message',
	tuco: '/api/messages',
};
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const ITEMS = { items: [{ text: 'One?' }, { text: 'Two?' }], parameters: { message: '={{ $json.text }}' } };

function failSending(provider: ProviderId, fault: FaultPlan['fault'] = REFUSED, times = 1): void {
	asking.stage.sandbox.control.addFault(provider, { match: { method: 'POST', path: SENDING[provider] }, fault, times });
}

/** What is planned next goes for the second question. */
function letOneThrough(provider: ProviderId): void {
	failSending(provider, { kind: 'delay', delayMs: 1 });
}

describe.each(OWN_HOOK)('where the webhook can’t be had of %s', (provider) => {
	it.each<[string, FaultPlan['fault'], string]>([
		['it is refused', REFUSED, '418'],
		['the key is refused', { kind: 'status', status: 401, body: {} }, '401'],
		['the answer is lost', { kind: 'drop-after' }, 'the connection was cut'],
	])('because %s, nobody is asked and nothing is left', async (_, fault, says) => {
		asking.stage.sandbox.control.addFault(provider, { match: { method: 'POST' }, fault, times: 20 });
		const { run, messages } = await asking.open(provider);
		expect(run.error?.message).toContain(says);
		expect(messages).toEqual([]);
		expect(waitingUrls(asking.stage, asking.n8n, provider)).toEqual([]);
	});
});

describe.each(PROVIDER_IDS)('a question that %s doesn’t send', (provider) => {
	const left = () =>
		provider === 'agentphone' ? asking.n8n.told.at(-1)?.items[0]?.action : waitingUrls(asking.stage, asking.n8n, provider).length;
	const NOTHING = provider === 'agentphone' ? 'close' : 0;

	it('fails the node with the provider’s words, and leaves nothing behind', async () => {
		failSending(provider);
		const { run } = await asking.open(provider);
		expect(run.error).toMatchObject({ message: expect.stringContaining('418'), description: 'Code REFUSED', context: { itemIndex: 0 } });
		expect(left()).toBe(NOTHING);
	});

	it('is the one that is named, though an earlier item’s was sent', async () => {
		letOneThrough(provider);
		failSending(provider);
		const { run, messages } = await asking.open(provider, ITEMS);
		expect(messages).toHaveLength(1);
		expect(run.error).toMatchObject({ message: expect.stringContaining('418'), context: { itemIndex: 1 } });
		expect(run.error?.message).toContain('The question before it was sent, and nobody waits for the answer');
		expect(run.error?.message).toContain('The question before it was sent, and nobody waits for the answer');
		expect(left()).toBe(NOTHING);
	});

	it('fails alone where the node goes on, and the others are waited for', async () => {
		failSending(provider);
		const question = await asking.open(provider, { ...ITEMS, onError: 'continueErrorOutput' });
		expect([question.run.error, question.messages.length]).toEqual([undefined, 1]);
		await question.tap('like');
		const [first, second] = await asking.n8n.outputOf(question.execution);
		expect(first).toEqual({ error: { message: expect.stringContaining('418'), code: 'REFUSED' } });
		expect(second).toMatchObject({ approved: true });
	});

	it('goes out with n8n’s Retry On Fail, and none that was sent goes out again', async () => {
		letOneThrough(provider);
		failSending(provider);
		const question = await asking.open(provider, { ...ITEMS, ...RETRY });
		expect(question.run.run.status).toBe('waiting');
		expect(question.messages.map(({ parts }) => Object(parts[0]).text).sort()).toEqual(['One?', 'Two?']);
		expect(asking.n8n.executions).toHaveLength(2);
	});

	it('perhaps, because the answer is lost, is not sent again, and is no question that can be waited for', async () => {
		failSending(provider, { kind: 'drop-after' });
		const { run, messages } = await asking.open(provider, RETRY);
		expect(messages).toHaveLength(1);
		// Linq knows a copy by its key, so there the question is asked again, until an answer comes.
		if (provider === 'linq') return expect(run.run.status).toBe('waiting');
		expect(run.error?.message).toContain('it was not sent again. Look at the conversation.');
		expect(left()).toBe(NOTHING);
	});
});

describe('an error', () => {
	it('says our sentence where the provider’s words hold one of n8n’s code words', async () => {
		failSending('linq', { kind: 'status', status: 400, body: { success: false, error: { code: 9, message: 'relay: connect ETIMEDOUT' } } });
		const { run } = await asking.open('linq');
		expect(run.error?.message).toBe('Linq answered 400 (code 9): “relay: connect ETIMEDOUT”. Check the parameters.');
	});
});

describe('where n8n can’t start the inline workflow', () => {
	const items = [{ approved: true }, { approved: true }];
	const refuse = () => {
		throw new Error('The sub-workflow cannot be called by this workflow');
	};

	it('the node fails', async () => {
		const { error } = await ask(asking.stage, 'linq', { items }, refuse);
		expect(error?.message).toContain('cannot be called by this workflow');
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)('what came in is not what goes out (%s)', async (onError) => {
		const run = await ask(asking.stage, 'linq', { items, onError }, refuse);
		const [regular, failed] = [jsonOf(run), jsonOf(run, 1)];
		expect(onError === 'continueErrorOutput' ? [regular, failed.length] : [failed, regular.length]).toEqual([[], 2]);
		for (const json of regular) expect(json).toEqual({ error: { message: expect.stringContaining('cannot be called'), code: null } });
	});
});

describe('as the gate of an agent’s tool', () => {
	const gate = async (options: AskOptions = {}, answer?: Parameters<typeof ask>[3]) =>
		await ask(asking.stage, 'linq', { asType: 'HitlTool', items: [{ approved: true }], ...options }, answer);

	it('a question that can’t be asked is no error of n8n’s, which the agent would hear as a no, but says why', async () => {
		const run = await gate({ parameters: { to: '' } });
		const says = expect.stringContaining('Linq must be told to whom the message goes');
		const chatInput = expect.stringMatching(/^Nobody decided on it, because of an error: Linq must be told/);
		expect([run.error, jsonOf(run)]).toEqual([undefined, [{ approved: null, error: { message: says, code: 'INVALID_INPUT' }, chatInput }]]);
	});

	it('so does a wait that can’t begin', async () => {
		const run = await gate({}, () => {
			throw new Error('The sub-workflow cannot be called by this workflow');
		});
		const chatInput = expect.stringContaining('cannot be called');
		expect([run.error, jsonOf(run)]).toMatchObject([undefined, [{ approved: null, chatInput }]]);
	});

	it('and one that breaks off', async () => {
		expect(inputWhileParked(await gate())).toMatchObject([{ approved: null, chatInput: expect.stringContaining('broke off') }]);
	});
});

describe('an agent’s gate', () => {
	it('says what went wrong, and approves nothing', async () => {
		failSending('linq');
		const { run } = await asking.open('linq', { asType: 'HitlTool' });
		expect(run.error).toBeUndefined();
		expect(jsonOf(run)).toEqual([
			{
				approved: null,
				error: { message: expect.stringContaining('418'), code: 'REFUSED' },
				chatInput: expect.stringContaining('Nobody decided on it'),
			},
		]);
	});

	it.each([
		['dislike', 'The answer was no.'],
		['like', undefined],
	] as const)('that is answered with %s tells the model: %s', async (reaction, chatInput) => {
		const question = await asking.open('linq', { asType: 'HitlTool' });
		await question.tap(reaction);
		const [json] = await asking.n8n.outputOf(question.execution);
		expect([json?.approved, json?.chatInput]).toEqual([reaction === 'like', chatInput]);
	});
});

describe('a step of what waits', () => {
	it.each(['listen', 'tick', 'close', 'other'])('can’t be run by itself (%s)', async (step) => {
		const { error, started } = await ask(asking.stage, 'linq', {
			parameters: { step },
			items: [{ asks: [{ failure: null, question: {} }] }],
		});
		expect([error?.message, started]).toEqual([
			'A step of the wait for a tapback got items that it didn’t make. It can’t be run by itself.',
			[],
		]);
	});
});
