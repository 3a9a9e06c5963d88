import { describe, expect, it } from '@jest/globals';

import { TapbackError } from '../../../core/model/errors.ts';
import type { WebhookLookup, RegistrationCodec, WebhookSpec } from '../../../core/providers/registration.ts';
import { isRegistered, registerWebhook, unregisterWebhook } from '../../../core/webhook/register.ts';
import { madeUp, scriptedCall } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const HOOK: WebhookSpec = { url: 'https://n8n.example/webhook/1', fields: {}, knownSecret: undefined, newSecret: () => 'fresh' };
const KNOWN = { id: 'h1', url: HOOK.url, secret: 's1' };
const current = (id: string) => ({ id, current: true });
const stale = (id: string) => ({ id, current: false });
const gone = new TapbackError('TARGET_NOT_FOUND', 'gone', { status: 404 });

/** A provider whose registrations are a list, and what was done to it, in order. */
function scripted(found: WebhookLookup, changes: Partial<RegistrationCodec> = {}) {
	const done: string[] = [];
	const provider = madeUp({
		registration: {
			find: async () => (done.push('find'), found),
			create: async (_call, { url }) => (done.push(`create ${url}`), { id: 'h9', secret: 's9' }),
			remove: async (_call, _spec, id) => void done.push(`remove ${id}`),
			...changes,
		},
	});
	return { provider, done, call: scriptedCall().call };
}

describe('registering', () => {
	it('looks first, then registers, and keeps id, URL and secret', async () => {
		const { provider, done, call } = scripted({ own: [] });
		expect(await registerWebhook(provider, call, HOOK)).toEqual({ id: 'h9', secret: 's9', url: HOOK.url });
		expect(done).toEqual(['find', `create ${HOOK.url}`]);
	});

	it('replaces all that stands at our URL, because its secret is lost', async () => {
		const { provider, done, call } = scripted({ own: [current('h1'), stale('h2')] });
		await registerWebhook(provider, call, HOOK);
		expect(done).toEqual(['find', 'remove h1', 'remove h2', `create ${HOOK.url}`]);
	});

	it('stops where another’s webhook would be displaced, names it without its query, and touches nothing', async () => {
		const { provider, done, call } = scripted({ own: [stale('h1')], conflicting: 'https://other.example/in?token=secret#top' });
		const failure = await errorOf(async () => await registerWebhook(provider, call, HOOK));
		expect([failure.code, done]).toEqual(['WEBHOOK_CONFLICT', ['find']]);
		expect(failure.message).toContain('https://other.example/in is registered already');
		expect(failure.message).not.toContain('token');
	});

	const conflictWith = async (foreign: string) => {
		const { provider, done, call } = scripted({ own: [], conflicting: foreign });
		const { message, details } = await errorOf(async () => await registerWebhook(provider, call, HOOK));
		expect(done).toEqual(['find']);
		return { message, hintKey: details.hintKey };
	};

	it.each(['https://n8n.example/webhook-test/1', 'https://n8n.example:443/webhook/2?a=1', 'HTTPS://N8N.example/webhook/2'])(
		'tells of our own %s which address it is, and that it is one of ours',
		async (foreign) => {
			const { message, hintKey } = await conflictWith(foreign);
			expect(message).toMatch(
				/^Madeup allows one webhook here, and https:\/\/n8n\.example\/webhook\S*\/\d is registered already\. It was left alone\.$/,
			);
			expect(hintKey).toBe('free-own-webhook');
		},
	);

	it.each([
		'https://other.example/webhook/1',
		'http://n8n.example/webhook/1',
		'https://n8n.example:8443/webhook/1',
		'n8n.example/webhook/1',
	])('tells of %s that it isn’t ours', async (foreign) => {
		const { message, hintKey } = await conflictWith(foreign);
		expect(message).toContain(`and ${foreign} is registered already. It was left alone.`);
		expect(hintKey).toBe('free-or-share-webhook');
	});

	it('repeats no password of a URL', async () => {
		expect((await conflictWith('https://sam:s3cret@other.example/in')).message).toContain('and https://other.example/in is');
	});

	it('goes on where an old one is gone already', async () => {
		const { provider, call } = scripted({ own: [stale('h1')] }, { remove: async () => await Promise.reject(gone) });
		expect(await registerWebhook(provider, call, HOOK)).toMatchObject({ id: 'h9' });
	});

	it.each([
		['a refusal', new TapbackError('NOT_ALLOWED', 'no', { status: 403 })],
		['a lost answer', new TapbackError('NO_ANSWER', 'lost')],
		['a bug', new Error('a bug')],
	])('registers no second one where an old one could not be removed because of %s', async (_, error) => {
		const { provider, done, call } = scripted({ own: [stale('h1')] }, { remove: async () => await Promise.reject(error) });
		await expect(registerWebhook(provider, call, HOOK)).rejects.toBe(error);
		expect(done).toEqual(['find']);
	});

	it('changes nothing where it could not look', async () => {
		const { provider, done, call } = scripted(
			{ own: [] },
			{ find: async () => await Promise.reject(new TapbackError('BAD_ANSWER', 'no list')) },
		);
		expect((await errorOf(async () => await registerWebhook(provider, call, HOOK))).code).toBe('BAD_ANSWER');
		expect(done).toEqual([]);
	});
});

describe('a webhook stands', () => {
	const stands = async (found: WebhookLookup, known: typeof KNOWN | undefined = KNOWN) => {
		const { provider, call, done } = scripted(found);
		return { stands: await isRegistered(provider, call, HOOK, known), done };
	};

	it('where it is the one we know, as wanted', async () => {
		expect((await stands({ own: [current('h1')] })).stands).toBe(true);
		expect((await stands({ own: [current('h1')], conflicting: 'https://other.example' })).stands).toBe(true);
	});

	it.each([
		['none is there', { own: [] }],
		['it is set up otherwise', { own: [stale('h1')] }],
		['it is one we don’t know the secret of', { own: [current('h2')] }],
		['there are two', { own: [current('h1'), current('h2')] }],
		['the place is another’s', { own: [], conflicting: 'https://other.example' }],
	] as Array<[string, WebhookLookup]>)('not where %s', async (_what, found) => expect((await stands(found)).stands).toBe(false));

	it('not where its secret or URL isn’t ours, and then nothing is asked', async () => {
		const { provider, call, done } = scripted({ own: [current('h1')] });
		expect(await isRegistered(provider, call, HOOK, undefined)).toBe(false);
		expect(await isRegistered(provider, call, HOOK, { ...KNOWN, url: 'https://n8n.example/webhook-test/1' })).toBe(false);
		expect(done).toEqual([]);
	});
});

describe('unregistering', () => {
	it('removes all that stands at our URL and nothing else', async () => {
		const { provider, done, call } = scripted({ own: [current('h1'), stale('h2')], conflicting: 'https://other.example' });
		await unregisterWebhook(provider, call, HOOK);
		expect(done).toEqual(['find', 'remove h1', 'remove h2']);
	});

	it('is done where none is there, or it is gone in the meantime', async () => {
		const none = scripted({ own: [] });
		await unregisterWebhook(none.provider, none.call, HOOK);
		expect(none.done).toEqual(['find']);
		const raced = scripted({ own: [current('h1')] }, { remove: async () => await Promise.reject(gone) });
		await expect(unregisterWebhook(raced.provider, raced.call, HOOK)).resolves.toBeUndefined();
	});

	it('fails where the provider refuses', async () => {
		const refused = new TapbackError('AUTH_FAILED', 'no', { status: 401 });
		const { provider, call } = scripted({ own: [current('h1')] }, { remove: async () => await Promise.reject(refused) });
		await expect(unregisterWebhook(provider, call, HOOK)).rejects.toBe(refused);
	});
});
