import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/index.ts';
import { BY_SMS, expectUnsupported, reasonOf, TWO_PARTS } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { describeCapability } from '../harness/contract/capability.mts';
import { needed, scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

describe.each([...PROVIDERS])('$name removes', (provider) => {
	const { send, smsMeans, isIdempotent } = scenarioOf(provider);

	describeCapability(provider, 'remove', {
		can() {
			it('what it added', async () => {
				const harness = sandbox.harness(provider);
				await harness.send({ reaction: 'laugh' });
				const { outcome, previous } = await harness.send({ action: 'remove', reaction: 'laugh' });
				expect(outcome).toBe(send.outcome);
				expect(previous).toEqual(send.knowsPrevious.includes('removed') ? { type: 'laugh' } : undefined);
				expect(harness.standing()).toEqual([]);
			});

			it('leaves none when it is asked twice', async () => {
				const harness = sandbox.harness(provider);
				await harness.send();
				await harness.send({ action: 'remove' });
				const { outcome } = await harness.send({ action: 'remove' });
				expect(outcome).toBe(needed(send.goneAlready, 'send.goneAlready'));
				expect(harness.standing()).toEqual([]);
			});

			it('nothing where another tapback stands than the named one, and says which where it knows', async () => {
				const harness = sandbox.harness(provider);
				await harness.send({ reaction: 'love' });
				const { outcome, reason, previous } = await harness.send({ action: 'remove', reaction: 'like' });
				expect(outcome).toBe(needed(send.goneAlready, 'send.goneAlready'));
				const says = 'Your tapback there is love, not like, so there was nothing to remove.';
				expect(reason).toBe(outcome === 'unchanged' ? says : undefined);
				expect(previous).toBeUndefined();
				expect(harness.standing()).toEqual(['love on part 0']);
			});

			it('it once more where the answer was lost, as far as that can’t add it again', async () => {
				const harness = sandbox.harness(provider);
				await harness.send();
				harness.control.addFault(provider.id, { match: { path: send.path }, fault: { kind: 'drop-after' } });
				const { outcome } = await harness.send({ action: 'remove' });
				expect(outcome).toBe(isIdempotent ? send.outcome : 'unknown');
				expect(harness.reactionRequests()).toHaveLength(isIdempotent ? 3 : 2);
				expect(harness.standing()).toEqual([]);
			});

			if (provider.removal === 'read-first') {
				it('also where it can’t read what stands, and then says no more than the vendor does', async () => {
					const harness = sandbox.harness(provider);
					await harness.send();
					harness.control.addFault(provider.id, { times: 99, match: { method: 'GET' }, fault: { kind: 'status', status: 503 } });
					const { outcome, previous } = await harness.send({ action: 'remove' });
					expect([outcome, previous]).toEqual([send.outcome, undefined]);
					expect(harness.requests().map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
					expect(harness.standing()).toEqual([]);
				});

				it('nothing from a message that takes none, and says so', async () => {
					const harness = sandbox.harness(provider);
					expect(await errorOf(harness.send({ action: 'remove', messageId: harness.message(BY_SMS).id }))).toMatchObject({
						code: smsMeans,
					});
				});
			}

			if (provider.removal === 'by-reaction-id') {
				it('nothing where it can’t read what stands, and says why', async () => {
					const harness = sandbox.harness(provider);
					await harness.send();
					harness.control.addFault(provider.id, { times: 99, match: { method: 'GET' }, fault: { kind: 'status', status: 503 } });
					expect(await errorOf(harness.send({ action: 'remove' }))).toMatchObject({ code: 'PROVIDER_FAILED' });
					expect(harness.standing()).toEqual(['love on part 0']);
				});

				it('with one read, and no more where nothing stands', async () => {
					const harness = sandbox.harness(provider);
					await harness.send({ action: 'remove' });
					expect(harness.requests().map(({ method }) => method)).toEqual(['GET']);
				});

				it('the tapback that stands now, not the one that it took the place of', async () => {
					const harness = sandbox.harness(provider);
					const { reactionId: old } = await harness.send({ reaction: 'love' });
					await harness.send({ reaction: 'like' });
					const { reactionId: newer } = await harness.send({ reaction: 'love' });
					expect(await harness.send({ action: 'remove' })).toMatchObject({ reactionId: newer });
					expect(newer).not.toBe(old);
					expect(harness.standing()).toEqual([]);
				});
			}

			it('and adds again, as often as asked', async () => {
				const harness = sandbox.harness(provider);
				for (const action of ['add', 'remove', 'add', 'remove', 'add'] as const) await harness.send({ action });
				expect(harness.standing()).toEqual(['love on part 0']);
			});

			it('its own tapback, not the human’s', async () => {
				const harness = sandbox.harness(provider);
				const { id } = harness.message();
				harness.control.react(provider.id, { messageId: id, reaction: 'love' });
				await harness.send({ reaction: 'love' });
				await harness.send({ action: 'remove', reaction: 'love' });
				expect(harness.control.tapbacks(provider.id, id)).toMatchObject([{ from: 'human', reaction: 'love' }]);
			});

			if (send.emoji) {
				it.each([...send.emoji.sendable])('the emoji %s', async (emoji) => {
					const harness = sandbox.harness(provider);
					await harness.send({ reaction: 'emoji', emoji });
					await harness.send({ action: 'remove', reaction: 'emoji', emoji });
					expect(harness.standing()).toEqual([]);
				});
			}

			if (send.emoji && provider.sendableEmoji === undefined) {
				it.each([
					['❤️', '❤'],
					['❤', '❤️'],
					['🏳️‍🌈', '🏳‍🌈'],
				])('the emoji %s when it is spelled %s', async (added, named) => {
					const harness = sandbox.harness(provider);
					await harness.send({ reaction: 'emoji', emoji: added });
					const { outcome, previous } = await harness.send({ action: 'remove', reaction: 'emoji', emoji: named });
					expect(harness.standing()).toEqual([]);
					expect(outcome).toBe(send.outcome);
					expect(previous).toEqual(send.knowsPrevious.includes('removed') ? { type: 'emoji', emoji: added } : undefined);
				});

				it('the emoji ❤️ when it is spelled ❤, and what stands can’t be read', async () => {
					const harness = sandbox.harness(provider);
					await harness.send({ reaction: 'emoji', emoji: '❤️' });
					harness.control.addFault(provider.id, { times: 99, match: { method: 'GET' }, fault: { kind: 'status', status: 503 } });
					await harness.send({ action: 'remove', reaction: 'emoji', emoji: '❤' });
					expect(harness.standing()).toEqual([]);
				});

				it('not the emoji ❤️ when the classic ❤️ is named', async () => {
					const harness = sandbox.harness(provider);
					await harness.send({ reaction: 'emoji', emoji: '❤️' });
					await harness.send({ action: 'remove', reaction: 'love' });
					expect(harness.standing()).toEqual(['emoji ❤️ on part 0']);
				});
			}

			if (provider.capabilities.sendPart.level !== 'no') {
				it('from the named part only', async () => {
					const harness = sandbox.harness(provider);
					const { id } = harness.message(TWO_PARTS);
					await harness.send({ messageId: id, partIndex: 0 });
					await harness.send({ messageId: id, partIndex: 1 });
					await harness.send({ messageId: id, partIndex: 1, action: 'remove' });
					expect(harness.standing(TWO_PARTS)).toEqual(['love on part 0']);
				});
			}
		},
		cannot() {
			it('nothing, and says so before any request', async () => {
				const harness = sandbox.harness(provider);
				await harness.send();
				await expectUnsupported(harness, () => harness.send({ action: 'remove' }), reasonOf(provider, 'remove'));
				expect(harness.standing()).toEqual(['love on part 0']);
			});

			it('nothing, and says skipped, where that was asked', async () => {
				const harness = sandbox.harness(provider);
				expect(await harness.send({ action: 'remove' }, { whenUnsupported: 'skip' })).toMatchObject({ outcome: 'skipped' });
				expect(harness.requests()).toEqual([]);
			});
		},
	});
});
