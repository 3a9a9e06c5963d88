import { describe, expect, it } from '@jest/globals';

import type { ApiClient, HttpRequest } from '../../../../core/http/types';
import type { WebhookSpec } from '../../../../core/providers/registration';
import { sendblue } from '../../../../core/providers/sendblue';
import { listLines } from '../../../../core/providers/sendblue/registration.ts';

const URL = 'https://n8n.example/webhook/1';

/** Answers one request after another, and remembers them. */
function scripted(...answers: unknown[]): { call: ApiClient; requests: HttpRequest[] } {
	const requests: HttpRequest[] = [];
	return { requests, call: async (request) => ({ status: 200, headers: {}, json: answers[requests.push(request) - 1] }) };
}

describe('Sendblue: lines', () => {
	it.each([
		[{ lines: ['+12025550199', '+12025550198'] }],
		[{ data: [{ number: '+12025550199' }, { phone_number: '+12025550198' }, { nothing: 1 }, 7] }],
		[{ status: 'OK', lines: [{ phoneNumber: '+12025550199', number: null }, '+12025550198', '+12025550199'] }],
	])('reads %j', async (json) => {
		const { call } = scripted(json);
		expect(await listLines(call)).toEqual(['+12025550199', '+12025550198'].map((value) => ({ value, label: value })));
	});

	it('refuses an answer without any', async () => {
		await expect(listLines(scripted({ status: 'OK' }).call)).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});
});

describe('Sendblue: registration', () => {
	const spec = (changes: Partial<WebhookSpec> = {}): WebhookSpec => ({
		url: URL,
		fields: {},
		knownSecret: 's1',
		newSecret: () => 'fresh',
		...changes,
	});
	const listed = (...receive: unknown[]) => ({ status: 'OK', webhooks: { receive, outbound: [URL], globalSecret: 'g' } });
	const find = async (json: unknown, changes: Partial<WebhookSpec> = {}) =>
		await sendblue.registration.find(scripted(json).call, spec(changes));

	it.each([
		[{ url: URL, secret: 's1' }, {}],
		[{ url: URL }, {}],
		[{ url: URL, secret: 's1', sendblue_numbers: ['+12', '+11'] }, { fields: { lines: ['+11', '+12'] } }],
	])('leaves %j as it stands', async (entry, changes) => {
		expect(await find(listed('https://other.example', entry), changes)).toEqual({ own: [{ id: URL, current: true }] });
	});

	it.each([
		['only a URL', URL, {}],
		['with another secret', { url: URL, secret: 's2' }, {}],
		['with a secret we lost', { url: URL, secret: 's1' }, { knownSecret: undefined }],
		['with a secret nobody knows', { url: URL }, { knownSecret: undefined }],
		['for fewer lines', { url: URL, secret: 's1', sendblue_numbers: ['+11'] }, {}],
		['for all lines', { url: URL, secret: 's1' }, { fields: { lines: ['+11'] } }],
	])('replaces what stands %s', async (_, entry, changes) => {
		expect(await find(listed(entry), changes)).toEqual({ own: [{ id: URL, current: false }] });
	});

	it('takes a double for not current', async () => {
		expect((await find(listed({ url: URL, secret: 's1' }, URL))).own).toEqual([
			{ id: URL, current: false },
			{ id: URL, current: false },
		]);
	});

	it('finds none among those of others', async () => {
		expect(await find(listed(`${URL}2`, { url: 'https://other.example' }, 7))).toEqual({ own: [] });
		expect(await find({ webhooks: {} })).toEqual({ own: [] });
	});

	it('refuses an answer without webhooks', async () => {
		await expect(find({ status: 'OK' })).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});

	it('appends, and never replaces all', async () => {
		const { call, requests } = scripted({ status: 'OK' }, { status: 'OK' });
		expect(await sendblue.registration.create(call, spec())).toEqual({ id: URL, secret: 'fresh' });
		await sendblue.registration.create(call, spec({ fields: { lines: ['+11'] } }));
		const request = { method: 'POST', path: '/api/account/webhooks', idempotent: false };
		expect(requests).toEqual([
			{ ...request, body: { type: 'receive', webhooks: [{ url: URL, secret: 'fresh' }] } },
			{ ...request, body: { type: 'receive', webhooks: [{ url: URL, secret: 'fresh', sendblue_numbers: ['+11'] }] } },
		]);
	});

	it('deletes our URL and no other', async () => {
		const { call, requests } = scripted(listed('https://other.example', URL), { status: 'OK' });
		await sendblue.registration.remove(call, spec(), URL);
		expect(requests[1]).toEqual({
			method: 'DELETE',
			path: '/api/account/webhooks',
			body: { webhooks: [URL], type: 'receive' },
			idempotent: true,
		});
	});

	it('deletes nothing that is gone', async () => {
		const { call, requests } = scripted(listed('https://other.example'));
		await sendblue.registration.remove(call, spec(), URL);
		expect(requests).toHaveLength(1);
	});

	it('knows our URL when http was written as https', async () => {
		const http = spec({ url: URL.replace('https', 'http') });
		const { call, requests } = scripted(listed({ url: URL, secret: 's1' }), listed({ url: URL, secret: 's1' }), { status: 'OK' });
		expect(await sendblue.registration.find(call, http)).toEqual({ own: [{ id: http.url, current: true }] });
		await sendblue.registration.remove(call, http, http.url);
		expect(requests[2]?.body).toEqual({ webhooks: [URL], type: 'receive' });
	});
});
