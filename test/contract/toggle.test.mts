import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/index.ts';
import { createToggleMemory } from '../../core/tapbacks/toggle-memory.ts';
import type { Fault } from '../../sandbox/src/index.mts';
import type { Harness } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';
import { giveUpSoon } from '../harness/contract/impatience.mts';

const sandbox = useSandbox();
const toggling = PROVIDERS.filter(({ removal }) => removal === 'toggle');

/** What leaves the fate of a request open; the vendor has acted on it in all of them but the first. */
const NO_WORD: ReadonlyArray<[string, Fault, boolean]> = [
	['a connection that breaks before the vendor acts', { kind: 'drop-before' }, false],
	['a connection that breaks after it acted', { kind: 'drop-after' }, true],
	['silence', { kind: 'hang' }, true],
	['a web page', { kind: 'body', body: '<html>502</html>', contentType: 'text/html' }, true],
	['a 200 without “ok”', { kind: 'body', body: {} }, true],
];

function planFault(harness: Harness, fault: Fault): void {
	harness.control.addFault(harness.provider.id, { match: { method: 'POST', path: harness.scenario.send.path }, fault });
}

it('meets at least one vendor that toggles', () => {
	expect(toggling.length).toBeGreaterThan(0);
});

describe.each(toggling)('$name toggles, so core', (provider) => {
	it('sends one request for the same tapback twice', async () => {
		const harness = sandbox.harness(provider);
		await harness.send();
		expect(await harness.send()).toMatchObject({ outcome: 'unchanged' });
		expect(harness.requests()).toHaveLength(1);
		expect(harness.standing()).toEqual(['love on part 0']);
	});

	it('sends one request for the same tapback twice at the same moment', async () => {
		const harness = sandbox.harness(provider);
		const outcomes = await Promise.all([harness.send(), harness.send(), harness.send()]);
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'unchanged', 'unchanged']);
		expect(harness.requests()).toHaveLength(1);
		expect(harness.standing()).toEqual(['love on part 0']);
	});

	it('removes nothing it knows nothing of, and asks for what stands', async () => {
		const harness = sandbox.harness(provider);
		const error = await errorOf(harness.send({ action: 'remove' }));
		expect(error).toMatchObject({ code: 'STATE_UNKNOWN', details: { field: 'currentTapback', hintKey: 'say-current-tapback' } });
		expect(error.message).toContain('Nothing was sent');
		expect(harness.requests()).toEqual([]);
	});

	it('sends nothing for a removal of what is surely gone', async () => {
		const harness = sandbox.harness(provider);
		await harness.send();
		await harness.send({ action: 'remove' });
		expect(await harness.send({ action: 'remove' })).toMatchObject({ outcome: 'unchanged' });
		expect(harness.requests()).toHaveLength(2);
	});

	it.each(NO_WORD)('calls the outcome unknown after %s, and sends exactly one request', async (_, fault, isApplied) => {
		const harness = sandbox.harness(provider);
		giveUpSoon(harness);
		planFault(harness, fault);
		const { outcome, reason } = await harness.send();
		expect(outcome).toBe('unknown');
		expect(reason).toContain(provider.name);
		expect(reason).toContain('not repeated');
		expect(harness.requests()).toHaveLength(1);
		expect(harness.connection.pauses).toEqual([]);
		expect(harness.standing()).toEqual(isApplied ? ['love on part 0'] : []);
	});

	it.each(['add', 'remove'] as const)('sends nothing again to %s what has an unknown fate', async (action) => {
		const harness = sandbox.harness(provider);
		planFault(harness, { kind: 'drop-after' });
		await harness.send();
		const { outcome, reason } = await harness.send({ action });
		expect(outcome).toBe('unknown');
		expect(reason).toContain('Nothing was sent');
		expect(harness.requests()).toHaveLength(1);
	});

	it('sends another tapback after an unknown one, for it replaces whatever stands', async () => {
		const harness = sandbox.harness(provider);
		planFault(harness, { kind: 'drop-after' });
		await harness.send({ reaction: 'love' });
		const { outcome, previous } = await harness.send({ reaction: 'like' });
		expect(outcome).toBe('applied');
		expect(previous).toBeUndefined();
		expect(harness.standing()).toEqual(['like on part 0']);
		expect(await harness.send({ reaction: 'like' })).toMatchObject({ outcome: 'unchanged' });
	});

	it('keeps an unknown fate to its own message', async () => {
		const harness = sandbox.harness(provider);
		const other = harness.control.sendMessage(provider.id, { from: 'human', text: 'Another one' });
		planFault(harness, { kind: 'drop-after' });
		await harness.send();
		expect(await harness.send({ messageId: other.id })).toMatchObject({ outcome: 'applied' });
	});

	it('forgets nothing when the vendor refuses: what stood before still stands', async () => {
		const harness = sandbox.harness(provider);
		await harness.send({ reaction: 'love' });
		harness.control.addFault(provider.id, {
			fault: { kind: 'status', status: 404, body: harness.scenario.errorBody('Message not found') },
		});
		expect(await errorOf(harness.send({ reaction: 'like' }))).toMatchObject({ code: 'TARGET_NOT_FOUND' });
		expect(await harness.send({ reaction: 'love' })).toMatchObject({ outcome: 'unchanged' });
		expect(await harness.send({ reaction: 'like' })).toMatchObject({ outcome: 'applied', previous: { type: 'love' } });
		expect(harness.standing()).toEqual(['like on part 0']);
	});

	describe('believes what the user says stands there:', () => {
		const choices = (currentTapback: 'none' | 'love' | 'like') => ({ currentTapback, memory: createToggleMemory() });

		it('removes it', async () => {
			const harness = sandbox.harness(provider);
			await harness.send();
			const result = await harness.send({ action: 'remove' }, choices('love'));
			expect(result).toMatchObject({ outcome: 'applied', previous: { type: 'love' } });
			expect(harness.standing()).toEqual([]);
		});

		it('sends nothing to add what stands', async () => {
			const harness = sandbox.harness(provider);
			await harness.send();
			expect(await harness.send({}, choices('love'))).toMatchObject({ outcome: 'unchanged' });
			expect(harness.standing()).toEqual(['love on part 0']);
		});

		it('sends nothing to remove where none stands, or another', async () => {
			const harness = sandbox.harness(provider);
			await harness.send({ reaction: 'like' });
			expect(await harness.send({ action: 'remove' }, choices('none'))).toMatchObject({ outcome: 'unchanged' });
			expect(await harness.send({ action: 'remove' }, choices('like'))).toMatchObject({ outcome: 'unchanged' });
			expect(harness.requests()).toHaveLength(1);
		});

		it('even against an unknown fate', async () => {
			const harness = sandbox.harness(provider);
			planFault(harness, { kind: 'drop-before' });
			expect(await harness.send()).toMatchObject({ outcome: 'unknown' });
			expect(await harness.send({}, { currentTapback: 'none' })).toMatchObject({ outcome: 'applied' });
			expect(harness.standing()).toEqual(['love on part 0']);
			expect(await harness.send()).toMatchObject({ outcome: 'unchanged' });
		});
	});
});
