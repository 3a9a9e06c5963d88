import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { type Choice, isSameSet } from '../fields';
import type { WebhookLookup, WebhookSpec } from '../registration';
import { arrayOf, lazily, listOf, optionalFlag, optionalText, readAs } from '../schema';
import { MESSAGE_EVENT } from './messages';
import { EVENT } from './webhook';

const WEBHOOKS_PATH = '/api/webhooks';
export const LINES_PATH = '/api/lines/by-user';

const WEBHOOK_NAME = 'tapback';

const lineSchema = lazily(() => z.object({ _id: z.string().min(1), phone: optionalText, email: optionalText, isActive: optionalFlag }));

const webhookSchema = lazily(() =>
	z.object({
		id: z.string().min(1),
		url: z.string(),
		events: listOf(z.string()),
		isActive: optionalFlag,
	}),
);

export async function listLines(call: ApiClient): Promise<Choice[]> {
	const answer = await call({ method: 'GET', path: LINES_PATH, idempotent: true });
	const schema = z.object({ lines: arrayOf(lineSchema) });
	const { lines } = readAs(schema, answer.json, () => badAnswer('Tuco', 'lines'));
	return lines.flatMap(({ _id: value, phone, email, isActive }) => (isActive === false ? [] : [{ value, label: phone ?? email ?? value }]));
}

export async function findWebhook(call: ApiClient, spec: WebhookSpec): Promise<WebhookLookup> {
	const webhooks = await listWebhooks(call);
	const own = webhooks.filter(({ url }) => url === spec.url);
	return {
		own: own.map((found) => ({
			id: found.id,
			// Tuco shows the secret only when the webhook is created. Without it, no delivery could be verified.
			current: found.isActive !== false && isSameSet(found.events, eventsFor(spec)) && spec.knownSecret !== undefined,
		})),
	};
}

export async function listWebhooks(call: ApiClient) {
	const answer = await call({ method: 'GET', path: WEBHOOKS_PATH, idempotent: true });
	const schema = z.object({ webhooks: arrayOf(webhookSchema) });
	return readAs(schema, answer.json, () => badAnswer('Tuco', 'webhooks')).webhooks;
}

export async function createWebhook(call: ApiClient, spec: WebhookSpec) {
	const answer = await call({
		method: 'POST',
		path: WEBHOOKS_PATH,
		body: { url: spec.url, events: eventsFor(spec), name: WEBHOOK_NAME },
		idempotent: false,
	});
	const schema = z.object({ id: z.string().min(1), secret: z.string().min(1) });
	return readAs(schema, answer.json, () => badAnswer('Tuco', 'the new webhook with its secret'));
}

export async function removeWebhook(call: ApiClient, _spec: WebhookSpec, id: string): Promise<void> {
	await call({ method: 'DELETE', path: `${WEBHOOKS_PATH}/${encodeURIComponent(id)}`, idempotent: true });
}

function eventsFor({ wantsMessages }: WebhookSpec): string[] {
	return wantsMessages ? [MESSAGE_EVENT, EVENT] : [EVENT];
}
