import { describe, expect, it } from '@jest/globals';

import { CLASSIC_REACTIONS, PROVIDERS, type TapbackEvent } from '../../core/index.ts';
import { IN_GROUP, TWO_PARTS } from '../harness/contract/harness.mts';
import { describeCapability } from '../harness/contract/capability.mts';
import { listen } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const FIELDS = [
	...['action', 'actor', 'conversationId', 'emoji', 'eventId', 'isFromMe', 'line', 'message', 'messageId', 'occurredAt', 'partIndex'],
	...['provenance', 'provider', 'reaction', 'receivedAt', 'replaced', 'service', 'target'],
];

const GLYPHS = { love: '❤️', like: '👍', dislike: '👎', laugh: '😂', emphasize: '‼️', question: '❓' };

const told = ({ action, reaction }: TapbackEvent) => [action, reaction];

describe.each([...PROVIDERS])('$name receives', (provider) => {
	const { receive } = scenarioOf(provider);

	describeCapability(provider, 'receiveAdded', {
		can() {
			it.each(CLASSIC_REACTIONS)('%s, with every field of the contract', async (reaction) => {
				const listener = await listen(sandbox, provider);
				const [delivery] = await listener.react({ reaction });
				const event = listener.eventOf(delivery);
				const message = listener.message();
				const { raw, ...fields } = event;
				expect(Object.keys(fields).sort()).toEqual(FIELDS);
				expect(raw !== undefined).toBe(provider.webhook.alwaysRaw ?? false);
				expect(event).toMatchObject({
					...{ provider: provider.id, action: 'added', reaction, emoji: GLYPHS[reaction], actor: message.author },
					...{ isFromMe: false, line: null, replaced: null, target: null },
					...receive.event(message),
				});
				expect(event.eventId).not.toBe('');
				for (const at of [event.occurredAt, event.receivedAt]) {
					expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
					expect(Math.abs(Date.parse(at ?? '') - sandbox.now())).toBeLessThan(5000);
				}
			});
		},
		cannot() {
			it('nothing', async () => {
				expect(await (await listen(sandbox, provider)).react()).toEqual([]);
			});
		},
	});

	describe.each([...receive.swaps])('a swap told as $title', ({ quirks, tells }) => {
		it('in the vendor’s own words and order', async () => {
			const listener = await listen(sandbox, provider, { quirks });
			await listener.react({ reaction: 'love' });
			sandbox.pass(1000);
			const events = (await listener.react({ reaction: 'like' })).map((delivery) => listener.eventOf(delivery));
			expect(events.map(told)).toEqual(tells);
			expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(tells.length);
		});
	});

	describeCapability(provider, 'receiveRemoved', {
		can() {
			it.each([...CLASSIC_REACTIONS])('the removal of %s', async (reaction) => {
				const listener = await listen(sandbox, provider);
				await listener.react({ reaction });
				const [delivery] = await listener.react({ action: 'remove', reaction: undefined });
				expect(listener.eventOf(delivery)).toMatchObject({ action: 'removed', reaction, emoji: GLYPHS[reaction], isFromMe: false });
			});
		},
		cannot() {
			it('nothing of a removal, for the vendor sends none', async () => {
				const listener = await listen(sandbox, provider);
				await listener.react();
				expect(await listener.react({ action: 'remove', reaction: undefined })).toEqual([]);
			});
		},
	});

	if (receive.variants.length > 0) {
		describe.each([...receive.variants])('where the vendor sends $title', ({ quirks, removedLooks = 'removed' }) => {
			it('what was added, and what was removed', async () => {
				const listener = await listen(sandbox, provider, { quirks });
				const [added] = await listener.react({ reaction: 'laugh' });
				sandbox.pass(1000);
				const [removed] = await listener.react({ action: 'remove', reaction: undefined });
				const message = listener.message();
				expect(listener.eventOf(added)).toMatchObject({
					action: 'added',
					reaction: 'laugh',
					actor: message.author,
					...receive.event(message),
				});
				expect(listener.eventOf(removed)).toMatchObject({ action: removedLooks, reaction: 'laugh' });
			});

			it('an emoji', async () => {
				const listener = await listen(sandbox, provider, { quirks });
				const [delivery] = await listener.react({ reaction: 'emoji', emoji: '🔥' });
				expect(listener.eventOf(delivery)).toMatchObject({ action: 'added', reaction: 'emoji', emoji: '🔥' });
			});
		});
	}

	describeCapability(provider, 'receiveEmoji', {
		can() {
			it.each(['🔥', '👍🏽', '👨‍👩‍👧', '❤️'])('the emoji %s as it is, not folded to a classic', async (emoji) => {
				const listener = await listen(sandbox, provider);
				const [delivery] = await listener.react({ reaction: 'emoji', emoji });
				expect(listener.eventOf(delivery)).toMatchObject({ action: 'added', reaction: 'emoji', emoji });
			});
		},
		cannot() {
			it('an emoji never as a classic', async () => {
				const listener = await listen(sandbox, provider);
				const events = (await listener.react({ reaction: 'emoji', emoji: '❤️' })).map((delivery) => listener.eventOf(delivery));
				for (const { reaction } of events) expect(CLASSIC_REACTIONS).not.toContain(reaction);
			});
		},
	});

	describeCapability(provider, 'receiveSticker', {
		can() {
			it('a sticker, which has no glyph', async () => {
				const listener = await listen(sandbox, provider);
				const [delivery] = await listener.react({ reaction: 'sticker' });
				expect(listener.eventOf(delivery)).toMatchObject({ action: 'added', reaction: 'sticker', emoji: null });
			});
		},
		cannot() {
			it('a sticker never as something else: whatever comes is unknown, with the payload', async () => {
				const listener = await listen(sandbox, provider);
				const events = (await listener.react({ reaction: 'sticker' })).map((delivery) => listener.eventOf(delivery));
				for (const event of events) {
					expect(['sticker', 'unknown']).toContain(event.reaction);
					expect(event).toMatchObject({ emoji: null, raw: expect.any(Object) });
				}
			});
		},
	});

	describeCapability(provider, 'receivePart', {
		can() {
			it.each([0, 1])('a tapback on part %i', async (partIndex) => {
				const listener = await listen(sandbox, provider);
				const { id: messageId } = listener.message(TWO_PARTS);
				const [delivery] = await listener.react({ messageId, partIndex });
				expect(listener.eventOf(delivery)).toMatchObject({ messageId, partIndex });
			});
		},
		cannot() {
			it.each([0, 1])('a tapback on part %i without a part, rather than a guess', async (partIndex) => {
				const listener = await listen(sandbox, provider);
				const [delivery] = await listener.react({ messageId: listener.message(TWO_PARTS).id, partIndex });
				expect(listener.eventOf(delivery).partIndex).toBeNull();
			});
		},
	});

	describeCapability(provider, 'receiveTarget', {
		can() {
			it('the id of the message, with nothing to be found', async () => {
				const listener = await listen(sandbox, provider);
				const [delivery] = await listener.react();
				expect(listener.eventOf(delivery)).toMatchObject({ messageId: listener.message().id, target: null });
			});
		},
		cannot() {
			it('the quoted text, or the kind of an attachment, and never an id', async () => {
				const listener = await listen(sandbox, provider);
				const { id: messageId } = listener.message(TWO_PARTS);
				const [onText] = await listener.react({ messageId });
				const [onImage] = await listener.react({ messageId, partIndex: 1 });
				expect(listener.eventOf(onText)).toMatchObject({ messageId: null, target: { text: TWO_PARTS, candidates: [] } });
				expect(listener.eventOf(onImage)).toMatchObject({ messageId: null, target: { text: 'an image', candidates: [] } });
			});
		},
	});

	it('each person of a group by name', async () => {
		const listener = await listen(sandbox, provider);
		const { id: messageId, conversationId } = listener.message(IN_GROUP);
		const { participants } = listener.overview().conversations.find(({ id }) => id === conversationId) ?? { participants: [] };
		const events = [];
		for (const actor of participants)
			events.push(...(await listener.react({ messageId, actor })).map((delivery) => listener.eventOf(delivery)));
		expect(events.map(({ actor }) => actor)).toEqual(participants);
		expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(participants.length);
	});

	it('the payload as it came, on request', async () => {
		const listener = await listen(sandbox, provider);
		const [delivery] = await listener.react();
		expect(listener.eventOf(delivery, { includeRaw: true }).raw).toEqual(JSON.parse(String(Buffer.from(delivery?.rawBody ?? []))));
	});
});
