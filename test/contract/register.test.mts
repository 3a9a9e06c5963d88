import { describe, expect, it } from '@jest/globals';

import { isRegistered, PROVIDERS, registerWebhook, unregisterWebhook, type Registration, type WebhookSpec } from '../../core/index.ts';
import { type Harness } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { receiverOf, wantedWebhook } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const FOREIGN = 'https://other.example.com/hooks/imessage';

describe.each([...PROVIDERS])('$name', (provider) => {
	const {
		registration: { room, storedUrl, changedFields, disturb, secret },
	} = scenarioOf(provider);

	/** What a host does when a workflow is activated: nothing where all stands as wanted. */
	async function activate(harness: Harness, known?: Registration, changes: Partial<WebhookSpec> = {}): Promise<Registration> {
		const spec = wantedWebhook(harness, sandbox.receiver.url, { knownSecret: known?.secret, ...changes });
		if (known && (await isRegistered(provider, harness.call, spec, known))) return known;
		return await registerWebhook(provider, harness.call, spec);
	}

	const deactivate = async (harness: Harness) =>
		await unregisterWebhook(provider, harness.call, wantedWebhook(harness, sandbox.receiver.url));
	const urls = (harness: Harness) => harness.control.webhooks(provider.id).map(({ url }) => url);
	const writes = (harness: Harness) =>
		harness
			.requests()
			.filter(({ method }) => method !== 'GET')
			.map(({ method }) => method);
	const ours = () => storedUrl(sandbox.receiver.url);

	/** Whether a real delivery verifies with the registration's secret. */
	async function expectItWorks(harness: Harness, { secret: known }: Registration): Promise<void> {
		const { deliveries } = harness.control.react(provider.id, { messageId: harness.message().id, reaction: 'love' });
		expect(deliveries).toHaveLength(1);
		const [delivery] = await sandbox.receiver.take(1);
		expect(delivery && receiverOf(sandbox, provider, known)(delivery).kind).toBe('tapback');
	}

	it('registers our webhook, finds it again, and sends deliveries signed with its secret', async () => {
		const harness = sandbox.harness(provider);
		const registration = await activate(harness);
		expect(registration).toEqual({ id: expect.any(String), url: sandbox.receiver.url, secret: expect.any(String) });
		expect(registration.secret.length).toBeGreaterThan(8);
		expect(urls(harness)).toEqual([ours()]);
		const spec = wantedWebhook(harness, sandbox.receiver.url, { knownSecret: registration.secret });
		expect(await isRegistered(provider, harness.call, spec, registration)).toBe(true);
		await expectItWorks(harness, registration);
	});

	it('is registered once, however often it is activated', async () => {
		const harness = sandbox.harness(provider);
		const first = await activate(harness);
		const second = await activate(harness, first);
		expect(await activate(harness, second)).toEqual(first);
		expect(writes(harness)).toEqual(['POST']);
		expect(urls(harness)).toEqual([ours()]);
	});

	it('is not registered as long as nothing is known of it, for another URL, or once it is gone', async () => {
		const harness = sandbox.harness(provider);
		const known = await activate(harness);
		const spec = wantedWebhook(harness, sandbox.receiver.url, { knownSecret: known.secret });
		expect(await isRegistered(provider, harness.call, spec, undefined)).toBe(false);
		expect(await isRegistered(provider, harness.call, { ...spec, url: `${spec.url}/other` }, known)).toBe(false);
		harness.control.removeWebhooks(provider.id);
		expect(await isRegistered(provider, harness.call, spec, known)).toBe(false);
	});

	it('is replaced where somebody changed it behind our back', async () => {
		const harness = sandbox.harness(provider);
		const first = await activate(harness);
		await disturb(harness.call, { id: first.id, url: sandbox.receiver.url });
		const second = await activate(harness, first);
		expect(urls(harness)).toEqual([ours()]);
		await expectItWorks(harness, second);
	});

	if (changedFields) {
		it('hears of the chosen line only', async () => {
			const harness = sandbox.harness(provider);
			const registration = await activate(harness, undefined, { fields: changedFields });
			const { id: messageId } = harness.message('Hello, second line!');
			expect(harness.control.react(provider.id, { messageId, reaction: 'love' }).deliveries).toEqual([]);
			await expectItWorks(harness, registration);
		});

		it('is replaced where the settings changed, and back', async () => {
			const harness = sandbox.harness(provider);
			const first = await activate(harness);
			const second = await activate(harness, first, { fields: changedFields });
			expect(JSON.stringify(harness.control.webhooks(provider.id))).toContain('+12025550101');
			expect(await activate(harness, second, { fields: changedFields })).toEqual(second);
			const third = await activate(harness, second);
			expect(writes(harness)).toEqual(['POST', 'DELETE', 'POST', 'DELETE', 'POST']);
			expect(urls(harness)).toEqual([ours()]);
			await expectItWorks(harness, third);
		});
	}

	it(
		secret === 'each time' ? 'replaces our own webhook whose secret is lost' : 'shows no second secret, and leaves nothing behind',
		async () => {
			const harness = sandbox.harness(provider);
			const first = await activate(harness);
			if (secret === 'each time') {
				const second = await activate(harness);
				expect(urls(harness)).toEqual([ours()]);
				await expectItWorks(harness, second);
				return;
			}
			const error = await errorOf(activate(harness));
			expect(error).toMatchObject({ code: 'SECRET_MISSING', details: { field: 'webhookSecret', hintKey: 'enter-signing-key' } });
			expect(error.message).toContain('rotate it');
			expect(urls(harness)).toEqual([]);
			const again = await activate(harness, undefined, { knownSecret: first.secret });
			expect(again.secret).toBe(first.secret);
			await expectItWorks(harness, again);
		},
	);

	it('is there once after an answer to its registration was lost', async () => {
		const harness = sandbox.harness(provider);
		harness.control.addFault(provider.id, { match: { method: 'POST' }, fault: { kind: 'drop-after' } });
		expect(await errorOf(activate(harness))).toMatchObject({ code: 'NO_ANSWER' });
		expect(writes(harness)).toEqual(['POST']);
		if (secret === 'each time') await expectItWorks(harness, await activate(harness));
		else expect(await errorOf(activate(harness))).toMatchObject({ code: 'SECRET_MISSING' });
		expect(urls(harness)).toEqual(secret === 'each time' ? [ours()] : []);
	});

	it('removes ours, and is content where it is gone already', async () => {
		const harness = sandbox.harness(provider);
		await activate(harness);
		await deactivate(harness);
		expect(urls(harness)).toEqual([]);
		await deactivate(harness);
		expect(writes(harness)).toEqual(['POST', 'DELETE']);
	});

	it('is content where somebody removes it at the same moment', async () => {
		const harness = sandbox.harness(provider);
		await activate(harness);
		harness.control.addFault(provider.id, {
			match: { method: 'DELETE' },
			fault: { kind: 'status', status: 404, body: scenarioOf(provider).errorBody('Not found') },
		});
		await deactivate(harness);
	});

	it('says so where the vendor refuses', async () => {
		const harness = sandbox.harness(provider);
		harness.control.addFault(provider.id, {
			match: { method: 'GET' },
			fault: { kind: 'status', status: 401, body: scenarioOf(provider).errorBody('Unauthorized') },
		});
		expect(await errorOf(activate(harness))).toMatchObject({ code: 'AUTH_FAILED' });
		expect(urls(harness)).toEqual([]);
	});

	it('never replaces all webhooks at once', async () => {
		const harness = sandbox.harness(provider);
		const first = await activate(harness);
		await disturb(harness.call, { id: first.id, url: sandbox.receiver.url });
		const before = harness.requests().length;
		await activate(harness, first);
		await deactivate(harness);
		expect(
			harness
				.requests()
				.slice(before)
				.map(({ method }) => method),
		).not.toContain('PUT');
	});

	if (room === 'many') {
		it('leaves the webhooks of others as they are, also those whose URL starts like ours', async () => {
			const harness = sandbox.harness(provider);
			const { options } = scenarioOf(provider).receive.everyEvent(harness.overview());
			const others = [
				FOREIGN,
				`${sandbox.receiver.url}/2`,
				`${sandbox.receiver.url}?copy=1`,
				sandbox.receiver.url.slice(0, -1),
				`${FOREIGN}?to=${sandbox.receiver.url}`,
			];
			for (const url of others) harness.control.addWebhook(provider.id, { url, ...options });
			const before = harness.control.webhooks(provider.id);
			// The first secret of an identity went to somebody else here.
			const known = secret === 'each time' ? undefined : 'whsec_pasted';
			await activate(harness, undefined, { knownSecret: known });
			await activate(harness, undefined, { knownSecret: known });
			expect(harness.control.webhooks(provider.id).filter(({ url }) => url !== ours())).toEqual(before);
			await deactivate(harness);
			await deactivate(harness);
			expect(harness.control.webhooks(provider.id)).toEqual(before);
		});
	} else {
		it('stops at somebody else’s webhook, names it without its query, and changes nothing', async () => {
			const harness = sandbox.harness(provider);
			harness.control.addWebhook(provider.id, { url: `${FOREIGN}?token=s3cret#part` });
			const before = harness.control.webhooks(provider.id);
			const error = await errorOf(activate(harness));
			expect(error).toMatchObject({ code: 'WEBHOOK_CONFLICT', details: { hintKey: 'free-or-share-webhook' } });
			expect(error.message).toContain(FOREIGN);
			expect(error.message).not.toContain('s3cret');
			await deactivate(harness);
			expect(writes(harness)).toEqual([]);
			expect(harness.control.webhooks(provider.id)).toEqual(before);
		});

		it('stops at another address of the same host, too, and tells that it is one', async () => {
			const harness = sandbox.harness(provider);
			const test = `${sandbox.receiver.url}/of-a-test`;
			harness.control.addWebhook(provider.id, { url: test });
			const error = await errorOf(activate(harness));
			expect(error).toMatchObject({ code: 'WEBHOOK_CONFLICT', details: { hintKey: 'free-own-webhook' } });
			expect(error.message).toContain(`${test} is registered already`);
			expect(urls(harness)).toEqual([test]);
		});

		it('stops, too, where somebody displaced ours meanwhile', async () => {
			const harness = sandbox.harness(provider);
			const known = await activate(harness);
			harness.control.addWebhook(provider.id, { url: FOREIGN });
			expect(await errorOf(activate(harness, known))).toMatchObject({ code: 'WEBHOOK_CONFLICT' });
			await deactivate(harness);
			expect(urls(harness)).toEqual([FOREIGN]);
		});
	}
});
