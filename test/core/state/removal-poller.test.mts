import { describe, expect, it } from '@jest/globals';

import type { LiveTapback, TapbackEvent } from '../../../core/model/tapback-event.ts';
import { canInferRemovals, createRemovalPoller } from '../../../core/state/removal-poller.ts';
import type { TapbackFilter } from '../../../core/webhook/filter.ts';
import { TapbackError } from '../../../core/model/errors.ts';
import type { Provider } from '../../../core/providers/provider.ts';
import type { MessageTapbacks, RecentQuery } from '../../../core/providers/reactions.ts';
import { EVENT, LIVE } from '../../harness/core/made-up-event.mts';
import { NOW, madeUp, scriptedConnection } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const MINUTE = 60_000;
const ANYTHING: TapbackFilter = {
	...{ actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [] },
	includeOwn: false,
};
const PLACED: LiveTapback = {
	...LIVE,
	conversationId: 'c1',
	service: 'imessage',
	occurredAt: '2025-12-31T23:00:00.000Z',
	reactionId: 'r1',
};
const onM1 = (...tapbacks: Array<Partial<LiveTapback>>): MessageTapbacks[] => [
	{ messageId: 'm1', tapbacks: tapbacks.map((changes) => ({ ...PLACED, ...changes })) },
];
const silent = { receiveRemoved: { level: 'no', reason: 'Madeup is silent.' } } as const;

/** A watch that looks once a minute; each look shows what is given, or fails with it. */
function stand(changes: Partial<Provider> = {}) {
	let minute = 0;
	const queries: RecentQuery[] = [];
	let shown: MessageTapbacks[] | TapbackError = [];
	const provider = madeUp({
		capabilities: { ...madeUp().capabilities, ...silent },
		async readRecent(_call, query) {
			queries.push(query);
			if (shown instanceof TapbackError) throw shown;
			return shown;
		},
		...changes,
	});
	const { connection } = scriptedConnection([], { now: () => NOW + minute * MINUTE });
	const watch = createRemovalPoller(provider, { now: NOW, settleMs: 30_000 });
	return {
		queries,
		watch,
		at: (seconds: number, told: Partial<TapbackEvent> = {}) => {
			const at = new Date(NOW + seconds * 1000).toISOString();
			watch.record({ ...EVENT, occurredAt: at, receivedAt: at, ...told });
		},
		async look(show: MessageTapbacks[] | TapbackError, filter: Partial<TapbackFilter> = {}) {
			minute += 1;
			shown = show;
			return await watch.poll(connection, { fields: { identityId: 'i1' }, filter: { ...ANYTHING, ...filter } });
		},
	};
}

describe('removals can be inferred', () => {
	const capabilities = { ...madeUp().capabilities, ...silent };
	const readRecent = async () => [];

	it('where the provider tells none, but shows what stands', () => {
		expect(canInferRemovals(madeUp({ capabilities, readRecent }))).toBe(true);
		expect(canInferRemovals(madeUp({ capabilities }))).toBe(false);
		expect(canInferRemovals(madeUp({ readRecent }))).toBe(false);
	});
});

describe('the event of a removal', () => {
	it('has all that was seen, and no time', async () => {
		const { look } = stand();
		await look(onM1({}));
		expect(await look(onM1())).toEqual([
			{
				...EVENT,
				eventId: 'removed|r1|2025-12-31T23:00:00.000Z|❤️',
				action: 'removed',
				line: null,
				service: 'iMessage',
				occurredAt: null,
				receivedAt: new Date(NOW + 2 * MINUTE).toISOString(),
				provenance: 'inferred',
			},
		]);
	});

	it('has the same id from a watch that never heard of the tapback’s event, as after a restart', async () => {
		const one = stand();
		one.at(10);
		const other = stand();
		const ids = await Promise.all(
			[one, other].map(async ({ look }) => {
				await look(onM1({}));
				return (await look(onM1())).map(({ eventId }) => eventId);
			}),
		);
		expect(ids[0]).toHaveLength(1);
		expect(ids[0]).toEqual(ids[1]);
	});

	it('has another id for each tapback, also of the same kind at the same place', async () => {
		const { look } = stand();
		const ids = [];
		for (const reactionId of ['r1', 'r2', 'r3']) {
			await look(onM1({ reactionId }));
			ids.push(...(await look(onM1())).map(({ eventId }) => eventId));
		}
		expect(new Set(ids).size).toBe(3);
	});

	it('passes the filters or is dropped', async () => {
		const filters: Array<[Partial<TapbackFilter>, number]> = [
			[{ actions: ['removed'] }, 1],
			[{ actions: ['added'] }, 0],
			[{ reactions: ['like'] }, 0],
			[{ actors: ['+1 202 555 0123'] }, 1],
			[{ messageIds: ['m2'] }, 0],
			[{ conversationIds: ['c1'] }, 1],
		];
		for (const [filter, count] of filters) {
			const { look } = stand();
			await look(onM1({}));
			expect(await look(onM1(), filter)).toHaveLength(count);
		}
	});

	it('of one’s own is dropped unless asked for', async () => {
		for (const includeOwn of [false, true]) {
			const { look } = stand();
			await look(onM1({ isFromMe: true, actor: null }));
			expect(await look(onM1(), { includeOwn })).toHaveLength(includeOwn ? 1 : 0);
		}
	});
});

describe('what an event told', () => {
	it('counts as seen, though no look ever showed it', async () => {
		const { at, look } = stand();
		at(10);
		expect(await look(onM1())).toMatchObject([{ action: 'removed', reaction: 'love', eventId: 'removed|e1', messageId: 'm1' }]);
		expect(await look(onM1())).toEqual([]);
	});

	it('just before a look isn’t judged by it', async () => {
		const { at, look } = stand();
		at(45);
		expect(await look(onM1())).toEqual([]);
		expect(await look(onM1())).toHaveLength(1);
	});

	it('of a time before the last look, as a replay does, is not news', async () => {
		const { at, look } = stand();
		at(-10);
		expect(await look(onM1())).toEqual([]);
		at(59, { receivedAt: new Date(NOW + 90_000).toISOString() });
		expect(await look(onM1())).toEqual([]);
		expect(await look(onM1())).toEqual([]);
	});

	it('in the wrong order ends with the newest', async () => {
		const { at, look } = stand();
		at(20, { eventId: 'e2', reaction: 'like', emoji: '👍' });
		at(10);
		expect(await look(onM1())).toMatchObject([{ reaction: 'like' }]);
	});

	it('from a clock that is ahead is judged all the same', async () => {
		const { at, look } = stand();
		at(10, { occurredAt: new Date(NOW + 3_600_000).toISOString() });
		expect(await look(onM1())).toHaveLength(1);
	});

	it('of a removal is not inferred again', async () => {
		const { at, look } = stand();
		at(10);
		at(20, { action: 'removed', eventId: 'e2' });
		expect(await look(onM1())).toEqual([]);
	});

	it('without a target or a person is left out', async () => {
		const { at, look, queries } = stand();
		at(10, { messageId: null });
		at(11, { actor: null });
		await look([]);
		expect([...(queries[0]?.wanted ?? [])]).toEqual([]);
	});
});

describe('a look', () => {
	it('asks for the messages on which something was seen, in the account it is about', async () => {
		const { at, look, queries } = stand();
		at(10);
		await look(onM1({}));
		expect(queries).toEqual([{ fields: { identityId: 'i1' }, wanted: new Set(['m1']) }]);
	});

	it('that fails takes nothing for removed, and the next one finds what is gone', async () => {
		const { look } = stand();
		await look(onM1({}));
		const broken = new TapbackError('PROVIDER_FAILED', 'It broke.');
		expect(await errorOf(async () => await look(broken))).toBe(broken);
		expect(await look(onM1())).toHaveLength(1);
	});

	it('is tried once, and says how long the provider wants it to wait', async () => {
		const readRecent: Provider['readRecent'] = async (call) => {
			await call({ method: 'GET', path: '/messages', idempotent: true });
			return [];
		};
		const provider = madeUp({ readRecent });
		const watch = createRemovalPoller(provider, { now: NOW, settleMs: 0 });
		const failAt = async (status: number, headers = {}) => {
			const { connection, sent, pauses } = scriptedConnection([{ status, headers }]);
			const failure = await errorOf(async () => await watch.poll(connection, { fields: {}, filter: ANYTHING }));
			expect(sent).toHaveLength(1);
			expect(pauses).toEqual([]);
			return failure;
		};
		expect((await failAt(500)).code).toBe('PROVIDER_FAILED');
		const refused = await failAt(429, { 'retry-after': '90' });
		expect(refused.code).toBe('RATE_LIMITED');
		expect(refused.details.retryAfterMs).toBe(90_000);
	});

	it('remembers 10,000 tapbacks at most', async () => {
		const { at, look, queries } = stand();
		for (let index = 0; index < 10_001; index += 1) at(10, { messageId: `m${index}` });
		await look([]);
		expect(queries[0]?.wanted.size).toBe(10_000);
		expect(queries[0]?.wanted.has('m0')).toBe(false);
	});
});
