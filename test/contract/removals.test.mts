import { describe, expect, it } from '@jest/globals';

import { canInferRemovals, createRemovalPoller, PROVIDERS, type TapbackEvent, type TapbackFilter } from '../../core/index.ts';
import { errorOf } from '../harness/error-of.mts';
import { ANYTHING, listen } from '../harness/contract/listen.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();
const MINUTE = 60_000;

describe.each(PROVIDERS.filter(canInferRemovals))('removals inferred from what $name shows', (provider) => {
	/** A trigger that listens to the vendor's webhook, and looks once a minute. */
	async function watching() {
		const listener = await listen(sandbox, provider);
		const fields = listener.scenario.registration.fields(listener.overview());
		const watch = createRemovalPoller(provider, { now: sandbox.now(), settleMs: 30_000 });
		const liveSet = {
			record(event: TapbackEvent) {
				watch.record(event);
				return event;
			},
			standing: () => undefined,
			history: () => [],
		};
		const connection = { ...listener.connection, now: sandbox.now };
		const hear = async (input: Parameters<typeof listener.react>[0] = {}) => {
			sandbox.pass(1000);
			for (const delivery of await listener.react(input)) listener.receive(delivery, { liveSet });
		};
		const look = async (filter: Partial<TapbackFilter> = {}) => {
			sandbox.pass(MINUTE);
			return await watch.poll(connection, { fields, filter: { ...ANYTHING, ...filter } });
		};
		return { ...listener, hear, look, takeOff: async () => await hear({ action: 'remove', reaction: undefined }) };
	}

	it('are told with everything the vendor told when it was added, but the time', async () => {
		const { hear, look, takeOff, message } = await watching();
		await hear();
		expect(await look()).toEqual([]);
		await takeOff();
		expect(await look()).toEqual([
			expect.objectContaining({
				...{ provider: provider.id, action: 'removed', reaction: 'love', emoji: '❤️', isFromMe: false },
				...{ messageId: message().id, partIndex: 0, conversationId: message().conversationId, actor: message().author },
				...{ occurredAt: null, provenance: 'inferred', replaced: null, target: null },
			}),
		]);
		expect(await look()).toEqual([]);
	});

	it('are seen though the tapback came and went between two looks', async () => {
		const { hear, look, takeOff } = await watching();
		await hear();
		await takeOff();
		expect(await look()).toHaveLength(1);
	});

	it('are seen though nothing told of the tapback', async () => {
		const { control, look, takeOff, message } = await watching();
		control.addDeliveryFault(provider.id, { fault: { kind: 'withhold' } });
		control.react(provider.id, { messageId: message().id, reaction: 'love' });
		expect(await look()).toEqual([]);
		await takeOff();
		expect(await look()).toHaveLength(1);
	});

	it('are none where a tapback took the place of another, until that one goes', async () => {
		const { hear, look, takeOff } = await watching();
		await hear();
		await look();
		await hear({ reaction: 'emoji', emoji: '🔥' });
		expect(await look()).toEqual([]);
		await takeOff();
		expect(await look()).toMatchObject([{ reaction: 'emoji', emoji: '🔥' }]);
	});

	it('have the same id from a watch that knows nothing of the first, and another one for the next tapback', async () => {
		const one = await watching();
		const other = createRemovalPoller(provider, { now: sandbox.now(), settleMs: 30_000 });
		const fields = one.scenario.registration.fields(one.overview());
		const both = async () => {
			const [first = []] = [await one.look()];
			const second = await other.poll({ ...one.connection, now: sandbox.now }, { fields, filter: ANYTHING });
			expect(second.map(({ eventId }) => eventId)).toEqual(first.map(({ eventId }) => eventId));
			return first.map(({ eventId }) => eventId);
		};
		const ids = [];
		for (const reaction of ['love', 'love'] as const) {
			await one.hear({ reaction });
			await both();
			await one.takeOff();
			ids.push(...(await both()));
		}
		expect(ids).toHaveLength(2);
		expect(new Set(ids).size).toBe(2);
	});

	it.each([
		['500', { kind: 'status', status: 500 }, 'PROVIDER_FAILED'],
		['429', { kind: 'rate-limit', retryAfterSeconds: 60 }, 'RATE_LIMITED'],
		['an answer that breaks off', { kind: 'truncate' }, 'BAD_ANSWER'],
		['an answer that is no list', { kind: 'body', body: { data: [] } }, 'BAD_ANSWER'],
	] as const)('are none where the vendor answers with %s, asked once', async (_, fault, code) => {
		const { control, hear, look, takeOff, requests } = await watching();
		await hear();
		await look();
		const before = requests().length;
		control.addFault(provider.id, { match: { method: 'GET' }, fault });
		expect((await errorOf(look)).code).toBe(code);
		expect(requests()).toHaveLength(before + 1);
		expect(await look()).toEqual([]);
		await takeOff();
		expect(await look()).toHaveLength(1);
	});

	it('are none where a list is empty, or the message is out of sight', async () => {
		const { control, hear, look, takeOff } = await watching();
		await hear();
		await look();
		control.addFault(provider.id, { match: { method: 'GET' }, fault: { kind: 'body', body: [] } });
		await takeOff();
		expect(await look()).toEqual([]);
		expect(await look()).toEqual([]);
	});

	it('cost one request a look', async () => {
		const { hear, look, requests } = await watching();
		await hear();
		const before = requests().length;
		await look();
		await look();
		expect(requests()).toHaveLength(before + 2);
	});

	it('of our own are dropped unless they are asked for', async () => {
		const { look, send, control, message } = await watching();
		await send();
		await look();
		control.addFault(provider.id, {
			times: 2,
			match: { method: 'GET' },
			fault: { kind: 'body', body: [{ id: message().id, conversation_id: message().conversationId, reactions: null }] },
		});
		expect(await look()).toEqual([]);
		control.clearFaults(provider.id);
		await look();
		control.addFault(provider.id, {
			match: { method: 'GET' },
			fault: { kind: 'body', body: [{ id: message().id, conversation_id: message().conversationId, reactions: null }] },
		});
		expect(await look({ includeOwn: true })).toMatchObject([{ isFromMe: true, actor: null }]);
	});
});
