import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isParked, parkedRunOf, readResumeRequest, resume, resumed, WAITING } from '../../../../nodes/AskForTapback/run/resume.ts';
import { proofWith, waitRow } from '../../../harness/asking-rows.mts';

const URL = 'https://n8n.example.com/webhook-waiting/7/node?signature=0123456789';
const ITEMS = [{ json: { approved: true } }];
const RESUMED = { statusCode: 200, body: resumed([]).webhookResponse };

/** Answers one request after another; the last answer is repeated. */
function poster(...answers: unknown[]) {
	const sent: unknown[] = [];
	async function httpRequest(request: { body: unknown }): Promise<unknown> {
		sent.push(request.body);
		const answer = answers[Math.min(sent.length, answers.length) - 1];
		if (answer instanceof Error) throw answer;
		return answer;
	}
	const context: Pick<IExecuteFunctions, 'helpers'> = Object.assign(Object.create(null), { helpers: { httpRequest } });
	return { context, sent };
}

const run = async () => ({ url: URL, key: 'k1', proof: await proofWith() });

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

describe('results for a parked run', () => {
	it('are given once where n8n takes them', async () => {
		const { context, sent } = poster(RESUMED);
		expect([await resume(context, await run(), ITEMS), sent.length]).toEqual(['resumed', 1]);
	});

	it.each([
		['not parked yet', { statusCode: 409, body: { message: 'The execution "7" is running already.' } }],
		['starting', { statusCode: 503, body: '' }],
	])('are given again while it is %s', async (_, busy) => {
		const { context, sent } = poster(busy, busy, RESUMED);
		const outcome = resume(context, await run(), ITEMS);
		await jest.runAllTimersAsync();
		expect([await outcome, sent.length]).toEqual(['resumed', 3]);
	});

	it('are given up after forty times, with what was in the way', async () => {
		const { context, sent } = poster({ statusCode: 409, body: 'busy' });
		const outcome = expect(resume(context, await run(), ITEMS)).rejects.toThrow(/kept answering that the waiting run is busy/);
		await jest.runAllTimersAsync();
		await outcome;
		expect(sent).toHaveLength(40);
	});

	it.each([
		['has finished', { statusCode: 409, body: { message: 'The execution "7 has finished already.' } }],
		['was deleted', { statusCode: 404, body: {} }],
		['shows a page of n8n’s instead', { statusCode: 200, body: '<html>No action required</html>' }],
		['answers something that is no answer', undefined],
	])('are for nobody where the run %s', async (_, answer) => {
		const { context } = poster(answer);
		expect(await resume(context, await run(), ITEMS)).toBe('gone');
	});

	it.each([401, 403])('are refused where the run answers %i, and that says why', async (statusCode) => {
		const { context } = poster({ statusCode, body: {} });
		await expect(resume(context, await run(), ITEMS)).rejects.toThrow('the credential of its node was changed');
	});

	it('that can’t be delivered say which address to check, and don’t show the signature in it', async () => {
		const { context } = poster(new Error('connect ECONNREFUSED'));
		const error = await resume(context, await run(), ITEMS).catch((thrown: unknown) => String(thrown));
		expect(error).toContain('n8n could not reach itself at https://n8n.example.com');
		expect(error).toContain('WEBHOOK_URL');
		expect(error).not.toContain('0123456789');
	});
});

describe('a parked run', () => {
	it.each([
		['waits', { statusCode: 200, body: WAITING }, true],
		['waits no more', { statusCode: 404, body: '' }, false],
	])('that is asked %s', async (_, answer, expected) => {
		const { context } = poster(answer);
		expect(await isParked(context, await run())).toBe(expected);
	});

	it('has its address in its row, for those with the key', async () => {
		const proof = await proofWith();
		const row = waitRow({ state: { resumeUrl: proof.seal(URL) } });
		expect(parkedRunOf(row, proof)).toMatchObject({ url: URL, key: 'k1' });
		const other = await proofWith('other');
		expect(() => parkedRunOf(row, other)).toThrow('the key in the credential was changed');
	});
});

describe('a request to a parked run', () => {
	const webhook = (body: unknown): IWebhookFunctions => Object.assign(Object.create(null), { getBodyData: () => body });
	const read = async (body: unknown, key = 'k1', proof = undefined as Awaited<ReturnType<typeof proofWith>> | undefined) =>
		readResumeRequest(webhook(body), key, proof ?? (await proofWith()));

	async function sentBy(items: typeof ITEMS | null): Promise<unknown> {
		const { context, sent } = poster(items === null ? { statusCode: 200, body: WAITING } : RESUMED);
		await (items === null ? isParked(context, await run()) : resume(context, await run(), items));
		return sent[0];
	}

	it('has the results that were sent to it', async () => {
		expect(await read(await sentBy(ITEMS))).toEqual({ kind: 'results', items: [{ json: { approved: true }, pairedItem: { item: 0 } }] });
	});

	it('only asks where it has none', async () => {
		expect(await read(await sentBy(null))).toEqual({ kind: 'ping' });
	});

	it('is forged for another run, and with another key', async () => {
		const body = await sentBy(ITEMS);
		expect([await read(body, 'k2'), await read(body, 'k1', await proofWith('other'))]).toEqual([{ kind: 'forged' }, { kind: 'forged' }]);
	});

	it.each([undefined, null, '', 'x', [], {}, { approved: true }, { tapbackResume: 'x' }, { tapbackResume: null }])(
		'is none of ours: %j',
		async (body) => expect(await read(body)).toBeUndefined(),
	);
});
