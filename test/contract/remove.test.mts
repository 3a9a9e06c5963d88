import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/index.ts';
import { BY_SMS, errorOf, expectUnsupported, reasonOf, TWO_PARTS } from './bench.mts';
import { describeCapability } from './capability.mts';
import { needed, scenarioOf } from './scenarios/index.mts';
import { useStage } from './stage.mts';

const stage = useStage();

describe.each([...PROVIDERS])('$name removes', (provider) => {
	const { send, smsMeans, isRepeatHarmless } = scenarioOf(provider);

	describeCapability(provider, 'remove', {
		can() {
			it('what it added', async () => {
				const bench = stage.bench(provider);
				await bench.send({ reaction: 'laugh' });
				const { outcome, previous } = await bench.send({ action: 'remove', reaction: 'laugh' });
				expect(outcome).toBe(send.outcome);
				expect(previous).toEqual(send.knowsPrevious.includes('removed') ? { type: 'laugh' } : undefined);
				expect(bench.standing()).toEqual([]);
			});

			it('leaves none when it is asked twice', async () => {
				const bench = stage.bench(provider);
				await bench.send();
				await bench.send({ action: 'remove' });
				const { outcome } = await bench.send({ action: 'remove' });
				expect(outcome).toBe(needed(send.goneAlready, 'send.goneAlready'));
				expect(bench.standing()).toEqual([]);
			});

			it('nothing where another tapback stands than the named one, and says which where it knows', async () => {
				const bench = stage.bench(provider);
				await bench.send({ reaction: 'love' });
				const { outcome, reason, previous } = await bench.send({ action: 'remove', reaction: 'like' });
				expect(outcome).toBe(needed(send.goneAlready, 'send.goneAlready'));
				const says = 'Your tapback there is love, not like, so there was nothing to remove.';
				expect(reason).toBe(outcome === 'unchanged' ? says : undefined);
				expect(previous).toBeUndefined();
				expect(bench.standing()).toEqual(['love on part 0']);
			});

			it('it once more where the answer was lost, as far as that can’t add it again', async () => {
				const bench = stage.bench(provider);
				await bench.send();
				bench.control.addFault(provider.id, { match: { path: send.path }, fault: { kind: 'drop-after' } });
				const { outcome } = await bench.send({ action: 'remove' });
				expect(outcome).toBe(isRepeatHarmless ? send.outcome : 'unknown');
				expect(bench.reactionRequests()).toHaveLength(isRepeatHarmless ? 3 : 2);
				expect(bench.standing()).toEqual([]);
			});

			if (provider.removal === 'read-first') {
				it('also where it can’t read what stands, and then says no more than the vendor does', async () => {
					const bench = stage.bench(provider);
					await bench.send();
					bench.control.addFault(provider.id, { times: 99, match: { method: 'GET' }, fault: { kind: 'status', status: 503 } });
					const { outcome, previous } = await bench.send({ action: 'remove' });
					expect([outcome, previous]).toEqual([send.outcome, undefined]);
					expect(bench.requests().map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
					expect(bench.standing()).toEqual([]);
				});

				it('nothing from a message that takes none, and says so', async () => {
					const bench = stage.bench(provider);
					expect(await errorOf(bench.send({ action: 'remove', messageId: bench.message(BY_SMS).id }))).toMatchObject({ code: smsMeans });
				});
			}

			if (provider.removal === 'by-reaction-id') {
				it('nothing where it can’t read what stands, and says why', async () => {
					const bench = stage.bench(provider);
					await bench.send();
					bench.control.addFault(provider.id, { times: 99, match: { method: 'GET' }, fault: { kind: 'status', status: 503 } });
					expect(await errorOf(bench.send({ action: 'remove' }))).toMatchObject({ code: 'PROVIDER_FAILED' });
					expect(bench.standing()).toEqual(['love on part 0']);
				});

				it('with one read, and no more where nothing stands', async () => {
					const bench = stage.bench(provider);
					await bench.send({ action: 'remove' });
					expect(bench.requests().map(({ method }) => method)).toEqual(['GET']);
				});

				it('the tapback that stands now, not the one that it took the place of', async () => {
					const bench = stage.bench(provider);
					const { reactionId: old } = await bench.send({ reaction: 'love' });
					await bench.send({ reaction: 'like' });
					const { reactionId: newer } = await bench.send({ reaction: 'love' });
					expect(await bench.send({ action: 'remove' })).toMatchObject({ reactionId: newer });
					expect(newer).not.toBe(old);
					expect(bench.standing()).toEqual([]);
				});
			}

			it('and adds again, as often as asked', async () => {
				const bench = stage.bench(provider);
				for (const action of ['add', 'remove', 'add', 'remove', 'add'] as const) await bench.send({ action });
				expect(bench.standing()).toEqual(['love on part 0']);
			});

			it('its own tapback, not the human’s', async () => {
				const bench = stage.bench(provider);
				const { id } = bench.message();
				bench.control.react(provider.id, { messageId: id, reaction: 'love' });
				await bench.send({ reaction: 'love' });
				await bench.send({ action: 'remove', reaction: 'love' });
				expect(bench.control.tapbacks(provider.id, id)).toMatchObject([{ from: 'human', reaction: 'love' }]);
			});

			if (send.emoji) {
				it.each([...send.emoji.sendable])('the emoji %s', async (emoji) => {
					const bench = stage.bench(provider);
					await bench.send({ reaction: 'emoji', emoji });
					await bench.send({ action: 'remove', reaction: 'emoji', emoji });
					expect(bench.standing()).toEqual([]);
				});
			}

			if (send.emoji && provider.sendableEmoji === undefined) {
				it.each([
					['❤️', '❤'],
					['❤', '❤️'],
					['🏳️‍🌈', '🏳‍🌈'],
				])('the emoji %s when it is spelled %s', async (added, named) => {
					const bench = stage.bench(provider);
					await bench.send({ reaction: 'emoji', emoji: added });
					const { outcome, previous } = await bench.send({ action: 'remove', reaction: 'emoji', emoji: named });
					expect(bench.standing()).toEqual([]);
					expect(outcome).toBe(send.outcome);
					expect(previous).toEqual(send.knowsPrevious.includes('removed') ? { type: 'emoji', emoji: added } : undefined);
				});

				it('the emoji ❤️ when it is spelled ❤, and what stands can’t be read', async () => {
					const bench = stage.bench(provider);
					await bench.send({ reaction: 'emoji', emoji: '❤️' });
					bench.control.addFault(provider.id, { times: 99, match: { method: 'GET' }, fault: { kind: 'status', status: 503 } });
					await bench.send({ action: 'remove', reaction: 'emoji', emoji: '❤' });
					expect(bench.standing()).toEqual([]);
				});

				it('not the emoji ❤️ when the classic ❤️ is named', async () => {
					const bench = stage.bench(provider);
					await bench.send({ reaction: 'emoji', emoji: '❤️' });
					await bench.send({ action: 'remove', reaction: 'love' });
					expect(bench.standing()).toEqual(['emoji ❤️ on part 0']);
				});
			}

			if (provider.capabilities.sendPart.level !== 'no') {
				it('from the named part only', async () => {
					const bench = stage.bench(provider);
					const { id } = bench.message(TWO_PARTS);
					await bench.send({ messageId: id, partIndex: 0 });
					await bench.send({ messageId: id, partIndex: 1 });
					await bench.send({ messageId: id, partIndex: 1, action: 'remove' });
					expect(bench.standing(TWO_PARTS)).toEqual(['love on part 0']);
				});
			}
		},
		cannot() {
			it('nothing, and says so before any request', async () => {
				const bench = stage.bench(provider);
				await bench.send();
				await expectUnsupported(bench, () => bench.send({ action: 'remove' }), reasonOf(provider, 'remove'));
				expect(bench.standing()).toEqual(['love on part 0']);
			});

			it('nothing, and says skipped, where that was asked', async () => {
				const bench = stage.bench(provider);
				expect(await bench.send({ action: 'remove' }, { whenUnsupported: 'skip' })).toMatchObject({ outcome: 'skipped' });
				expect(bench.requests()).toEqual([]);
			});
		},
	});
});
