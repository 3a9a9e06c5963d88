import { describe, expect, it } from '@jest/globals';

import type { ProviderId } from '../../sandbox/src/index.mts';
import { setAskingStage } from './harness/asking-stage.mts';
import { HUMAN } from './harness/asking.mts';
import { handOn, type OpenQuestion } from './harness/open-question.mts';
import { PROVIDER_IDS } from './harness/stage.mts';

const asking = setAskingStage();

const OWN_HOOK = PROVIDER_IDS.filter((id) => id !== 'agentphone');
const UNAUTHORIZED = { status: 401, body: '{"error":"Unauthorized"}' };
const TAKEN_NOTE_OF = { status: 200, body: '' };

/** A delivery that was taken note of and changes nothing, to be sent again with changes. */
async function harmlessDelivery(provider: ProviderId, question: OpenQuestion): Promise<string> {
	const { deliveries } = asking.stage.sandbox.control.react(provider, { messageId: question.messages[0]?.id ?? '', reaction: 'laugh' });
	const [id = ''] = deliveries;
	expect(await asking.stage.sandbox.control.redeliver(id)).toEqual(TAKEN_NOTE_OF);
	return id;
}

describe.each(OWN_HOOK)('a delivery of %s to a node that waits', (provider) => {
	it.each(['body', 'signature', 'unsigned'] as const)('that is forged (%s) is answered 401, and resumes nothing', async (forge) => {
		// A secret in a header proves nothing about the body.
		if (provider === 'sendblue') asking.stage.sandbox.control.changeQuirks('sendblue', { hmac: true });
		const question = await asking.open(provider);
		const id = await harmlessDelivery(provider, question);
		expect(await asking.stage.sandbox.control.redeliver(id, { forge })).toEqual(UNAUTHORIZED);
		expect(question.execution).toMatchObject({ status: 'waiting', turns: 0 });
	});

	it('is answered 401 once the key in the credential is another, which can’t read the secret', async () => {
		const question = await asking.open(provider);
		const id = await harmlessDelivery(provider, question);
		const changed = { apiKey: 'another', apiKeyId: 'another', apiSecretKey: 'another' };
		asking.n8n.useCredentials(asking.stage.credentials({ [provider]: changed }));
		expect(await asking.stage.sandbox.control.redeliver(id)).toEqual(UNAUTHORIZED);
		expect(question.execution).toMatchObject({ status: 'waiting', turns: 0 });
	});

	it('is answered 401 where the credential is gone', async () => {
		const question = await asking.open(provider);
		const id = await harmlessDelivery(provider, question);
		const credentials = asking.stage.credentials();
		credentials.getDecrypted = async () => await Promise.reject(new Error('Credential not found'));
		asking.n8n.useCredentials(credentials);
		expect(await asking.stage.sandbox.control.redeliver(id)).toEqual(UNAUTHORIZED);
	});

	it('about another message is answered 200, and resumes nothing', async () => {
		const question = await asking.open(provider);
		const other = asking.stage.sandbox.control.sendMessage(provider, { from: 'agent', text: 'Something else' });
		const { deliveries } = asking.stage.sandbox.control.react(provider, { messageId: other.id, reaction: 'like' });
		expect(await asking.stage.sandbox.control.redeliver(deliveries[0] ?? '')).toEqual(TAKEN_NOTE_OF);
		expect(question.execution).toMatchObject({ status: 'waiting', turns: 0 });
	});
});

describe.each(['inkbox', 'linq', 'sendblue'] as const)('a delivery of %s whose time is wrong', (provider) => {
	it.each(['stale', 'future'] as const)('(%s) is answered 401', async (forge) => {
		if (provider === 'sendblue') asking.stage.sandbox.control.changeQuirks('sendblue', { hmac: true });
		const question = await asking.open(provider);
		const id = await harmlessDelivery(provider, question);
		expect(await asking.stage.sandbox.control.redeliver(id, { forge })).toEqual(UNAUTHORIZED);
	});
});

describe('a tapback that was handed on', () => {
	const waiting = async (provider: ProviderId = 'agentphone') => {
		const question = await asking.open(provider, provider === 'agentphone' ? {} : { parameters: { inboundWorkflow: 'inbound-1' } });
		return { ...question, event: { messageId: question.messages[0]?.id ?? '', reaction: 'like' as const } };
	};
	const changed = (url: string, change: (query: URLSearchParams) => void) => {
		const other = new URL(url);
		change(other.searchParams);
		return other.href;
	};

	it.each(PROVIDER_IDS)('with its token is an answer (%s)', async (provider) => {
		const { url, event, execution } = await waiting(provider);
		const quoted = { messageId: null, conversationId: null, target: { text: 'Shall I book it?', candidates: [] } };
		expect(await handOn(url, { ...event, ...(provider === 'sendblue' ? quoted : {}) })).toBe(200);
		expect(await asking.n8n.outputOf(execution)).toMatchObject([{ approved: true, actor: HUMAN }]);
	});

	it.each<[string, (query: URLSearchParams) => void]>([
		['no token', (query) => query.delete('tapback-token')],
		['an empty token', (query) => query.set('tapback-token', '')],
		['another token', (query) => query.set('tapback-token', 'A'.repeat(43))],
		['half the token', (query) => query.set('tapback-token', query.get('tapback-token')?.slice(0, 20) ?? '')],
		['the token of another name', (query) => query.set('TAPBACK-TOKEN', query.get('tapback-token') ?? '') ?? query.delete('tapback-token')],
	])('with %s is answered 401', async (_, change) => {
		const { url, event, execution } = await waiting();
		expect(await handOn(changed(url, change), event)).toBe(401);
		expect(execution).toMatchObject({ status: 'waiting', turns: 0 });
	});

	it.each<[string, object]>([
		['no item', {}],
		['a list', []],
		['a tapback of a time that is none', { occurredAt: 'yesterday' }],
		['a tapback that was received at a time that is none', { receivedAt: '' }],
		['an action that is none', { action: 'toggled' }],
		['somebody who is no text', { actor: { phone: HUMAN } }],
		['our own tapback', { isFromMe: true }],
		['a tapback on another message', { messageId: 'another' }],
	])('as %s is answered 200, and resumes nothing', async (what, more) => {
		const { url, event, execution } = await waiting();
		const isWhole = !['no item', 'a list'].includes(what);
		const status = isWhole
			? await handOn(url, { ...event, ...more })
			: (await fetch(url, { method: 'POST', body: JSON.stringify(more) })).status;
		expect([status, execution?.status, execution?.turns]).toEqual([200, 'waiting', 0]);
	});

	it('is told again without harm', async () => {
		const { url, messages, execution } = await asking.open('agentphone', { parameters: { decidedBy: 'count', yesNeeded: 2 } });
		const vote = { eventId: 'e1', messageId: messages[0]?.id ?? '', reaction: 'like' as const };
		await handOn(url, vote);
		await asking.n8n.parked(execution, 1);
		expect(await handOn(url, vote)).toBe(200);
		expect(execution).toMatchObject({ status: 'waiting', turns: 1 });
	});
});

describe('two answers at once', () => {
	const twoOf = async () => {
		const question = await asking.open('agentphone', { parameters: { decidedBy: 'count', yesNeeded: 2 } });
		const messageId = question.messages[0]?.id ?? '';
		const vote = async (actor: string) => await handOn(question.url, { messageId, reaction: 'like', actor, eventId: actor });
		return { ...question, vote };
	};

	it('are taken one after the other: the second is to be sent again', async () => {
		const { execution, vote } = await twoOf();
		const release = asking.n8n.holdResumes();
		const first = vote('+12025550111');
		while ((await vote('+12025550122')) !== 503) await new Promise((resolve) => setTimeout(resolve, 5));
		release();
		expect(await first).toBe(200);
		await asking.n8n.parked(execution, 1);
		expect(await vote('+12025550122')).toBe(200);
		const [json] = await asking.n8n.outputOf(execution);
		expect(json).toMatchObject({ approved: true, votes: [{ actor: '+12025550111' }, { actor: '+12025550122' }] });
	});

	it('leave room for the next where n8n couldn’t go on with the first', async () => {
		const { execution, vote } = await twoOf();
		asking.n8n.failNextResume();
		expect(await vote('+12025550111')).toBe(500);
		expect(await vote('+12025550111')).toBe(200);
		await asking.n8n.parked(execution, 1);
	});
});

describe('after its time', () => {
	it('nothing is an answer any more, and n8n goes on by its own clock', async () => {
		const question = await asking.open('agentphone', { parameters: { waitAmount: 0.005, waitUnit: 'minutes' } });
		await new Promise((resolve) => setTimeout(resolve, 350));
		expect(await handOn(question.url, { messageId: question.messages[0]?.id ?? '', reaction: 'like' })).toBe(200);
		expect(question.execution).toMatchObject({ status: 'waiting', turns: 0 });
		await asking.n8n.lookAtClock();
		expect(await asking.n8n.outputOf(question.execution)).toMatchObject([{ approved: null, timedOut: true }]);
	});
});
