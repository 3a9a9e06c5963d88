import { describe, expect, it } from '@jest/globals';

import { CLASSIC_REACTIONS, PROVIDERS } from '../../core/index.ts';
import { BY_SMS, expectUnsupported, IN_GROUP, OWN_ANSWER, reasonOf, TWO_PARTS } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { describeCapability } from '../harness/contract/capability.mts';
import { needed, scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

describe.each([...PROVIDERS])('$name sends', (provider) => {
	const { send, smsMeans, sendFields, olderRefusals } = scenarioOf(provider);

	describeCapability(provider, 'sendClassic', {
		can() {
			it.each(CLASSIC_REACTIONS)('%s, with one request', async (reaction) => {
				const harness = sandbox.harness(provider);
				const { outcome, command, previous } = await harness.send({ reaction });
				expect(outcome).toBe(send.outcome);
				expect(command).toMatchObject({ action: 'add', reaction: { type: reaction }, messageId: harness.message().id });
				expect(previous).toBeUndefined();
				expect(harness.standing()).toEqual([`${reaction} on part 0`]);
				expect(harness.requests()).toHaveLength(1);
			});

			it('to a message in a group, and to no other', async () => {
				const harness = sandbox.harness(provider);
				const group = harness.message(IN_GROUP);
				await harness.send({ messageId: group.id, fields: sendFields(group), reaction: 'laugh' });
				expect(harness.standing(IN_GROUP)).toEqual(['laugh on part 0']);
				expect(harness.standing()).toEqual([]);
			});

			it('to the line’s own message, or says that the vendor refuses it', async () => {
				const harness = sandbox.harness(provider);
				const attempt = harness.send({ messageId: harness.message(OWN_ANSWER).id });
				if (send.ownMessageMeans) expect(await errorOf(attempt)).toMatchObject({ code: send.ownMessageMeans });
				else await attempt;
				expect(harness.standing(OWN_ANSWER)).toEqual(send.ownMessageMeans ? [] : ['love on part 0']);
			});
		},
		cannot() {
			it('refuses all six', async () => {
				const harness = sandbox.harness(provider);
				await expectUnsupported(harness, () => harness.send(), reasonOf(provider, 'sendClassic'));
			});
		},
	});

	it('gives the vendor’s ids, where the vendor gives some', async () => {
		const result = await sandbox.harness(provider).send();
		const given = (['reactionId', 'traceId'] as const).filter((name) => result[name] !== undefined);
		expect(given).toEqual(send.ids);
	});

	it('leaves one tapback when it is added twice', async () => {
		const harness = sandbox.harness(provider);
		await harness.send({ reaction: 'like' });
		const { outcome } = await harness.send({ reaction: 'like' });
		expect(outcome).toBe(send.again);
		expect(harness.standing()).toEqual(['like on part 0']);
	});

	it('puts another in the place of the first', async () => {
		const harness = sandbox.harness(provider);
		await harness.send({ reaction: 'love' });
		const { outcome, previous } = await harness.send({ reaction: 'question' });
		expect(outcome).toBe(send.outcome);
		expect(previous).toEqual(send.knowsPrevious.includes('replaced') ? { type: 'love' } : undefined);
		expect(harness.standing()).toEqual(['question on part 0']);
	});

	it('leaves the human’s tapback on the same message alone', async () => {
		const harness = sandbox.harness(provider);
		const { id } = harness.message();
		harness.control.react(provider.id, { messageId: id, reaction: 'love' });
		await harness.send({ reaction: 'like' });
		expect(harness.control.tapbacks(provider.id, id).map(({ from, reaction }) => [from, reaction])).toEqual([
			['human', 'love'],
			['agent', 'like'],
		]);
	});

	it('says that a message by SMS takes none, and skips it where that was asked', async () => {
		const harness = sandbox.harness(provider);
		const sms = harness.message(BY_SMS);
		const command = { messageId: sms.id, fields: sendFields(sms) };
		expect(await errorOf(harness.send(command))).toMatchObject({ code: smsMeans });
		expect(harness.standing(BY_SMS)).toEqual([]);
		if (smsMeans !== 'TARGET_UNSUPPORTED') return;
		const { outcome, reason } = await harness.send(command, { whenUnsupported: 'skip' });
		expect(outcome).toBe('skipped');
		expect(reason).toContain(provider.name);
	});

	if (olderRefusals.length > 0) {
		it.each([...olderRefusals])('says that $title is not supported, and puts nothing in its place', async ({ quirks, command }) => {
			const harness = sandbox.harness(provider, { quirks });
			await harness.send({ reaction: 'like' });
			expect(await errorOf(harness.send({ ...command }))).toMatchObject({ code: 'TARGET_UNSUPPORTED' });
			expect(await harness.send({ ...command }, { whenUnsupported: 'skip' })).toMatchObject({ outcome: 'skipped' });
			expect(harness.standing()).toEqual(['like on part 0']);
		});
	}

	describeCapability(provider, 'sendEmoji', {
		can() {
			it.each([...needed(send.emoji, 'send.emoji').sendable])('%s as itself', async (emoji) => {
				const harness = sandbox.harness(provider);
				const { outcome, command } = await harness.send({ reaction: 'emoji', emoji });
				expect(outcome).toBe(send.outcome);
				expect(command.reaction).toEqual({ type: 'emoji', emoji });
				expect(harness.standing()).toEqual([`emoji ${emoji} on part 0`]);
			});

			it('an emoji in the place of a classic, and back', async () => {
				const harness = sandbox.harness(provider);
				const [emoji] = needed(send.emoji, 'send.emoji').sendable;
				await harness.send({ reaction: 'love' });
				await harness.send({ reaction: 'emoji', emoji });
				expect(harness.standing()).toEqual([`emoji ${emoji} on part 0`]);
				await harness.send({ reaction: 'love' });
				expect(harness.standing()).toEqual(['love on part 0']);
			});

			const { refused } = needed(send.emoji, 'send.emoji');
			if (refused.length === 0) return;
			it.each([...refused])('nothing at all for %s, which it can’t send', async (emoji) => {
				const harness = sandbox.harness(provider);
				await expectUnsupported(harness, () => harness.send({ reaction: 'emoji', emoji }), `the emoji ${emoji}`);
				expect(harness.standing()).toEqual([]);
			});
		},
		cannot() {
			it.each(['🔥', '❤️', '👍', '😂'])('nothing at all for the emoji %s: no heart, no nearest match', async (emoji) => {
				const harness = sandbox.harness(provider);
				await expectUnsupported(harness, () => harness.send({ reaction: 'emoji', emoji }), reasonOf(provider, 'sendEmoji'));
				expect(harness.standing()).toEqual([]);
			});

			it('nothing, and says skipped, where that was asked', async () => {
				const harness = sandbox.harness(provider);
				const result = await harness.send({ reaction: 'emoji', emoji: '🔥' }, { whenUnsupported: 'skip' });
				expect(result).toMatchObject({ outcome: 'skipped', command: { reaction: { type: 'emoji', emoji: '🔥' } } });
				expect(harness.requests()).toEqual([]);
			});
		},
	});

	it('a classic ❤️ and the emoji ❤️ as two things, or refuses the second', async () => {
		const harness = sandbox.harness(provider);
		await harness.send({ reaction: 'love' });
		expect(harness.standing()).toEqual(['love on part 0']);
		const isSent = await harness.send({ reaction: 'emoji', emoji: '❤️' }).then(
			() => true,
			() => false,
		);
		expect(isSent).toBe(send.emoji?.sendable.includes('❤️') ?? false);
		expect(harness.standing()).toEqual([isSent ? 'emoji ❤️ on part 0' : 'love on part 0']);
	});

	describeCapability(provider, 'sendPart', {
		can() {
			it.each([
				['by its index', (id: string) => ({ messageId: id, partIndex: 1 })],
				['in Apple’s form', (id: string) => ({ messageId: `p:1/${id}` })],
			])('to the second part, named %s', async (_, target) => {
				const harness = sandbox.harness(provider);
				const { command } = await harness.send(target(harness.message(TWO_PARTS).id));
				expect(command.partIndex).toBe(1);
				expect(harness.standing(TWO_PARTS)).toEqual(['love on part 1']);
			});

			it('to two parts of one message, one tapback each', async () => {
				const harness = sandbox.harness(provider);
				const { id } = harness.message(TWO_PARTS);
				await harness.send({ messageId: id, partIndex: 0, reaction: 'love' });
				await harness.send({ messageId: id, partIndex: 1, reaction: 'like' });
				expect(harness.standing(TWO_PARTS).sort()).toEqual(['like on part 1', 'love on part 0']);
			});
		},
		cannot() {
			it('to part 0 as to the message, and to no other part', async () => {
				const harness = sandbox.harness(provider);
				const { id } = harness.message(TWO_PARTS);
				await expectUnsupported(harness, () => harness.send({ messageId: id, partIndex: 1 }), reasonOf(provider, 'sendPart'));
				await expectUnsupported(harness, () => harness.send({ messageId: `p:1/${id}` }), reasonOf(provider, 'sendPart'));
				expect(harness.standing(TWO_PARTS)).toEqual([]);
				await harness.send({ messageId: id, partIndex: 0 });
				expect(harness.standing(TWO_PARTS)).toEqual(['love on part 0']);
			});
		},
	});
});
