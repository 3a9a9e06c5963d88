import { describe, expect, it, jest } from '@jest/globals';

import { parkedEntry, turnsOf } from '../../harness/n8n/played-executions.mts';
import { addressOf, askAgain, openQuestion, resultOf } from '../../harness/n8n/question.mts';
import { TestCredentials } from '../../harness/n8n/credentials.mts';
import { useAskingN8n } from '../../harness/n8n/use-asking-n8n.mts';

const asking = useAskingN8n();

const ASK = 'Ask for Tapback';

describe('a request to a parked run', () => {
	async function post(url: string, body: object): Promise<number> {
		const headers = { 'content-type': 'application/json' };
		const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
		await asking.n8n.idle();
		return status;
	}
	const YES = [{ approved: true, choice: 'yes', timedOut: false }];
	const PURPOSE = 'resumption of a run';

	it('with results that the node signed for it resumes it', async () => {
		const question = await openQuestion(asking.n8n, 'linq');
		const { url, key, proof } = await addressOf(asking.n8n, question);
		const payload = JSON.stringify({ key, items: YES });
		expect(await post(url, { tapbackResume: { payload, signature: proof.sign(PURPOSE, payload) } })).toBe(200);
		expect(resultOf(question.execution)).toMatchObject({ approved: true });
	});

	it('that only asks whether it waits leaves it waiting', async () => {
		const question = await openQuestion(asking.n8n, 'linq');
		const { url, key, proof } = await addressOf(asking.n8n, question);
		const payload = JSON.stringify({ key, items: null });
		expect(await post(url, { tapbackResume: { payload, signature: proof.sign(PURPOSE, payload) } })).toBe(200);
		expect(question.execution.status).toBe('waiting');
	});

	it.each<[string, (given: Awaited<ReturnType<typeof addressOf>> & { other: Awaited<ReturnType<typeof addressOf>> }) => object]>([
		['that says it is approved', () => ({ approved: true })],
		['with nothing', () => ({})],
		['with results that nobody signed', ({ key }) => signed({ key, items: YES }, () => '')],
		[
			'with results signed for another purpose',
			({ key, proof }) => signed({ key, items: YES }, (text) => proof.sign('row of the question table', text)),
		],
		[
			'with results signed for another run',
			({ proof, other }) => signed({ key: other.key, items: YES }, (text) => proof.sign(PURPOSE, text)),
		],
		[
			'with results that were changed after they were signed',
			({ key, proof }) => ({
				tapbackResume: {
					payload: JSON.stringify({ key, items: YES }),
					signature: proof.sign(PURPOSE, JSON.stringify({ key, items: [{ approved: false }] })),
				},
			}),
		],
		[
			'with results that are no text',
			({ key, proof }) => ({ tapbackResume: { payload: { key, items: YES }, signature: proof.sign(PURPOSE, '') } }),
		],
		['with a signed text that is no JSON', ({ proof }) => ({ tapbackResume: { payload: '{', signature: proof.sign(PURPOSE, '{') } })],
		['with a signed null', ({ proof }) => ({ tapbackResume: { payload: 'null', signature: proof.sign(PURPOSE, 'null') } })],
	])('%s is answered 401, and it waits on', async (_, bodyOf) => {
		const question = await openQuestion(asking.n8n, 'linq');
		const other = await openQuestion(asking.n8n, 'linq');
		const given = { ...(await addressOf(asking.n8n, question)), other: await addressOf(asking.n8n, other) };
		expect(await post(given.url, bodyOf(given))).toBe(401);
		expect([question.execution.status, asking.n8n.thrown]).toEqual(['waiting', []]);
		await asking.n8n.tap('linq', question.message, 'dislike');
		expect(resultOf(question.execution)).toMatchObject({ approved: false });
	});

	it('that was answered before is stale for the next turn of the same node', async () => {
		const workflow = await asking.n8n.publish('linq', { isReachedTwice: true });
		const question = await askAgain(asking.n8n, workflow);
		const { url, key, proof } = await addressOf(asking.n8n, question);
		await asking.n8n.tap('linq', question.message, 'dislike');
		expect(question.execution.status).toBe('waiting');
		const payload = JSON.stringify({ key, items: YES });
		expect(await post(url, { tapbackResume: { payload, signature: proof.sign(PURPOSE, payload) } })).toBe(401);
		expect(question.execution.status).toBe('waiting');
	});

	it('that makes up an address is refused by n8n', async () => {
		const { execution, workflow } = await openQuestion(asking.n8n, 'linq');
		const url = `${asking.n8n.url}/webhook-waiting/${execution.id}/${workflow.node.id}`;
		for (const guess of [url, `${url}?signature=${'0'.repeat(64)}`]) expect(await post(guess, { approved: true })).toBe(401);
		expect(execution.status).toBe('waiting');
	});

	function signed(content: object, sign: (text: string) => string): object {
		const payload = JSON.stringify(content);
		return { tapbackResume: { payload, signature: sign(payload) } };
	}
});

describe('a parked run', () => {
	const NOBODY = { approved: null, choice: null, timedOut: true, actor: null, votes: [] };

	it('whose time is up goes on with nobody’s decision, whatever its input says', async () => {
		const { execution } = await openQuestion(asking.n8n, 'linq');
		asking.n8n.resume(execution);
		await asking.n8n.idle();
		expect(turnsOf(execution, ASK)).toEqual([[expect.objectContaining(NOBODY)]]);
	});

	it('holds its input nowhere that n8n could pass on', async () => {
		const workflow = await asking.n8n.publish('linq');
		const execution = await workflow.ask([{ approved: true, choice: 'yes' }]);
		expect(parkedEntry(execution).data.main?.[0]).toEqual([expect.objectContaining({ json: expect.objectContaining(NOBODY) })]);
	});

	it('whose time is up leaves no row behind', async () => {
		const { timeout } = AbortSignal;
		const sleepers: AbortController[] = [];
		// The sleep until a while after the deadline, and no deadline of a request.
		const isSleep = (ms: number) => ms > 15_000 && ms < 25_000;
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			if (!isSleep(ms)) return timeout.call(AbortSignal, ms);
			const sleeper = new AbortController();
			sleepers.push(sleeper);
			return sleeper.signal;
		});
		try {
			const { execution } = await openQuestion(asking.n8n, 'linq', { parameters: { waitAmount: 0.001, waitUnit: 'minutes' } });
			asking.n8n.resume(execution);
			await asking.n8n.idle();
			expect([asking.n8n.table.rows.length, sleepers.length]).toEqual([1, 1]);
			const later = Date.now() + 30_000;
			jest.spyOn(Date, 'now').mockReturnValue(later);
			for (const sleeper of sleepers) sleeper.abort();
			await asking.n8n.idle();
			expect([asking.n8n.table.rows, resultOf(execution)]).toEqual([[], expect.objectContaining(NOBODY)]);
		} finally {
			jest.restoreAllMocks();
		}
	});

	it('whose time is up takes no yes any more', async () => {
		const { execution, message } = await openQuestion(asking.n8n, 'linq');
		asking.n8n.resume(execution);
		await asking.n8n.idle();
		await asking.n8n.tap('linq', message, 'like');
		expect([resultOf(execution), asking.n8n.table.rows]).toEqual([expect.objectContaining(NOBODY), []]);
	});

	it('that was stopped takes no yes, and its row goes with the tap', async () => {
		const { execution, message } = await openQuestion(asking.n8n, 'linq');
		asking.n8n.stop(execution);
		await asking.n8n.tap('linq', message, 'like');
		expect([execution.status, asking.n8n.table.rows]).toEqual(['canceled', []]);
	});

	it('of a node whose credential is another one now ends at its deadline, and the run of a tap says why', async () => {
		const { execution, message } = await openQuestion(asking.n8n, 'linq');
		asking.n8n.credentials = asking.harness.credentials({ linq: { apiKey: 'another key' } });
		await asking.n8n.tap('linq', message, 'like');
		expect(execution.status).toBe('waiting');
		expect(asking.n8n.all.at(-1)?.error).toMatch(/credential/i);
		asking.n8n.resume(execution);
		await asking.n8n.idle();
		expect(resultOf(execution)).toMatchObject(NOBODY);
	});

	it('of a node whose credential was deleted ends at its deadline, and the provider hears that its delivery was not taken', async () => {
		const { execution, message } = await openQuestion(asking.n8n, 'linq');
		asking.n8n.credentials = new TestCredentials({}, asking.harness.built.credentialType);
		const runs = asking.n8n.all.length;
		expect([await asking.n8n.tap('linq', message, 'like'), asking.n8n.all.length, asking.n8n.thrown]).toEqual([[503], runs, []]);
		asking.n8n.resume(execution);
		await asking.n8n.idle();
		expect(resultOf(execution)).toMatchObject(NOBODY);
	});

	it('of a workflow that was edited meanwhile is answered all the same', async () => {
		const { execution, message, workflow } = await openQuestion(asking.n8n, 'linq');
		workflow.node.name = 'Ask again';
		workflow.node.parameters = { ...workflow.node.parameters, message: 'Something else?', from: '+12025559999' };
		await workflow.activate('update');
		await asking.n8n.tap('linq', message, 'like');
		expect(execution.status).toBe('success');
		expect(JSON.stringify(execution.data.resultData.runData)).toContain('"approved":true');
	});

	it('of an agent’s gate says to the model that nobody decided, when time is up', async () => {
		const { execution } = await openQuestion(asking.n8n, 'linq', { asType: 'HitlTool' });
		asking.n8n.resume(execution);
		await asking.n8n.idle();
		expect(resultOf(execution)).toMatchObject({ ...NOBODY, chatInput: 'Nobody answered in time, so it was not approved.' });
	});
});
