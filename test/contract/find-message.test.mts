import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, findMessage, type TapbackEvent } from '../../core/index.ts';
import { IN_GROUP, OWN_ANSWER, QUESTION, TWO_PARTS } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { describeCapability } from '../harness/contract/capability.mts';
import { listen, type Listener } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const find = async ({ provider, connection }: Listener, event: TapbackEvent) => await findMessage(provider, event, connection);

const reads = ({ requests }: Listener) => requests().filter(({ method, path }) => method === 'GET' && path.includes('/messages'));

describe.each([...PROVIDERS])('what was tapped, through $name', (provider) => {
	const { receive, errorBody } = scenarioOf(provider);
	const isSentAlong = provider.readMessage === undefined && provider.readConversation === undefined;

	/** The event of the last delivery, with its message. */
	async function tapped(listener: Listener, input: Parameters<Listener['react']>[0]): Promise<TapbackEvent | undefined> {
		const delivery = (await listener.react(input)).at(-1);
		return await find(listener, listener.eventOf(delivery, { findsMessage: true }));
	}

	describeCapability(provider, 'receiveMessage', {
		can() {
			it.each([
				['of the other side', QUESTION],
				['of our own', OWN_ANSWER],
				['in a group', IN_GROUP],
				['of several parts', TWO_PARTS],
			])('is told of a message %s', async (_which, text) => {
				const listener = await listen(sandbox, provider);
				const { id, from, sentAt } = listener.message(text);
				const event = await tapped(listener, { messageId: id, reaction: 'question' });
				expect(event).toMatchObject({ messageId: id, reaction: 'question', message: { id, text, candidates: [] } });
				expect([null, from === 'agent']).toContain(event?.message?.isFromMe);
				expect([null, new Date(sentAt).toISOString()]).toContain(event?.message?.sentAt);
			});

			it('takes one request at the most', async () => {
				const listener = await listen(sandbox, provider);
				await tapped(listener, { reaction: 'like' });
				expect(reads(listener)).toHaveLength(isSentAlong ? 0 : 1);
			});

			it('is told of a tapback that took another’s place', async () => {
				const listener = await listen(sandbox, provider);
				await listener.react({ reaction: 'love' });
				const event = await tapped(listener, { reaction: 'like' });
				expect(event?.message).toMatchObject({ id: listener.message().id, text: QUESTION });
			});

			it('is no other message’s text where a picture was tapped', async () => {
				const listener = await listen(sandbox, provider);
				const event = await tapped(listener, { messageId: listener.message(TWO_PARTS).id, partIndex: 1 });
				if (provider.capabilities.receivePart.level !== 'no') expect([null, TWO_PARTS]).toContain(event?.message?.text);
				if (provider.readConversation) expect(event).toMatchObject({ messageId: null, message: { id: null, text: null } });
			});
		},
		cannot() {
			it('is null', async () => {
				const listener = await listen(sandbox, provider);
				expect((await tapped(listener, {}))?.message).toBeNull();
				expect(reads(listener)).toEqual([]);
			});
		},
	});

	describeCapability(provider, 'receiveRemoved', {
		can() {
			it('is told as well where it is taken away', async () => {
				const listener = await listen(sandbox, provider);
				await listener.react({ reaction: 'love' });
				const event = await tapped(listener, { reaction: 'love', action: 'remove' });
				expect(event?.action).toBe('removed');
				expect(event?.message?.text ?? QUESTION).toBe(QUESTION);
			});
		},
		cannot() {
			it('is told of additions alone', () =>
				expect(receive.swaps.every(({ tells }) => tells.every(([action]) => action === 'added'))).toBe(true));
		},
	});

	if (!isSentAlong) {
		it.each([
			['refused', { kind: 'status', status: 403, body: errorBody('No') }],
			['answered by an error', { kind: 'status', status: 500, body: errorBody('Busy') }],
			['refused for being too often', { kind: 'status', status: 429, headers: { 'Retry-After': '60' }, body: errorBody('Slow down') }],
			['malformed', { kind: 'status', status: 200, body: { data: 'none' } }],
		] as const)('is an error at once where the read is %s', async (_how, fault) => {
			const listener = await listen(sandbox, provider);
			const [delivery] = await listener.react();
			const event = listener.eventOf(delivery);
			const before = reads(listener).length;
			listener.control.addFault(provider.id, { fault: { ...fault } });
			await errorOf(find(listener, event));
			expect(reads(listener).length - before).toBeLessThanOrEqual(1);
			expect(listener.connection.pauses).toEqual([]);
		});
	}
});
