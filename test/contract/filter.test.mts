import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, type TapbackFilter } from '../../core/index.ts';
import { BY_SMS, QUESTION } from '../harness/contract/harness.mts';
import { ANYTHING, listen, receiverOf } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

/** What people write, and what only looks like a tapback. */
const PROSE = [
	'Hello!',
	'Loved the movie',
	'He wrote: Loved “Hamlet”',
	'Loved “Hamlet”, you should see it',
	'Liked your photo',
	'❤️',
	'Removed the 🚀 build from “prod”',
];

const NOTHING = { headers: {}, rawBody: undefined };

const textOf = ({ rawBody }: { rawBody: Uint8Array | undefined }) => String(Buffer.from(rawBody ?? []));

describe.each([...PROVIDERS])('$name', (provider) => {
	const { receive } = scenarioOf(provider);

	it('passes what fits every filter at once', async () => {
		const listener = await listen(sandbox, provider);
		const [delivery] = await listener.react();
		const { action, reaction, actor, conversationId, messageId, line } = listener.eventOf(delivery);
		const some = <T,>(value: T | null) => (value === null ? [] : [value]);
		const filter: TapbackFilter = {
			...{ actions: [action], reactions: ['question', reaction], actors: some(actor), conversationIds: some(conversationId) },
			...{ messageIds: some(messageId), lines: some(line), includeOwn: true },
		};
		expect(listener.receive(delivery ?? NOTHING, { filter }).kind).toBe('tapback');
	});

	it.each<[string, Partial<TapbackFilter>]>([
		['another action', { actions: ['removed'] }],
		['another reaction', { reactions: ['like', 'emoji'] }],
		['another person', { actors: ['+12025550999'] }],
		['another conversation', { conversationIds: ['another'] }],
		['another message', { messageIds: ['another'] }],
	])('ignores an event where %s was asked for', async (_, changes) => {
		const listener = await listen(sandbox, provider);
		const [delivery] = await listener.react();
		expect(listener.receive(delivery ?? NOTHING, { filter: { ...ANYTHING, ...changes } })).toMatchObject({ kind: 'ignored' });
	});

	it('ignores another line where the event names its line', async () => {
		const listener = await listen(sandbox, provider);
		const [delivery] = await listener.react();
		const { line } = listener.eventOf(delivery);
		const received = listener.receive(delivery ?? NOTHING, { filter: { ...ANYTHING, lines: ['+12025550102'] } });
		expect(received.kind).toBe(line === null ? 'tapback' : 'ignored');
	});

	it('knows a person by a number that was typed with spaces and brackets', async () => {
		const listener = await listen(sandbox, provider);
		const [delivery] = await listener.react();
		expect(listener.eventOf(delivery).actor).toBe('+12025550123');
		expect(listener.eventOf(delivery, { filter: { ...ANYTHING, actors: ['+1 (202) 555-0123'] } })).toBeDefined();
	});

	it('ignores what people write and what the line sends, also where it looks like a tapback', async () => {
		const harness = sandbox.harness(provider);
		const { options, secretAt } = receive.everyEvent(harness.overview());
		harness.control.addWebhook(provider.id, { url: sandbox.receiver.url, ...options });
		const [webhook] = harness.control.webhooks(provider.id);
		const secret = String(webhook?.[secretAt]);
		for (const text of PROSE) harness.control.sendMessage(provider.id, { from: 'human', text });
		harness.control.sendMessage(provider.id, { from: 'agent', text: `Loved “${QUESTION}”` });
		const deliveries = await sandbox.receiver.take(harness.control.deliveries({ provider: provider.id }).length);
		expect(deliveries.length).toBeGreaterThanOrEqual(PROSE.length);

		const receiveIt = receiverOf(sandbox, provider, secret);
		for (const delivery of deliveries) {
			for (const textFallback of [true, false]) {
				expect([textOf(delivery), receiveIt(delivery, { textFallback })]).toEqual([
					textOf(delivery),
					{ kind: 'ignored', why: 'not a tapback' },
				]);
			}
		}
	});

	if (receive.alsoSends) {
		it('ignores the vendor’s test of our webhook', async () => {
			const listener = await listen(sandbox, provider);
			await receive.alsoSends?.(listener.call, listener.registration.id);
			const [delivery] = await sandbox.receiver.take(1);
			expect(delivery && listener.receive(delivery, { textFallback: true })).toEqual({ kind: 'ignored', why: 'not a tapback' });
		});
	}

	if (provider.webhook.textFallback) {
		const inText = () => sandbox.harness(provider).message(receive.textIn === 'SMS' ? BY_SMS : QUESTION);

		it('takes a text for a tapback only where that is switched on', async () => {
			const listener = await listen(sandbox, provider, { wantsMessages: true });
			const { conversationId, author, line } = inText();
			listener.control.sendMessage(provider.id, { from: 'human', conversationId, author, text: `Loved “${QUESTION}”` });
			const [delivery] = await sandbox.receiver.take(1);
			expect(listener.eventOf(delivery, { textFallback: true })).toMatchObject({
				...{ provenance: 'text', action: 'added', reaction: 'love', messageId: null, actor: author, line, isFromMe: false },
				target: { text: QUESTION, candidates: [] },
			});
			expect(delivery && listener.receive(delivery, { textFallback: false })).toEqual({ kind: 'ignored', why: 'not a tapback' });
		});

		it('takes no text for a tapback that comes with a picture', async () => {
			const listener = await listen(sandbox, provider, { wantsMessages: true });
			const { conversationId, author } = inText();
			const parts = [
				{ type: 'text' as const, text: `Loved “${QUESTION}”` },
				{ type: 'image' as const, url: 'https://media.example.com/1.jpg' },
			];
			listener.control.sendMessage(provider.id, { from: 'human', conversationId, author, parts });
			const [delivery] = await sandbox.receiver.take(1);
			expect(delivery && listener.receive(delivery, { textFallback: true })).toEqual({ kind: 'ignored', why: 'not a tapback' });
		});
	} else {
		it('takes no text for a tapback: it has events for them', () => {
			expect(receive.textIn).toBeUndefined();
		});
	}
});
