import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/index.ts';
import { createToggleMemory } from '../../core/tapbacks/toggle-memory.ts';
import type { Fault } from '../../sandbox/src/index.mts';
import type { Bench } from './bench.mts';
import { errorOf } from './bench.mts';
import { useStage } from './stage.mts';

const stage = useStage();
const toggling = PROVIDERS.filter(({ removal }) => removal === 'toggle');

/** What leaves the fate of a request open; the vendor has acted on it in all of them but the first. */
const NO_WORD: ReadonlyArray<[string, Fault, boolean]> = [
	['a connection that breaks before the vendor acts', { kind: 'drop-before' }, false],
	['a connection that breaks after it acted', { kind: 'drop-after' }, true],
	['silence', { kind: 'hang' }, true],
	['a web page', { kind: 'body', body: '<html>502</html>', contentType: 'text/html' }, true],
	['a 200 without “ok”', { kind: 'body', body: {} }, true],
];

function planFault(bench: Bench, fault: Fault): void {
	bench.control.addFault(bench.provider.id, { match: { method: 'POST', path: bench.scenario.send.path }, fault });
}

it('meets at least one vendor that toggles', () => {
	expect(toggling.length).toBeGreaterThan(0);
});

describe.each(toggling)('$name toggles, so core', (provider) => {
	it('sends one request for the same tapback twice', async () => {
		const bench = stage.bench(provider);
		await bench.send();
		expect(await bench.send()).toMatchObject({ outcome: 'unchanged' });
		expect(bench.requests()).toHaveLength(1);
		expect(bench.standing()).toEqual(['love on part 0']);
	});

	it('sends one request for the same tapback twice at the same moment', async () => {
		const bench = stage.bench(provider);
		const outcomes = await Promise.all([bench.send(), bench.send(), bench.send()]);
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'unchanged', 'unchanged']);
		expect(bench.requests()).toHaveLength(1);
		expect(bench.standing()).toEqual(['love on part 0']);
	});

	it('removes nothing it knows nothing of, and asks for what stands', async () => {
		const bench = stage.bench(provider);
		const error = await errorOf(bench.send({ action: 'remove' }));
		expect(error).toMatchObject({ code: 'STATE_UNKNOWN', details: { field: 'standing', hintKey: 'say-what-stands' } });
		expect(error.message).toContain('Nothing was sent');
		expect(bench.requests()).toEqual([]);
	});

	it('sends nothing for a removal of what is surely gone', async () => {
		const bench = stage.bench(provider);
		await bench.send();
		await bench.send({ action: 'remove' });
		expect(await bench.send({ action: 'remove' })).toMatchObject({ outcome: 'unchanged' });
		expect(bench.requests()).toHaveLength(2);
	});

	it.each(NO_WORD)('calls the outcome unknown after %s, and sends exactly one request', async (_, fault, isApplied) => {
		const bench = stage.bench(provider, { timeoutMs: 150 });
		planFault(bench, fault);
		const { outcome, reason } = await bench.send();
		expect(outcome).toBe('unknown');
		expect(reason).toContain(provider.name);
		expect(reason).toContain('not repeated');
		expect(bench.requests()).toHaveLength(1);
		expect(bench.connection.pauses).toEqual([]);
		expect(bench.standing()).toEqual(isApplied ? ['love on part 0'] : []);
	});

	it.each(['add', 'remove'] as const)('sends nothing again to %s what has an unknown fate', async (action) => {
		const bench = stage.bench(provider);
		planFault(bench, { kind: 'drop-after' });
		await bench.send();
		const { outcome, reason } = await bench.send({ action });
		expect(outcome).toBe('unknown');
		expect(reason).toContain('Nothing was sent');
		expect(bench.requests()).toHaveLength(1);
	});

	it('sends another tapback after an unknown one, for it replaces whatever stands', async () => {
		const bench = stage.bench(provider);
		planFault(bench, { kind: 'drop-after' });
		await bench.send({ reaction: 'love' });
		const { outcome, previous } = await bench.send({ reaction: 'like' });
		expect(outcome).toBe('applied');
		expect(previous).toBeUndefined();
		expect(bench.standing()).toEqual(['like on part 0']);
		expect(await bench.send({ reaction: 'like' })).toMatchObject({ outcome: 'unchanged' });
	});

	it('keeps an unknown fate to its own message', async () => {
		const bench = stage.bench(provider);
		const other = bench.control.sendMessage(provider.id, { from: 'human', text: 'Another one' });
		planFault(bench, { kind: 'drop-after' });
		await bench.send();
		expect(await bench.send({ messageId: other.id })).toMatchObject({ outcome: 'applied' });
	});

	it('forgets nothing when the vendor refuses: what stood before still stands', async () => {
		const bench = stage.bench(provider);
		await bench.send({ reaction: 'love' });
		bench.control.addFault(provider.id, { fault: { kind: 'status', status: 404, body: bench.scenario.errorBody('Message not found') } });
		expect(await errorOf(bench.send({ reaction: 'like' }))).toMatchObject({ code: 'TARGET_NOT_FOUND' });
		expect(await bench.send({ reaction: 'love' })).toMatchObject({ outcome: 'unchanged' });
		expect(await bench.send({ reaction: 'like' })).toMatchObject({ outcome: 'applied', previous: { type: 'love' } });
		expect(bench.standing()).toEqual(['like on part 0']);
	});

	describe('believes what the user says stands there:', () => {
		const choices = (standing: 'none' | 'love' | 'like') => ({ standing, memory: createToggleMemory() });

		it('removes it', async () => {
			const bench = stage.bench(provider);
			await bench.send();
			const result = await bench.send({ action: 'remove' }, choices('love'));
			expect(result).toMatchObject({ outcome: 'applied', previous: { type: 'love' } });
			expect(bench.standing()).toEqual([]);
		});

		it('sends nothing to add what stands', async () => {
			const bench = stage.bench(provider);
			await bench.send();
			expect(await bench.send({}, choices('love'))).toMatchObject({ outcome: 'unchanged' });
			expect(bench.standing()).toEqual(['love on part 0']);
		});

		it('sends nothing to remove where none stands, or another', async () => {
			const bench = stage.bench(provider);
			await bench.send({ reaction: 'like' });
			expect(await bench.send({ action: 'remove' }, choices('none'))).toMatchObject({ outcome: 'unchanged' });
			expect(await bench.send({ action: 'remove' }, choices('like'))).toMatchObject({ outcome: 'unchanged' });
			expect(bench.requests()).toHaveLength(1);
		});

		it('even against an unknown fate', async () => {
			const bench = stage.bench(provider);
			planFault(bench, { kind: 'drop-before' });
			expect(await bench.send()).toMatchObject({ outcome: 'unknown' });
			expect(await bench.send({}, { standing: 'none' })).toMatchObject({ outcome: 'applied' });
			expect(bench.standing()).toEqual(['love on part 0']);
			expect(await bench.send()).toMatchObject({ outcome: 'unchanged' });
		});
	});
});
