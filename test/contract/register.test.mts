import { describe, expect, it } from '@jest/globals';

import { isRegistered, PROVIDERS, registerWebhook, unregisterWebhook, type Registration, type WebhookSpec } from '../../core/index.ts';
import { errorOf, type Bench } from './bench.mts';
import { receiverOf, wantedHook } from './listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useStage } from './stage.mts';

const stage = useStage();

const FOREIGN = 'https://other.example.com/hooks/imessage';

describe.each([...PROVIDERS])('$name', (provider) => {
	const {
		registration: { room, storedUrl, changedFields, disturb, secret },
	} = scenarioOf(provider);

	/** What a host does when a workflow is activated: nothing where all stands as wanted. */
	async function activate(bench: Bench, known?: Registration, changes: Partial<WebhookSpec> = {}): Promise<Registration> {
		const hook = wantedHook(bench, stage.receiver.url, { knownSecret: known?.secret, ...changes });
		if (known && (await isRegistered(provider, bench.call, hook, known))) return known;
		return await registerWebhook(provider, bench.call, hook);
	}

	const deactivate = async (bench: Bench) => await unregisterWebhook(provider, bench.call, wantedHook(bench, stage.receiver.url));
	const urls = (bench: Bench) => bench.control.webhooks(provider.id).map(({ url }) => url);
	const writes = (bench: Bench) =>
		bench
			.requests()
			.filter(({ method }) => method !== 'GET')
			.map(({ method }) => method);
	const ours = () => storedUrl(stage.receiver.url);

	/** Whether a real delivery verifies with the registration's secret. */
	async function expectItWorks(bench: Bench, { secret: known }: Registration): Promise<void> {
		const { deliveries } = bench.control.react(provider.id, { messageId: bench.message().id, reaction: 'love' });
		expect(deliveries).toHaveLength(1);
		const [delivery] = await stage.receiver.take(1);
		expect(delivery && receiverOf(stage, provider, known)(delivery).kind).toBe('tapback');
	}

	it('registers our webhook, finds it again, and sends deliveries signed with its secret', async () => {
		const bench = stage.bench(provider);
		const registration = await activate(bench);
		expect(registration).toEqual({ id: expect.any(String), url: stage.receiver.url, secret: expect.any(String) });
		expect(registration.secret.length).toBeGreaterThan(8);
		expect(urls(bench)).toEqual([ours()]);
		const hook = wantedHook(bench, stage.receiver.url, { knownSecret: registration.secret });
		expect(await isRegistered(provider, bench.call, hook, registration)).toBe(true);
		await expectItWorks(bench, registration);
	});

	it('is registered once, however often it is activated', async () => {
		const bench = stage.bench(provider);
		const first = await activate(bench);
		const second = await activate(bench, first);
		expect(await activate(bench, second)).toEqual(first);
		expect(writes(bench)).toEqual(['POST']);
		expect(urls(bench)).toEqual([ours()]);
	});

	it('is not registered as long as nothing is known of it, for another URL, or once it is gone', async () => {
		const bench = stage.bench(provider);
		const known = await activate(bench);
		const hook = wantedHook(bench, stage.receiver.url, { knownSecret: known.secret });
		expect(await isRegistered(provider, bench.call, hook, undefined)).toBe(false);
		expect(await isRegistered(provider, bench.call, { ...hook, url: `${hook.url}/other` }, known)).toBe(false);
		bench.control.removeWebhooks(provider.id);
		expect(await isRegistered(provider, bench.call, hook, known)).toBe(false);
	});

	it('is replaced where somebody changed it behind our back', async () => {
		const bench = stage.bench(provider);
		const first = await activate(bench);
		await disturb(bench.call, { id: first.id, url: stage.receiver.url });
		const second = await activate(bench, first);
		expect(urls(bench)).toEqual([ours()]);
		await expectItWorks(bench, second);
	});

	if (changedFields) {
		it('hears of the chosen line only', async () => {
			const bench = stage.bench(provider);
			const registration = await activate(bench, undefined, { fields: changedFields });
			const { id: messageId } = bench.message('Hello, second line!');
			expect(bench.control.react(provider.id, { messageId, reaction: 'love' }).deliveries).toEqual([]);
			await expectItWorks(bench, registration);
		});

		it('is replaced where the settings changed, and back', async () => {
			const bench = stage.bench(provider);
			const first = await activate(bench);
			const second = await activate(bench, first, { fields: changedFields });
			expect(JSON.stringify(bench.control.webhooks(provider.id))).toContain('+12025550101');
			expect(await activate(bench, second, { fields: changedFields })).toEqual(second);
			const third = await activate(bench, second);
			expect(writes(bench)).toEqual(['POST', 'DELETE', 'POST', 'DELETE', 'POST']);
			expect(urls(bench)).toEqual([ours()]);
			await expectItWorks(bench, third);
		});
	}

	it(
		secret === 'each time' ? 'replaces our own webhook whose secret is lost' : 'shows no second secret, and leaves nothing behind',
		async () => {
			const bench = stage.bench(provider);
			const first = await activate(bench);
			if (secret === 'each time') {
				const second = await activate(bench);
				expect(urls(bench)).toEqual([ours()]);
				await expectItWorks(bench, second);
				return;
			}
			const error = await errorOf(activate(bench));
			expect(error).toMatchObject({ code: 'SECRET_MISSING', details: { field: 'webhookSecret', hintKey: 'enter-signing-key' } });
			expect(error.message).toContain('rotate it');
			expect(urls(bench)).toEqual([]);
			const again = await activate(bench, undefined, { knownSecret: first.secret });
			expect(again.secret).toBe(first.secret);
			await expectItWorks(bench, again);
		},
	);

	it('is there once after an answer to its registration was lost', async () => {
		const bench = stage.bench(provider);
		bench.control.addFault(provider.id, { match: { method: 'POST' }, fault: { kind: 'drop-after' } });
		expect(await errorOf(activate(bench))).toMatchObject({ code: 'NO_ANSWER' });
		expect(writes(bench)).toEqual(['POST']);
		if (secret === 'each time') await expectItWorks(bench, await activate(bench));
		else expect(await errorOf(activate(bench))).toMatchObject({ code: 'SECRET_MISSING' });
		expect(urls(bench)).toEqual(secret === 'each time' ? [ours()] : []);
	});

	it('removes ours, and is content where it is gone already', async () => {
		const bench = stage.bench(provider);
		await activate(bench);
		await deactivate(bench);
		expect(urls(bench)).toEqual([]);
		await deactivate(bench);
		expect(writes(bench)).toEqual(['POST', 'DELETE']);
	});

	it('is content where somebody removes it at the same moment', async () => {
		const bench = stage.bench(provider);
		await activate(bench);
		bench.control.addFault(provider.id, {
			match: { method: 'DELETE' },
			fault: { kind: 'status', status: 404, body: scenarioOf(provider).errorBody('Not found') },
		});
		await deactivate(bench);
	});

	it('says so where the vendor refuses', async () => {
		const bench = stage.bench(provider);
		bench.control.addFault(provider.id, {
			match: { method: 'GET' },
			fault: { kind: 'status', status: 401, body: scenarioOf(provider).errorBody('Unauthorized') },
		});
		expect(await errorOf(activate(bench))).toMatchObject({ code: 'AUTH_FAILED' });
		expect(urls(bench)).toEqual([]);
	});

	it('never replaces all webhooks at once', async () => {
		const bench = stage.bench(provider);
		const first = await activate(bench);
		await disturb(bench.call, { id: first.id, url: stage.receiver.url });
		const before = bench.requests().length;
		await activate(bench, first);
		await deactivate(bench);
		expect(
			bench
				.requests()
				.slice(before)
				.map(({ method }) => method),
		).not.toContain('PUT');
	});

	if (room === 'many') {
		it('leaves the webhooks of others as they are, also those whose URL starts like ours', async () => {
			const bench = stage.bench(provider);
			const { options } = scenarioOf(provider).receive.everyEvent(bench.overview());
			const others = [
				FOREIGN,
				`${stage.receiver.url}/2`,
				`${stage.receiver.url}?copy=1`,
				stage.receiver.url.slice(0, -1),
				`${FOREIGN}?to=${stage.receiver.url}`,
			];
			for (const url of others) bench.control.addWebhook(provider.id, { url, ...options });
			const before = bench.control.webhooks(provider.id);
			// The first secret of an identity went to somebody else here.
			const known = secret === 'each time' ? undefined : 'whsec_pasted';
			await activate(bench, undefined, { knownSecret: known });
			await activate(bench, undefined, { knownSecret: known });
			expect(bench.control.webhooks(provider.id).filter(({ url }) => url !== ours())).toEqual(before);
			await deactivate(bench);
			await deactivate(bench);
			expect(bench.control.webhooks(provider.id)).toEqual(before);
		});
	} else {
		it('stops at somebody else’s webhook, names it without its query, and changes nothing', async () => {
			const bench = stage.bench(provider);
			bench.control.addWebhook(provider.id, { url: `${FOREIGN}?token=s3cret#part` });
			const before = bench.control.webhooks(provider.id);
			const error = await errorOf(activate(bench));
			expect(error).toMatchObject({ code: 'HOOK_CONFLICT', details: { hintKey: 'free-or-share-webhook' } });
			expect(error.message).toContain(FOREIGN);
			expect(error.message).not.toContain('s3cret');
			await deactivate(bench);
			expect(writes(bench)).toEqual([]);
			expect(bench.control.webhooks(provider.id)).toEqual(before);
		});

		it('stops at another address of the same host, too, and tells that it is one', async () => {
			const bench = stage.bench(provider);
			const test = `${stage.receiver.url}/of-a-test`;
			bench.control.addWebhook(provider.id, { url: test });
			const error = await errorOf(activate(bench));
			expect(error).toMatchObject({ code: 'HOOK_CONFLICT', details: { hintKey: 'free-own-webhook' } });
			expect(error.message).toContain(`${test} is registered already`);
			expect(urls(bench)).toEqual([test]);
		});

		it('stops, too, where somebody displaced ours meanwhile', async () => {
			const bench = stage.bench(provider);
			const known = await activate(bench);
			bench.control.addWebhook(provider.id, { url: FOREIGN });
			expect(await errorOf(activate(bench, known))).toMatchObject({ code: 'HOOK_CONFLICT' });
			await deactivate(bench);
			expect(urls(bench)).toEqual([FOREIGN]);
		});
	}
});
