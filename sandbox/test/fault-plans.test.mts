import { beforeEach, describe, expect, it } from '@jest/globals';
import { caller, controlCaller } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();
const control = controlCaller(sandbox);

beforeEach(() => void sandbox.control.addWebhook('linq', { url: receiver.url }));

const UUID = /^[0-9a-f-]{36}$/;

describe.each([
	{
		route: 'faults',
		field: 'faults' as const,
		fault: { kind: 'status', status: 503 },
		match: { method: 'GET', path: '/phone' },
		meet: () => caller(sandbox, 'linq')('GET', '/api/partner/v3/phone_numbers'),
	},
	{
		route: 'delivery-faults',
		field: 'deliveryFaults' as const,
		fault: { kind: 'withhold' },
		match: { event: 'message' },
		meet: async () => sandbox.control.sendMessage('linq', { from: 'human', text: 'Hello' }),
	},
])('the list of $route', ({ route, field, fault, match, meet }) => {
	const add = async (more: object = {}) => (await control('POST', `/linq/${route}`, { fault, ...more })).json;
	const list = async () => (await control('GET', `/linq/${route}`)).json;
	const inOverview = async () => (await control('GET', '')).json.providers?.linq?.[field];

	it('holds what was planned, oldest first, and is part of the overview', async () => {
		const answer = await control('POST', `/linq/${route}`, { fault, match, times: 3 });
		expect(answer.status).toBe(201);
		expect(answer.json).toEqual({ id: expect.stringMatching(UUID), match, times: 3, left: 3, fault });
		const second = await add();
		expect(second).toEqual({ id: expect.stringMatching(UUID), match: {}, times: 1, left: 1, fault });
		expect(await list()).toEqual([answer.json, second]);
		expect(await inOverview()).toEqual([answer.json, second]);
		expect((await control('GET', `/tuco/${route}`)).json).toEqual([]);
	});

	it('counts down, and forgets what is used up', async () => {
		const planned = await add({ times: 2 });
		await meet();
		expect(await list()).toEqual([{ ...planned, left: 1 }]);
		await meet();
		expect(await list()).toEqual([]);
		expect(await inOverview()).toEqual([]);
	});

	it('uses the oldest plan first', async () => {
		const older = await add({ match, times: 2 });
		const newer = await add({ times: 2 });
		await meet();
		expect(await list()).toEqual([{ ...older, left: 1 }, newer]);
	});

	it('takes one back by its id', async () => {
		const [first, second] = [await add(), await add()];
		expect((await control('DELETE', `/linq/${route}/${String(first.id)}`)).status).toBe(204);
		expect(await list()).toEqual([second]);
		const again = await control('DELETE', `/linq/${route}/${String(first.id)}`);
		expect([again.status, again.json]).toEqual([404, { error: expect.stringContaining(String(first.id)) }]);
	});

	it('takes all back', async () => {
		await add({ times: 5 });
		await add();
		expect((await control('DELETE', `/linq/${route}`)).status).toBe(204);
		expect(await list()).toEqual([]);
	});

	it('is empty after a reset', async () => {
		await add();
		sandbox.control.reset();
		expect(await list()).toEqual([]);
	});

	it('is unknown for an unknown provider', async () => {
		expect((await control('GET', `/blooio/${route}`)).status).toBe(404);
	});
});

describe('a plan for answers', () => {
	const fault = { kind: 'hang' };
	it.each([
		['no fault', {}, '"fault" must be an object with a "kind": status, body, rate-limit'],
		['an unknown field', { fault, time: 2 }, 'has no field "time". Allowed: match, times, fault.'],
		['times below one', { fault, times: 0 }, '"times" must be a whole number from 1.'],
		['half a time', { fault, times: 1.5 }, '"times" must be a whole number from 1.'],
		['a match that is none', { fault, match: '/reactions' }, '"match" must be an object { method, path }.'],
		['an unknown field to match', { fault, match: { url: '/x' } }, '"match" has no field "url". Allowed: method, path.'],
		['an unknown method', { fault, match: { method: 'PSOT' } }, '"match.method" must be one of: GET, POST'],
		['a path that is none', { fault, match: { path: 7 } }, '"match.path" must be a string.'],
		['an unknown kind', { fault: { kind: 'explode' } }, '"fault.kind" must be one of: status, body, rate-limit, error-in-200, drop-before'],
		['a status that is none', { fault: { kind: 'status', status: 99 } }, '"fault.status" must be a whole number from 200 to 599.'],
		['a field of another kind', { fault: { kind: 'hang', delayMs: 5 } }, 'A "hang" fault has no field "delayMs". Allowed: kind.'],
		['no wait', { fault: { kind: 'delay' } }, '"fault.delayMs" must be a number of milliseconds from 0 to 86400000'],
		['a wait beyond a day', { fault: { kind: 'delay', delayMs: 3e9 } }, '"fault.delayMs" must be'],
		['no wait between bytes', { fault: { kind: 'trickle' } }, '"fault.byteDelayMs" must be a number of milliseconds'],
		['a status after the effect that is none', { fault: { kind: 'status-after', status: 99 } }, '"fault.status" must be'],
		['no seconds to wait', { fault: { kind: 'rate-limit' } }, '"fault.retryAfterSeconds" must be a whole number from 1.'],
		['headers that are none', { fault: { kind: 'status', status: 500, headers: { 'retry-after': 7 } } }, '"fault.headers" must be'],
		['a header that cannot be sent', { fault: { kind: 'status', status: 500, headers: { 'x y': '1' } } }, '"fault.headers" must be'],
		['a content type that is none', { fault: { kind: 'body', body: '', contentType: 1 } }, '"fault.contentType" must be a string.'],
	])('is refused with %s', async (_, plan, error) => {
		const answer = await control('POST', '/linq/faults', plan);
		expect([answer.status, answer.json]).toEqual([400, { error: expect.stringContaining(error) }]);
		expect(sandbox.control.faults('linq')).toEqual([]);
	});
});

describe('a plan for deliveries', () => {
	const fault = { kind: 'reorder' };
	it.each([
		['no fault', {}, '"fault" must be an object with a "kind": duplicate, reorder, delay, forge, withhold.'],
		['an unknown field', { fault, times: 1, event: 'removed' }, 'has no field "event". Allowed: match, times, fault.'],
		['times below one', { fault, times: 0 }, '"times" must be a whole number from 1.'],
		['an unknown field to match', { fault, match: { path: '/x' } }, '"match" has no field "path". Allowed: event.'],
		['an unknown event', { fault, match: { event: 'deleted' } }, '"match.event" must be one of: message, added, removed, other.'],
		['an unknown kind', { fault: { kind: 'hang' } }, '"fault.kind" must be one of: duplicate, reorder, delay, forge, withhold.'],
		['no copy', { fault: { kind: 'duplicate', copies: 0 } }, '"fault.copies" must be a whole number from 1 to 20.'],
		['no forgery', { fault: { kind: 'forge' } }, '"fault.forgery" must be one of: body, signature, unsigned, stale, future.'],
		['a field of another kind', { fault: { kind: 'withhold', copies: 2 } }, 'A "withhold" fault has no field "copies". Allowed: kind.'],
		['no wait', { fault: { kind: 'delay' } }, '"fault.delayMs" must be'],
	])('is refused with %s', async (_, plan, error) => {
		const answer = await control('POST', '/linq/delivery-faults', plan);
		expect([answer.status, answer.json]).toEqual([400, { error: expect.stringContaining(error) }]);
		expect(sandbox.control.deliveryFaults('linq')).toEqual([]);
	});
});

describe('what a control function handed out', () => {
	it('does not count down afterwards', async () => {
		const planned = sandbox.control.addFault('linq', { times: 2, fault: { kind: 'drop-before' } });
		await expect(caller(sandbox, 'linq')('GET', '/')).rejects.toThrow();
		expect(planned.left).toBe(2);
		expect(sandbox.control.faults('linq')).toEqual([{ ...planned, left: 1 }]);
		sandbox.control.removeFault('linq', planned.id);
		expect(sandbox.control.faults('linq')).toEqual([]);
	});
});
