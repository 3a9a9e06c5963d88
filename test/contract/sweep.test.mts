import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, registerWebhook, sentenceOf, sweepWebhooks, type WebhookSpec } from '../../core/index.ts';
import { HINT_TEXTS } from '../../nodes/shared/errors/hint-texts.ts';
import { type Harness } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { wantedWebhook } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const FOREIGN = ['https://other.example.com/hooks/imessage', 'https://other.example.com/webhook-waiting/1/ask'];
const OVER = ['https://n8n.example.com/webhook-waiting/1/ask?token=a', 'https://n8n.example.com/webhook-waiting/2/ask?token=b'];
const OPEN = 'https://n8n.example.com/webhook-waiting/10/ask?token=c';

const isOver = (url: string) => OVER.includes(url);
const webhookOf = (harness: Harness) => wantedWebhook(harness, OPEN, { knownSecret: 'whsec_known' });

describe.each([...PROVIDERS])('$name', (provider) => {
	const {
		errorBody,
		receive: { everyEvent },
		registration: { room, storedUrl, elsewhere },
	} = scenarioOf(provider);

	/** Somebody else's webhooks, and those of three questions, as we register them. */
	async function standing(): Promise<Harness & { spec: WebhookSpec }> {
		const harness = sandbox.harness(provider);
		const { options } = everyEvent(harness.overview());
		for (const url of FOREIGN) harness.control.addWebhook(provider.id, { url, ...options });
		for (const url of [...OVER, OPEN]) await registerWebhook(provider, harness.call, { ...webhookOf(harness), url });
		return { ...harness, spec: webhookOf(harness) };
	}

	const without = (harness: Harness, gone: readonly string[]) =>
		harness.control.webhooks(provider.id).filter(({ url }) => !gone.map(storedUrl).includes(String(url)));
	const failAtRemoval = (harness: Harness, status: number, times: number) =>
		harness.control.addFault(provider.id, {
			times,
			match: { method: 'DELETE' },
			fault: { kind: 'status', status, body: errorBody('Sorry') },
		});

	if (room === 'one') {
		it('has no room for a webhook of each question, says what to do, and asks nothing', async () => {
			const harness = sandbox.harness(provider);
			harness.control.addWebhook(provider.id, { url: String(OVER[0]) });
			const before = harness.control.webhooks(provider.id);
			const error = await errorOf(sweepWebhooks(provider, harness.call, webhookOf(harness), () => true));
			expect(error).toMatchObject({ code: 'UNSUPPORTED', details: { hintKey: 'listen-through-workflow' } });
			expect(error.message).toContain(`${provider.name} allows one webhook`);
			expect(sentenceOf(error, HINT_TEXTS)).toContain('Relay Workflow');
			expect(harness.requests()).toEqual([]);
			expect(harness.control.webhooks(provider.id)).toEqual(before);
		});
		return;
	}

	it('names every webhook that stands there, ours as they were registered, and asks once for them', async () => {
		const harness = await standing();
		const before = harness.requests().length;
		const listed = await provider.registration.list?.(harness.call, harness.spec);
		expect(listed?.map(({ url }) => url)).toEqual([...FOREIGN, ...OVER, OPEN]);
		expect(new Set(listed?.map(({ id }) => id)).size).toBe(5);
		expect(harness.requests()).toHaveLength(before + 1);
	});

	it('takes away what is over, leaves all others as they are, and tells which', async () => {
		const harness = await standing();
		const expected = without(harness, OVER);
		expect(await sweepWebhooks(provider, harness.call, harness.spec, isOver)).toEqual([...FOREIGN, OPEN]);
		expect(harness.control.webhooks(provider.id)).toEqual(expected);
		expect(await sweepWebhooks(provider, harness.call, harness.spec, isOver)).toEqual([...FOREIGN, OPEN]);
	});

	it('changes nothing where nothing is over', async () => {
		const harness = await standing();
		const before = harness.control.webhooks(provider.id);
		const requests = harness.requests().length;
		expect(await sweepWebhooks(provider, harness.call, harness.spec, () => false)).toHaveLength(5);
		expect(harness.control.webhooks(provider.id)).toEqual(before);
		expect(
			harness
				.requests()
				.slice(requests)
				.map(({ method }) => method),
		).toEqual(['GET']);
	});

	it('finds nothing where none stands', async () => {
		const harness = sandbox.harness(provider);
		expect(await sweepWebhooks(provider, harness.call, webhookOf(harness), () => true)).toEqual([]);
	});

	it('is content where somebody takes one away at the same moment', async () => {
		const harness = await standing();
		failAtRemoval(harness, 404, 1);
		expect(await sweepWebhooks(provider, harness.call, harness.spec, isOver)).toEqual([...FOREIGN, OPEN]);
		expect(without(harness, OVER)).toEqual(without(harness, [String(OVER[1])]).filter(({ url }) => url !== storedUrl(String(OVER[0]))));
	});

	it('leaves one that can’t be removed for the next time, and goes on with the others', async () => {
		const harness = await standing();
		const [first = '', second = ''] = OVER;
		const expected = without(harness, [second]);
		failAtRemoval(harness, 500, provider.limits.attempts);
		expect(await sweepWebhooks(provider, harness.call, harness.spec, isOver)).toEqual([...FOREIGN, first, OPEN]);
		expect(harness.control.webhooks(provider.id)).toEqual(expected);
		expect(await sweepWebhooks(provider, harness.call, harness.spec, isOver)).toEqual([...FOREIGN, OPEN]);
	});

	it('says so where what stands can’t be read, and removes nothing', async () => {
		const harness = await standing();
		const before = harness.control.webhooks(provider.id);
		harness.control.addFault(provider.id, {
			match: { method: 'GET' },
			fault: { kind: 'status', status: 401, body: errorBody('Unauthorized') },
		});
		expect(await errorOf(sweepWebhooks(provider, harness.call, harness.spec, isOver))).toMatchObject({ code: 'AUTH_FAILED' });
		expect(harness.control.webhooks(provider.id)).toEqual(before);
	});

	if (elsewhere) {
		it('neither names nor touches what stands elsewhere, even at the same URL', async () => {
			const harness = await standing();
			const [over = ''] = OVER;
			harness.control.addWebhook(provider.id, { url: over, ...elsewhere(harness.overview()) });
			const there = harness.control.webhooks(provider.id).at(-1);
			expect(await provider.registration.list?.(harness.call, harness.spec)).toHaveLength(5);
			await sweepWebhooks(provider, harness.call, harness.spec, () => true);
			expect(harness.control.webhooks(provider.id)).toEqual([there]);
		});
	}
});
