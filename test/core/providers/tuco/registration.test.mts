import { describe, expect, it } from '@jest/globals';

import type { WebhookSpec } from '../../../../core/providers/registration';
import { tuco } from '../../../../core/providers/tuco';
import { listLines } from '../../../../core/providers/tuco/registration.ts';
import { inOrder } from '../../../harness/core/scripted-api.mts';
import { webhookSpec, WEBHOOK_URL } from '../../../harness/core/webhook-spec.mts';

describe('Tuco: registration', () => {
	const entry = { id: 'h1', url: WEBHOOK_URL, events: ['message.reaction'], isActive: true, name: 'tapback', description: null };
	const find = async (webhooks: unknown[], changes: Partial<WebhookSpec> = {}) =>
		await tuco.registration.find(inOrder({ webhooks }).call, webhookSpec(changes));

	it('leaves ours as it stands', async () => {
		expect(await find([{ ...entry, id: 'x', url: `${WEBHOOK_URL}2` }, entry])).toEqual({ own: [{ id: 'h1', current: true }] });
	});

	it.each([
		['inactive', { isActive: false }, {}],
		['for other events', { events: ['message.reply'] }, {}],
		['for more events', { events: ['message.reaction', 'message.reply'] }, {}],
		['with a lost secret', {}, { knownSecret: undefined }],
	])('replaces one that is %s', async (_, changes, wanted) => {
		expect(await find([{ ...entry, ...changes }], wanted)).toEqual({ own: [{ id: 'h1', current: false }] });
	});

	it('refuses an answer without webhooks', async () => {
		await expect(tuco.registration.find(inOrder({ success: true }).call, webhookSpec())).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});

	it('creates one and keeps its secret', async () => {
		const { call, requests } = inOrder({ ...entry, secret: 'once', warning: 'Save this secret now.' });
		expect(await tuco.registration.create(call, webhookSpec())).toEqual({ id: 'h1', secret: 'once' });
		expect(requests).toEqual([
			{
				method: 'POST',
				path: '/api/webhooks',
				body: { url: WEBHOOK_URL, events: ['message.reaction'], name: 'tapback' },
				idempotent: false,
			},
		]);
	});

	it('refuses a new webhook without its secret', async () => {
		await expect(tuco.registration.create(inOrder(entry).call, webhookSpec())).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});

	it('deletes by id', async () => {
		const { call, requests } = inOrder({ success: true });
		await tuco.registration.remove(call, webhookSpec(), 'h/1');
		expect(requests).toEqual([{ method: 'DELETE', path: '/api/webhooks/h%2F1', idempotent: true }]);
	});
});

describe('Tuco: lines', () => {
	it('are those that can send, each by its id under its address', async () => {
		const lines = [
			{ _id: '6a01', phone: '+12025550101', email: 'owner@example.com', isActive: true },
			{ _id: '6a02', phone: null, email: 'desk@example.com' },
			{ _id: '6a03', phone: '+12025550103', isActive: false },
			{ _id: '6a04' },
			{ phone: '+12025550105' },
		];
		expect(await listLines(inOrder({ lines }).call)).toEqual([
			{ value: '6a01', label: '+12025550101' },
			{ value: '6a02', label: 'desk@example.com' },
			{ value: '6a04', label: '6a04' },
		]);
	});

	it('are no empty list where the answer has none', async () => {
		await expect(listLines(inOrder({ ok: true }).call)).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});
});
