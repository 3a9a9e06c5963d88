import { describe, expect, it } from '@jest/globals';

import { CLASSIC_REACTIONS, PROVIDERS } from '../../core/index.ts';
import { BY_SMS, errorOf, expectUnsupported, IN_GROUP, OWN_ANSWER, reasonOf, TWO_PARTS } from './bench.mts';
import { describeCapability } from './capability.mts';
import { needed, scenarioOf } from './scenarios/index.mts';
import { useStage } from './stage.mts';

const stage = useStage();

describe.each([...PROVIDERS])('$name sends', (provider) => {
	const { send, smsMeans, sendFields, olderRefusals } = scenarioOf(provider);

	describeCapability(provider, 'sendClassic', {
		can() {
			it.each(CLASSIC_REACTIONS)('%s, with one request', async (reaction) => {
				const bench = stage.bench(provider);
				const { outcome, command, previous } = await bench.send({ reaction });
				expect(outcome).toBe(send.outcome);
				expect(command).toMatchObject({ action: 'add', reaction: { type: reaction }, messageId: bench.message().id });
				expect(previous).toBeUndefined();
				expect(bench.standing()).toEqual([`${reaction} on part 0`]);
				expect(bench.requests()).toHaveLength(1);
			});

			it('to a message in a group, and to no other', async () => {
				const bench = stage.bench(provider);
				const group = bench.message(IN_GROUP);
				await bench.send({ messageId: group.id, fields: sendFields(group), reaction: 'laugh' });
				expect(bench.standing(IN_GROUP)).toEqual(['laugh on part 0']);
				expect(bench.standing()).toEqual([]);
			});

			it('to the line’s own message, or says that the vendor refuses it', async () => {
				const bench = stage.bench(provider);
				const attempt = bench.send({ messageId: bench.message(OWN_ANSWER).id });
				if (send.ownMessageMeans) expect(await errorOf(attempt)).toMatchObject({ code: send.ownMessageMeans });
				else await attempt;
				expect(bench.standing(OWN_ANSWER)).toEqual(send.ownMessageMeans ? [] : ['love on part 0']);
			});
		},
		cannot() {
			it('refuses all six', async () => {
				const bench = stage.bench(provider);
				await expectUnsupported(bench, () => bench.send(), reasonOf(provider, 'sendClassic'));
			});
		},
	});

	it('gives the vendor’s ids, where the vendor gives some', async () => {
		const result = await stage.bench(provider).send();
		const given = (['reactionId', 'traceId'] as const).filter((name) => result[name] !== undefined);
		expect(given).toEqual(send.ids);
	});

	it('leaves one tapback when it is added twice', async () => {
		const bench = stage.bench(provider);
		await bench.send({ reaction: 'like' });
		const { outcome } = await bench.send({ reaction: 'like' });
		expect(outcome).toBe(send.again);
		expect(bench.standing()).toEqual(['like on part 0']);
	});

	it('puts another in the place of the first', async () => {
		const bench = stage.bench(provider);
		await bench.send({ reaction: 'love' });
		const { outcome, previous } = await bench.send({ reaction: 'question' });
		expect(outcome).toBe(send.outcome);
		expect(previous).toEqual(send.knowsPrevious.includes('replaced') ? { type: 'love' } : undefined);
		expect(bench.standing()).toEqual(['question on part 0']);
	});

	it('leaves the human’s tapback on the same message alone', async () => {
		const bench = stage.bench(provider);
		const { id } = bench.message();
		bench.control.react(provider.id, { messageId: id, reaction: 'love' });
		await bench.send({ reaction: 'like' });
		expect(bench.control.tapbacks(provider.id, id).map(({ from, reaction }) => [from, reaction])).toEqual([
			['human', 'love'],
			['agent', 'like'],
		]);
	});

	it('says that a message by SMS takes none, and skips it where that was asked', async () => {
		const bench = stage.bench(provider);
		const sms = bench.message(BY_SMS);
		const command = { messageId: sms.id, fields: sendFields(sms) };
		expect(await errorOf(bench.send(command))).toMatchObject({ code: smsMeans });
		expect(bench.standing(BY_SMS)).toEqual([]);
		if (smsMeans !== 'TARGET_UNSUPPORTED') return;
		const { outcome, reason } = await bench.send(command, { whenUnsupported: 'skip' });
		expect(outcome).toBe('skipped');
		expect(reason).toContain(provider.name);
	});

	if (olderRefusals.length > 0) {
		it.each([...olderRefusals])('says that $title is not supported, and puts nothing in its place', async ({ quirks, command }) => {
			const bench = stage.bench(provider, { quirks });
			await bench.send({ reaction: 'like' });
			expect(await errorOf(bench.send({ ...command }))).toMatchObject({ code: 'TARGET_UNSUPPORTED' });
			expect(await bench.send({ ...command }, { whenUnsupported: 'skip' })).toMatchObject({ outcome: 'skipped' });
			expect(bench.standing()).toEqual(['like on part 0']);
		});
	}

	describeCapability(provider, 'sendEmoji', {
		can() {
			it.each([...needed(send.emoji, 'send.emoji').sendable])('%s as itself', async (emoji) => {
				const bench = stage.bench(provider);
				const { outcome, command } = await bench.send({ reaction: 'emoji', emoji });
				expect(outcome).toBe(send.outcome);
				expect(command.reaction).toEqual({ type: 'emoji', emoji });
				expect(bench.standing()).toEqual([`emoji ${emoji} on part 0`]);
			});

			it('an emoji in the place of a classic, and back', async () => {
				const bench = stage.bench(provider);
				const [emoji] = needed(send.emoji, 'send.emoji').sendable;
				await bench.send({ reaction: 'love' });
				await bench.send({ reaction: 'emoji', emoji });
				expect(bench.standing()).toEqual([`emoji ${emoji} on part 0`]);
				await bench.send({ reaction: 'love' });
				expect(bench.standing()).toEqual(['love on part 0']);
			});

			const { refused } = needed(send.emoji, 'send.emoji');
			if (refused.length === 0) return;
			it.each([...refused])('nothing at all for %s, which it can’t send', async (emoji) => {
				const bench = stage.bench(provider);
				await expectUnsupported(bench, () => bench.send({ reaction: 'emoji', emoji }), `the emoji ${emoji}`);
				expect(bench.standing()).toEqual([]);
			});
		},
		cannot() {
			it.each(['🔥', '❤️', '👍', '😂'])('nothing at all for the emoji %s: no heart, no nearest match', async (emoji) => {
				const bench = stage.bench(provider);
				await expectUnsupported(bench, () => bench.send({ reaction: 'emoji', emoji }), reasonOf(provider, 'sendEmoji'));
				expect(bench.standing()).toEqual([]);
			});

			it('nothing, and says skipped, where that was asked', async () => {
				const bench = stage.bench(provider);
				const result = await bench.send({ reaction: 'emoji', emoji: '🔥' }, { whenUnsupported: 'skip' });
				expect(result).toMatchObject({ outcome: 'skipped', command: { reaction: { type: 'emoji', emoji: '🔥' } } });
				expect(bench.requests()).toEqual([]);
			});
		},
	});

	it('a classic ❤️ and the emoji ❤️ as two things, or refuses the second', async () => {
		const bench = stage.bench(provider);
		await bench.send({ reaction: 'love' });
		expect(bench.standing()).toEqual(['love on part 0']);
		const isSent = await bench.send({ reaction: 'emoji', emoji: '❤️' }).then(
			() => true,
			() => false,
		);
		expect(isSent).toBe(send.emoji?.sendable.includes('❤️') ?? false);
		expect(bench.standing()).toEqual([isSent ? 'emoji ❤️ on part 0' : 'love on part 0']);
	});

	describeCapability(provider, 'sendPart', {
		can() {
			it.each([
				['by its index', (id: string) => ({ messageId: id, partIndex: 1 })],
				['in Apple’s form', (id: string) => ({ messageId: `p:1/${id}` })],
			])('to the second part, named %s', async (_, target) => {
				const bench = stage.bench(provider);
				const { command } = await bench.send(target(bench.message(TWO_PARTS).id));
				expect(command.partIndex).toBe(1);
				expect(bench.standing(TWO_PARTS)).toEqual(['love on part 1']);
			});

			it('to two parts of one message, one tapback each', async () => {
				const bench = stage.bench(provider);
				const { id } = bench.message(TWO_PARTS);
				await bench.send({ messageId: id, partIndex: 0, reaction: 'love' });
				await bench.send({ messageId: id, partIndex: 1, reaction: 'like' });
				expect(bench.standing(TWO_PARTS).sort()).toEqual(['like on part 1', 'love on part 0']);
			});
		},
		cannot() {
			it('to part 0 as to the message, and to no other part', async () => {
				const bench = stage.bench(provider);
				const { id } = bench.message(TWO_PARTS);
				await expectUnsupported(bench, () => bench.send({ messageId: id, partIndex: 1 }), reasonOf(provider, 'sendPart'));
				await expectUnsupported(bench, () => bench.send({ messageId: `p:1/${id}` }), reasonOf(provider, 'sendPart'));
				expect(bench.standing(TWO_PARTS)).toEqual([]);
				await bench.send({ messageId: id, partIndex: 0 });
				expect(bench.standing(TWO_PARTS)).toEqual(['love on part 0']);
			});
		},
	});
});
