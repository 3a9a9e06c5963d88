import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, registerWebhook, sentenceOf, sweepWebhooks, type WebhookSpec } from '../../core/index.ts';
import { REMEDIES } from '../../nodes/shared/remedies.ts';
import { errorOf, type Bench } from './bench.mts';
import { wantedHook } from './listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useStage } from './stage.mts';

const stage = useStage();

const FOREIGN = ['https://other.example.com/hooks/imessage', 'https://other.example.com/webhook-waiting/1/ask'];
const OVER = ['https://n8n.example.com/webhook-waiting/1/ask?token=a', 'https://n8n.example.com/webhook-waiting/2/ask?token=b'];
const OPEN = 'https://n8n.example.com/webhook-waiting/10/ask?token=c';

const isOver = (url: string) => OVER.includes(url);
const hookOf = (bench: Bench) => wantedHook(bench, OPEN, { knownSecret: 'whsec_known' });

describe.each([...PROVIDERS])('$name', (provider) => {
	const {
		errorBody,
		receive: { everyEvent },
		registration: { room, storedUrl, elsewhere },
	} = scenarioOf(provider);

	/** Somebody else's webhooks, and those of three questions, as we register them. */
	async function standing(): Promise<Bench & { hook: WebhookSpec }> {
		const bench = stage.bench(provider);
		const { options } = everyEvent(bench.overview());
		for (const url of FOREIGN) bench.control.addWebhook(provider.id, { url, ...options });
		for (const url of [...OVER, OPEN]) await registerWebhook(provider, bench.call, { ...hookOf(bench), url });
		return { ...bench, hook: hookOf(bench) };
	}

	const without = (bench: Bench, gone: readonly string[]) =>
		bench.control.webhooks(provider.id).filter(({ url }) => !gone.map(storedUrl).includes(String(url)));
	const failAtRemoval = (bench: Bench, status: number, times: number) =>
		bench.control.addFault(provider.id, {
			times,
			match: { method: 'DELETE' },
			fault: { kind: 'status', status, body: errorBody('Sorry') },
		});

	if (room === 'one') {
		it('has no room for a webhook of each question, says what to do, and asks nothing', async () => {
			const bench = stage.bench(provider);
			bench.control.addWebhook(provider.id, { url: String(OVER[0]) });
			const before = bench.control.webhooks(provider.id);
			const error = await errorOf(sweepWebhooks(provider, bench.call, hookOf(bench), () => true));
			expect(error).toMatchObject({ code: 'UNSUPPORTED', details: { hintKey: 'listen-through-workflow' } });
			expect(error.message).toContain(`${provider.name} allows one webhook`);
			expect(sentenceOf(error, REMEDIES)).toContain('Relay Workflow');
			expect(bench.requests()).toEqual([]);
			expect(bench.control.webhooks(provider.id)).toEqual(before);
		});
		return;
	}

	it('names every webhook that stands there, ours as they were registered, and asks once for them', async () => {
		const bench = await standing();
		const before = bench.requests().length;
		const listed = await provider.registration.list?.(bench.call, bench.hook);
		expect(listed?.map(({ url }) => url)).toEqual([...FOREIGN, ...OVER, OPEN]);
		expect(new Set(listed?.map(({ id }) => id)).size).toBe(5);
		expect(bench.requests()).toHaveLength(before + 1);
	});

	it('takes away what is over, leaves all others as they are, and tells which', async () => {
		const bench = await standing();
		const expected = without(bench, OVER);
		expect(await sweepWebhooks(provider, bench.call, bench.hook, isOver)).toEqual([...FOREIGN, OPEN]);
		expect(bench.control.webhooks(provider.id)).toEqual(expected);
		expect(await sweepWebhooks(provider, bench.call, bench.hook, isOver)).toEqual([...FOREIGN, OPEN]);
	});

	it('changes nothing where nothing is over', async () => {
		const bench = await standing();
		const before = bench.control.webhooks(provider.id);
		const requests = bench.requests().length;
		expect(await sweepWebhooks(provider, bench.call, bench.hook, () => false)).toHaveLength(5);
		expect(bench.control.webhooks(provider.id)).toEqual(before);
		expect(
			bench
				.requests()
				.slice(requests)
				.map(({ method }) => method),
		).toEqual(['GET']);
	});

	it('finds nothing where none stands', async () => {
		const bench = stage.bench(provider);
		expect(await sweepWebhooks(provider, bench.call, hookOf(bench), () => true)).toEqual([]);
	});

	it('is content where somebody takes one away at the same moment', async () => {
		const bench = await standing();
		failAtRemoval(bench, 404, 1);
		expect(await sweepWebhooks(provider, bench.call, bench.hook, isOver)).toEqual([...FOREIGN, OPEN]);
		expect(without(bench, OVER)).toEqual(without(bench, [String(OVER[1])]).filter(({ url }) => url !== storedUrl(String(OVER[0]))));
	});

	it('leaves one that can’t be removed for the next time, and goes on with the others', async () => {
		const bench = await standing();
		const [first = '', second = ''] = OVER;
		const expected = without(bench, [second]);
		failAtRemoval(bench, 500, provider.limits.attempts);
		expect(await sweepWebhooks(provider, bench.call, bench.hook, isOver)).toEqual([...FOREIGN, first, OPEN]);
		expect(bench.control.webhooks(provider.id)).toEqual(expected);
		expect(await sweepWebhooks(provider, bench.call, bench.hook, isOver)).toEqual([...FOREIGN, OPEN]);
	});

	it('says so where what stands can’t be read, and removes nothing', async () => {
		const bench = await standing();
		const before = bench.control.webhooks(provider.id);
		bench.control.addFault(provider.id, {
			match: { method: 'GET' },
			fault: { kind: 'status', status: 401, body: errorBody('Unauthorized') },
		});
		expect(await errorOf(sweepWebhooks(provider, bench.call, bench.hook, isOver))).toMatchObject({ code: 'AUTH_FAILED' });
		expect(bench.control.webhooks(provider.id)).toEqual(before);
	});

	if (elsewhere) {
		it('neither names nor touches what stands elsewhere, even at the same URL', async () => {
			const bench = await standing();
			const [over = ''] = OVER;
			bench.control.addWebhook(provider.id, { url: over, ...elsewhere(bench.overview()) });
			const there = bench.control.webhooks(provider.id).at(-1);
			expect(await provider.registration.list?.(bench.call, bench.hook)).toHaveLength(5);
			await sweepWebhooks(provider, bench.call, bench.hook, () => true);
			expect(bench.control.webhooks(provider.id)).toEqual([there]);
		});
	}
});
