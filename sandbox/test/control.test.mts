import { describe, expect, it } from '@jest/globals';
import { DESCRIPTIONS, type ProviderId } from '../src/providers/descriptions.mts';
import { LINQ_API } from './harness/linq.mts';
import { caller, controlCaller, seeded, settle } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();
const control = controlCaller(sandbox);

describe('the overview', () => {
	const ids = DESCRIPTIONS.map(({ id }) => id);
	const ofProvider = async (id: ProviderId) => (await control('GET', '')).json.providers?.[id];

	it('has every provider', async () => {
		expect(Object.keys((await control('GET', '')).json.providers ?? {})).toEqual(ids);
	});

	it.each(ids)('has base URL, credentials, name, quirks and webhooks of %s', async (id) => {
		expect(await ofProvider(id)).toMatchObject({
			...sandbox.provider(id),
			webhooks: [],
			quirks: expect.any(Object),
			name: expect.any(String),
		});
	});

	it.each(ids)('has the lines and conversations of %s', async (id) => {
		const provider = await ofProvider(id);
		const conversations = [...(provider?.conversations ?? [])].map(({ isGroup, service }) => `${String(service)} ${String(isGroup)}`);
		expect(provider?.lines).toMatchObject([{ number: '+12025550101' }, { number: '+12025550102' }]);
		expect(conversations).toEqual(['iMessage false', 'iMessage true', 'SMS false', 'iMessage false']);
	});

	it('has the agents of AgentPhone, and the identities of Inkbox', async () => {
		const [agentphone, inkbox] = [await ofProvider('agentphone'), await ofProvider('inkbox')];
		expect([[...(agentphone?.agents ?? [])].length, [...(inkbox?.identities ?? [])].length]).toEqual([2, 2]);
	});
});

describe('the health', () => {
	it('is ok', async () => {
		expect((await control('GET', '/health')).json).toEqual({ status: 'ok' });
	});
});

describe('the human', () => {
	it('writes into a conversation', async () => {
		const body = {
			from: 'human',
			parts: [
				{ type: 'text', text: 'Look' },
				{ type: 'image', url: 'https://example.com/a.jpg' },
			],
		};
		const { status, json } = await control('POST', '/linq/messages', body);
		expect(status).toBe(201);
		expect(json).toMatchObject({
			author: '+12025550123',
			line: '+12025550101',
			service: 'iMessage',
			...body,
			tapbacks: [],
		});
		const list = await control('GET', `/linq/messages?conversationId=${String(json.conversationId)}`);
		expect([...list.json].at(-1)?.id).toBe(json.id);
		expect([...list.json]).toHaveLength(5);
	});

	it('taps by Apple’s rule: added, unchanged, replaced, removed', async () => {
		const { human } = seeded(sandbox, 'tuco');
		const tap = async (fields: object) => (await control('POST', '/tuco/reactions', { messageId: human.id, ...fields })).json;
		expect(await tap({ reaction: 'love' })).toMatchObject({
			change: 'added',
			previous: null,
			tapbacks: [{ from: 'human', actor: '+12025550123', reaction: 'love', emoji: '❤️', partIndex: 0 }],
		});
		expect(await tap({ reaction: 'love' })).toMatchObject({ change: 'unchanged', deliveries: [] });
		expect(await tap({ reaction: 'emoji', emoji: '❤️' })).toMatchObject({
			change: 'replaced',
			previous: { reaction: 'love' },
			tapbacks: [{ reaction: 'emoji', emoji: '❤️' }],
		});
		expect(await tap({ reaction: 'love', action: 'remove' })).toMatchObject({
			change: 'unchanged',
			tapbacks: [{ reaction: 'emoji' }],
		});
		expect(await tap({ action: 'remove' })).toMatchObject({ change: 'removed', tapbacks: [] });
		expect((await control('GET', `/tuco/messages/${human.id}/tapbacks`)).json).toEqual([]);
	});

	it('and the agent and each person of a group have a tapback each, on each part', async () => {
		const { group, multiPart } = seeded(sandbox, 'linq');
		const tap = (fields: object) => control('POST', '/linq/reactions', fields);
		await tap({ messageId: group.id, reaction: 'love', actor: '+12025550123' });
		await tap({ messageId: group.id, reaction: 'love', actor: '+12025550124' });
		await caller(sandbox, 'linq')('POST', `${LINQ_API}/messages/${group.id}/reactions`, {
			operation: 'add',
			type: 'love',
		});
		expect(sandbox.control.tapbacks('linq', group.id).map(({ actor }) => actor)).toEqual(['+12025550123', '+12025550124', '+12025550101']);
		await tap({ messageId: multiPart.id, reaction: 'love', partIndex: 0 });
		await tap({ messageId: multiPart.id, reaction: 'like', partIndex: 1 });
		expect(sandbox.control.tapbacks('linq', multiPart.id)).toHaveLength(2);
	});

	it.each([
		['an unknown provider', 'POST', '/blooio/messages', { from: 'human', text: 'x' }, 404, /agentphone, inkbox, linq, sendblue, tuco/],
		['an unknown message', 'POST', '/linq/reactions', { messageId: 'x', reaction: 'love' }, 404, /no message "x"/],
		['an unknown reaction', 'POST', '/linq/reactions', { messageId: 'x', reaction: 'heart' }, 400, /love, like/],
		['a reaction without a message', 'POST', '/linq/reactions', { reaction: 'love' }, 400, /"messageId" is missing/],
		['nobody’s message', 'POST', '/linq/messages', { text: 'x' }, 400, /"from" must be/],
		['an empty message', 'POST', '/linq/messages', { from: 'human' }, 400, /"text"/],
		['a message to nowhere', 'POST', '/linq/messages', { from: 'human', text: 'x', conversationId: 'x' }, 404, /Use one of/],
		['a stranger’s message', 'POST', '/linq/messages', { from: 'human', text: 'x', author: '+1' }, 422, /not in this conversation/],
		['a body that is no JSON', 'POST', '/linq/messages', 'nonsense', 400, /must be a JSON object/],
		['an unknown quirk', 'PATCH', '/linq/quirks', { mode: 'v2' }, 400, /sendStatus \(202\|200\), swap/],
		['an unknown quirk value', 'PATCH', '/linq/quirks', { sendStatus: 201 }, 400, /202, 200/],
		['an unknown fault', 'POST', '/linq/faults', { fault: { kind: 'explode' } }, 400, /drop-before/],
		['a limit that is none', 'PUT', '/linq/rate-limit', { limit: 1 }, 400, /windowSeconds/],
		['a hook without URL', 'POST', '/linq/webhooks', {}, 400, /"url"/],
		['an unknown delivery', 'POST', '/deliveries/x/redeliver', {}, 404, /no delivery "x"/],
		['an unknown route', 'GET', '/linq/nothing', undefined, 404, /no GET/],
		['a ring limit that is none', 'GET', '/requests?limit=no', undefined, 400, /"limit"/],
	])('is told what is wrong with %s', async (_, method, path, body, status, error) => {
		const answer = await control(method, path, body);
		expect(answer.status).toBe(status);
		expect(answer.json).toEqual({ error: expect.stringMatching(error) });
	});

	it.each([
		['an SMS', 'sms', { reaction: 'love' }, 422],
		['a part which is not there', 'human', { reaction: 'love', partIndex: 1 }, 422],
		['with two emoji', 'human', { reaction: 'emoji', emoji: '🔥🔥' }, 400],
		['without a reaction', 'human', {}, 400],
		['as a stranger', 'human', { reaction: 'love', actor: '+1' }, 422],
	] as const)('cannot tap %s', async (_, on, fields, status) => {
		const messageId = seeded(sandbox, 'linq')[on].id;
		expect((await control('POST', '/linq/reactions', { messageId, ...fields })).status).toBe(status);
	});

	it('is refused from a web page elsewhere', async () => {
		expect((await control('GET', '/health', undefined, { origin: 'https://evil.example' })).status).toBe(403);
		expect((await control('GET', '/health', undefined, { origin: 'http://localhost:3000' })).status).toBe(200);
	});
});

describe('what the control functions hand out', () => {
	it('does not change afterwards', () => {
		const { human } = seeded(sandbox, 'linq');
		sandbox.control.react('linq', { messageId: human.id, reaction: 'love' });
		expect(human.tapbacks).toEqual([]);
		expect(seeded(sandbox, 'linq').human.tapbacks).toHaveLength(1);
	});
});

describe('foreign hooks', () => {
	it.each(DESCRIPTIONS.map(({ id }) => id))('of %s get events like any other, until removed', async (id) => {
		expect((await control('POST', `/${id}/webhooks`, { url: receiver.url })).status).toBe(201);
		expect((await control('GET', `/${id}/webhooks`)).json).toMatchObject([{ url: receiver.url }]);
		const { human } = seeded(sandbox, id);
		expect(sandbox.control.react(id, { messageId: human.id, reaction: 'love' }).deliveries).toHaveLength(1);
		await receiver.received(1);
		expect((await control('DELETE', `/${id}/webhooks`)).status).toBe(204);
		sandbox.control.react(id, { messageId: human.id, reaction: 'like' });
		await settle();
		expect(receiver.calls).toHaveLength(1);
	});
});
