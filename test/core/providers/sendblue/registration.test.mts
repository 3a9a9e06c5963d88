import { describe, expect, it } from '@jest/globals';

import type { WebhookSpec } from '../../../../core/providers/registration';
import { sendblue } from '../../../../core/providers/sendblue';
import { listLines } from '../../../../core/providers/sendblue/registration.ts';
import { inOrder } from '../../../harness/core/scripted-api.mts';
import { webhookSpec, WEBHOOK_URL } from '../../../harness/core/webhook-spec.mts';

describe('Sendblue: lines', () => {
	it.each([
		[{ lines: ['+12025550199', '+12025550198'] }],
		[{ data: [{ number: '+12025550199' }, { phone_number: '+12025550198' }, { nothing: 1 }, 7] }],
		[{ status: 'OK', lines: [{ phoneNumber: '+12025550199', number: null }, '+12025550198', '+12025550199'] }],
	])('reads %j', async (json) => {
		const { call } = inOrder(json);
		expect(await listLines(call)).toEqual(['+12025550199', '+12025550198'].map((value) => ({ value, label: value })));
	});

	it('refuses an answer without any', async () => {
		await expect(listLines(inOrder({ status: 'OK' }).call)).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});
});

describe('Sendblue: registration', () => {
	const listed = (...receive: unknown[]) => ({ status: 'OK', webhooks: { receive, outbound: [WEBHOOK_URL], globalSecret: 'g' } });
	const find = async (json: unknown, changes: Partial<WebhookSpec> = {}) =>
		await sendblue.registration.find(inOrder(json).call, webhookSpec(changes));

	it.each([
		[{ url: WEBHOOK_URL, secret: 's1' }, {}],
		[{ url: WEBHOOK_URL }, {}],
		[{ url: WEBHOOK_URL, secret: 's1', sendblue_numbers: ['+12', '+11'] }, { fields: { lines: ['+11', '+12'] } }],
	])('leaves %j as it stands', async (entry, changes) => {
		expect(await find(listed('https://other.example', entry), changes)).toEqual({ own: [{ id: WEBHOOK_URL, current: true }] });
	});

	it.each([
		['only a URL', WEBHOOK_URL, {}],
		['with another secret', { url: WEBHOOK_URL, secret: 's2' }, {}],
		['with a secret we lost', { url: WEBHOOK_URL, secret: 's1' }, { knownSecret: undefined }],
		['with a secret nobody knows', { url: WEBHOOK_URL }, { knownSecret: undefined }],
		['for fewer lines', { url: WEBHOOK_URL, secret: 's1', sendblue_numbers: ['+11'] }, {}],
		['for all lines', { url: WEBHOOK_URL, secret: 's1' }, { fields: { lines: ['+11'] } }],
	])('replaces what stands %s', async (_, entry, changes) => {
		expect(await find(listed(entry), changes)).toEqual({ own: [{ id: WEBHOOK_URL, current: false }] });
	});

	it('takes a double for not current', async () => {
		expect((await find(listed({ url: WEBHOOK_URL, secret: 's1' }, WEBHOOK_URL))).own).toEqual([
			{ id: WEBHOOK_URL, current: false },
			{ id: WEBHOOK_URL, current: false },
		]);
	});

	it('finds none among those of others', async () => {
		expect(await find(listed(`${WEBHOOK_URL}2`, { url: 'https://other.example' }, 7))).toEqual({ own: [] });
		expect(await find({ webhooks: {} })).toEqual({ own: [] });
	});

	it('refuses an answer without webhooks', async () => {
		await expect(find({ status: 'OK' })).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});

	it('appends, and never replaces all', async () => {
		const { call, requests } = inOrder({ status: 'OK' }, { status: 'OK' });
		expect(await sendblue.registration.create(call, webhookSpec())).toEqual({ id: WEBHOOK_URL, secret: 'fresh' });
		await sendblue.registration.create(call, webhookSpec({ fields: { lines: ['+11'] } }));
		const request = { method: 'POST', path: '/api/account/webhooks', idempotent: false };
		expect(requests).toEqual([
			{ ...request, body: { type: 'receive', webhooks: [{ url: WEBHOOK_URL, secret: 'fresh' }] } },
			{ ...request, body: { type: 'receive', webhooks: [{ url: WEBHOOK_URL, secret: 'fresh', sendblue_numbers: ['+11'] }] } },
		]);
	});

	it('deletes our URL and no other', async () => {
		const { call, requests } = inOrder(listed('https://other.example', WEBHOOK_URL), { status: 'OK' });
		await sendblue.registration.remove(call, webhookSpec(), WEBHOOK_URL);
		expect(requests[1]).toEqual({
			method: 'DELETE',
			path: '/api/account/webhooks',
			body: { webhooks: [WEBHOOK_URL], type: 'receive' },
			idempotent: true,
		});
	});

	it('deletes nothing that is gone', async () => {
		const { call, requests } = inOrder(listed('https://other.example'));
		await sendblue.registration.remove(call, webhookSpec(), WEBHOOK_URL);
		expect(requests).toHaveLength(1);
	});

	it('knows our URL when http was written as https', async () => {
		const http = webhookSpec({ url: WEBHOOK_URL.replace('https', 'http') });
		const { call, requests } = inOrder(listed({ url: WEBHOOK_URL, secret: 's1' }), listed({ url: WEBHOOK_URL, secret: 's1' }), {
			status: 'OK',
		});
		expect(await sendblue.registration.find(call, http)).toEqual({ own: [{ id: http.url, current: true }] });
		await sendblue.registration.remove(call, http, http.url);
		expect(requests[2]?.body).toEqual({ webhooks: [WEBHOOK_URL], type: 'receive' });
	});
});
