import { describe, expect, it } from '@jest/globals';

import type { SendResult } from '../../../core/tapbacks/outcome.ts';
import { sendTapback, type SendOptions } from '../../../core/tapbacks/send.ts';
import type { ToggleState } from '../../../core/tapbacks/toggle.ts';
import type { TransportRequest } from '../../../core/http/types.ts';
import { isClassicReaction, type Action } from '../../../core/model/reaction.ts';
import { createToggleMemory } from '../../../core/tapbacks/toggle-memory.ts';
import type { Connection } from '../../../core/http/client.ts';
import type { SendCommand } from '../../../core/providers/reactions.ts';
import { lostAnswer, madeUp, refusedConnection, scriptedConnection, type Reply } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const provider = madeUp({
	removal: 'toggle',
	send: {
		build: ({ reaction }) => ({ method: 'POST', path: '/react', body: { reaction: reaction.type }, idempotent: false }),
		parse: () => ({ outcome: 'applied' }),
	},
});

const REACTIONS = ['love', 'like', 'laugh'] as const;
const FAULTS = ['none', 'lost before', 'lost after', 'failed before', 'failed after', 'never reached', 'refused', '429 first'] as const;
type Fault = (typeof FAULTS)[number];
type Step = { action: Action; reaction: (typeof REACTIONS)[number]; fault: Fault };
type State = { standing: ToggleState; known: readonly ToggleState[] | undefined };

const STEPS: Step[] = REACTIONS.flatMap((reaction) =>
	(['add', 'remove'] as const).flatMap((action) => FAULTS.map((fault) => ({ action, reaction, fault }))),
);

/** A phone whose only request toggles, behind a wire that breaks as told. */
function createPhone(standing: ToggleState, fault: Fault) {
	const phone = { standing, requests: 0, toggledOff: 0 };
	const toggle = (body: TransportRequest['body']) => {
		const asked = isClassicReaction(body?.reaction) ? body.reaction : 'none';
		if (phone.standing === asked) phone.toggledOff += 1;
		phone.standing = phone.standing === asked ? 'none' : asked;
	};
	const answers: Record<Fault, (body: TransportRequest['body']) => Reply> = {
		none: (body) => (toggle(body), {}),
		'lost before': () => lostAnswer(),
		'lost after': (body) => (toggle(body), lostAnswer()),
		'failed before': () => ({ status: 500 }),
		'failed after': (body) => (toggle(body), { status: 502 }),
		'never reached': () => refusedConnection(),
		refused: () => ({ status: 422 }),
		'429 first': (body) => (phone.requests === 1 ? { status: 429 } : (toggle(body), {})),
	};
	return {
		phone,
		async transport({ body }: TransportRequest) {
			phone.requests += 1;
			const reply = answers[fault](body);
			if (reply instanceof Error) throw reply;
			return { status: 200, headers: {}, body: '{}', ...reply };
		},
	};
}

async function take({ standing, known }: State, { action, reaction, fault }: Step) {
	const { phone, transport } = createPhone(standing, fault);
	const memory = createToggleMemory();
	memory.set('madeup::m1', known);
	const { connection } = scriptedConnection([], { transport });
	const result = await sendTapback(provider, { action, messageId: 'm1', reaction }, { connection, memory, whenUnsupported: 'error' }).catch(
		() => undefined,
	);
	return { phone, result, next: { standing: phone.standing, known: memory.get('madeup::m1') } };
}

/** What a step did that it must not do. */
function wrongs(
	{ action, reaction }: Step,
	before: State,
	{ phone, result }: { phone: { standing: ToggleState; toggledOff: number }; result: SendResult | undefined },
): string[] {
	const isTrue = (phone.standing === reaction) === (action === 'add');
	return [
		action === 'add' && phone.toggledOff > 0 ? 'an addition took a tapback off' : '',
		action === 'remove' && phone.standing !== before.standing && phone.standing !== 'none' ? 'a removal put a tapback on' : '',
		action === 'remove' && before.standing !== reaction && phone.standing !== before.standing ? 'a removal took another tapback off' : '',
		result !== undefined && result.outcome !== 'unknown' && !isTrue ? `the outcome ${result.outcome} is not the truth` : '',
		result?.outcome === 'unchanged' && phone.standing !== before.standing ? 'it is said to be unchanged, and is not' : '',
	].filter((wrong) => wrong !== '');
}

describe('sending where the API toggles', () => {
	it('does no harm and tells the truth in every sequence of any length, whatever breaks', async () => {
		const seen = new Map<string, State>();
		const open: State[] = [{ standing: 'none', known: undefined }];
		const found: string[] = [];
		for (let state = open.pop(); state !== undefined; state = open.pop()) {
			for (const step of STEPS) {
				const taken = await take(state, step);
				for (const wrong of wrongs(step, state, taken)) found.push(`${JSON.stringify([state, step])}: ${wrong}`);
				const key = JSON.stringify([taken.next.standing, [...(taken.next.known ?? ['?'])].sort()]);
				if (!seen.has(key)) open.push(taken.next);
				seen.set(key, taken.next);
			}
		}
		expect(found).toEqual([]);
		// So that an exploration that stops at once is seen: every standing with and without knowledge.
		expect(seen.size).toBeGreaterThan(20);
	});

	it('always has what really stands among what it holds possible, once anything was sent', async () => {
		let states: State[] = [{ standing: 'none', known: undefined }];
		for (let length = 1; length <= 2; length += 1) {
			const next: State[] = [];
			for (const state of states) for (const step of STEPS) next.push((await take(state, step)).next);
			for (const { standing, known } of next) expect(known ?? ['none']).toContain(standing);
			states = next;
		}
	});
});

describe('one message', () => {
	const send = async (options: Partial<SendOptions> & { connection: SendOptions['connection'] }, action: Action, reaction: string) =>
		await sendTapback(
			provider,
			{ action, messageId: 'm1', reaction },
			{ memory: createToggleMemory(), whenUnsupported: 'error', ...options },
		);

	it('that gets the same tapback twice at the same moment gets one request', async () => {
		const { connection, sent } = scriptedConnection();
		const memory = createToggleMemory();
		const results = await Promise.all([send({ connection, memory }, 'add', 'love'), send({ connection, memory }, 'add', 'love')]);
		expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'unchanged']);
		expect(sent).toHaveLength(1);
	});

	it('is the same message in capitals', async () => {
		const { connection, sent } = scriptedConnection();
		const options: SendOptions = { connection, memory: createToggleMemory(), whenUnsupported: 'error' };
		const hexadecimal = { ...provider, messageId: { ...provider.messageId, pattern: /^[0-9a-f]+$/i } };
		const outcomes = [];
		for (const messageId of ['6a01', '6A01'])
			outcomes.push((await sendTapback(hexadecimal, { action: 'add', messageId, reaction: 'love' }, options)).outcome);
		expect(outcomes).toEqual(['applied', 'unchanged']);
		expect(sent).toHaveLength(1);
	});

	it('wherever nothing more is sent, leaves it to the host how to say what stands', async () => {
		const hintKey = 'say-current-tapback';
		const { connection } = scriptedConnection([lostAnswer()]);
		const memory = createToggleMemory();
		expect((await errorOf(async () => await send({ connection }, 'remove', 'love'))).details).toMatchObject({ hintKey });
		expect(await send({ connection, memory }, 'add', 'love')).toMatchObject({ outcome: 'unknown', hintKey });
		expect(await send({ connection, memory }, 'add', 'love')).toMatchObject({ outcome: 'unknown', hintKey });
	});

	it('isn’t asked to remove what nobody knows of', async () => {
		const { connection, sent } = scriptedConnection();
		const failure = await errorOf(async () => await send({ connection }, 'remove', 'love'));
		expect([failure.code, failure.details.field, sent.length]).toEqual(['STATE_UNKNOWN', 'currentTapback', 0]);
	});

	it('takes the word of its user before its own memory', async () => {
		const { connection, sent } = scriptedConnection();
		const memory = createToggleMemory();
		memory.set('madeup::m1', ['none']);
		expect(await send({ connection, memory, currentTapback: 'love' }, 'remove', 'love')).toMatchObject({
			outcome: 'applied',
			previous: { type: 'love' },
		});
		expect(await send({ connection, memory, currentTapback: 'love' }, 'add', 'love')).toMatchObject({ outcome: 'unchanged' });
		expect(sent).toHaveLength(1);
	});

	it('keeps the word of its user, also where nothing had to be sent', async () => {
		const { connection, sent } = scriptedConnection();
		const memory = createToggleMemory();
		expect(await send({ connection, memory, currentTapback: 'love' }, 'add', 'love')).toMatchObject({ outcome: 'unchanged' });
		expect(await send({ connection, memory }, 'add', 'love')).toMatchObject({ outcome: 'unchanged' });
		expect(sent).toHaveLength(0);
	});

	it('names the tapback that was replaced, where it is known', async () => {
		const { connection } = scriptedConnection();
		const memory = createToggleMemory();
		expect(await send({ connection, memory }, 'add', 'love')).toMatchObject({ outcome: 'applied', previous: undefined });
		expect(await send({ connection, memory }, 'add', 'like')).toMatchObject({ outcome: 'applied', previous: { type: 'love' } });
	});

	it('is unknown after a lost answer, is not asked again, and a refusal changes nothing', async () => {
		const { connection, sent } = scriptedConnection([lostAnswer(), { status: 422 }]);
		const memory = createToggleMemory();
		expect(await send({ connection, memory }, 'add', 'love')).toMatchObject({
			outcome: 'unknown',
			reason: expect.stringContaining('not repeated'),
		});
		expect(await send({ connection, memory }, 'add', 'love')).toMatchObject({
			outcome: 'unknown',
			reason: expect.stringContaining('Nothing was sent'),
		});
		expect(sent).toHaveLength(1);
		expect((await errorOf(async () => await send({ connection, memory }, 'add', 'like'))).code).toBe('REFUSED');
		expect(memory.get('madeup::m1')).toEqual(['none', 'love']);
	});
});

describe('what stands on a message', () => {
	const emojiProvider = { ...provider, send: { ...provider.send, build: withEmoji } };
	function withEmoji({ reaction }: SendCommand) {
		const value = reaction.type === 'emoji' ? reaction.emoji : reaction.type;
		return { method: 'POST', path: '/react', body: { reaction: value }, idempotent: false } as const;
	}

	/** Several of ours, one after another, with one memory. */
	async function sendAll(...commands: Array<[action: Action, emoji: string, account?: string]>) {
		const memory = createToggleMemory();
		const sent: unknown[] = [];
		const outcomes: string[] = [];
		for (const [action, emoji, account] of commands) {
			const wire = scriptedConnection([], account === undefined ? {} : ({ account } satisfies Partial<Connection>));
			const input = { action, messageId: 'm1', reaction: 'emoji', emoji };
			const options: SendOptions = { connection: wire.connection, memory, whenUnsupported: 'error' };
			outcomes.push(
				(await sendTapback(emojiProvider, input, options).catch((error: { code: string }) => ({ outcome: error.code }))).outcome,
			);
			sent.push(...wire.sent.map(({ body }) => body?.reaction));
		}
		return { sent, outcomes };
	}

	it.each([
		['❤️', '❤'],
		['❤', '❤️'],
	])('goes as it stands: %s is taken off where %s is named', async (stands, named) => {
		expect(await sendAll(['add', stands], ['remove', named])).toEqual({ sent: [stands, stands], outcomes: ['applied', 'applied'] });
	});

	it('is not added again in another spelling, which would be a second toggle', async () => {
		expect(await sendAll(['add', '❤️'], ['add', '❤'])).toEqual({ sent: ['❤️'], outcomes: ['applied', 'unchanged'] });
	});

	it('of one account is nothing that another account knows', async () => {
		expect(await sendAll(['add', '🔥', 'mine'], ['remove', '🔥', 'theirs'])).toMatchObject({ outcomes: ['applied', 'STATE_UNKNOWN'] });
		expect(await sendAll(['add', '🔥', 'mine'], ['add', '🔥', 'theirs'])).toEqual({ sent: ['🔥', '🔥'], outcomes: ['applied', 'applied'] });
		expect(await sendAll(['add', '🔥', 'mine'], ['remove', '🔥', 'mine'])).toMatchObject({ outcomes: ['applied', 'applied'] });
	});
});
