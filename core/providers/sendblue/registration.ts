import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { type Choice, isSameSet, listField } from '../fields';
import type { WebhookLookup, RegisteredWebhook, WebhookSpec } from '../registration';
import { arrayOf, lazily, listOf, optionalText, readAs } from '../schema';

export const WEBHOOKS_PATH = '/api/account/webhooks';

/** The only webhook type with tapbacks, which arrive as the text of a received message. */
const WEBHOOK_TYPE = 'receive';

const lineSchema = lazily(() =>
	z.union([
		z.string(),
		z
			.object({ number: optionalText, phone_number: optionalText, phoneNumber: optionalText })
			.transform((line) => line.number ?? line.phone_number ?? line.phoneNumber),
	]),
);

const webhookSchema = lazily(() =>
	z.union([
		z.string().transform((url) => ({ url, isBare: true, secret: undefined, sendblue_numbers: [] })),
		z
			.object({ url: z.string(), secret: optionalText, sendblue_numbers: listOf(z.string()) })
			.transform((webhook) => ({ ...webhook, isBare: false })),
	]),
);

export async function listLines(call: ApiClient): Promise<Choice[]> {
	const answer = await call({ method: 'GET', path: '/api/lines', idempotent: true });
	const schema = z.union([
		z.object({ lines: arrayOf(lineSchema) }).transform(({ lines }) => lines),
		z.object({ data: arrayOf(lineSchema) }).transform(({ data }) => data),
	]);
	const lines = readAs(schema, answer.json, () => badAnswer('Sendblue', 'lines'));
	return [...new Set(lines)].flatMap((value) => (value ? [{ value, label: value }] : []));
}

/** A webhook's id is its URL, because Sendblue has no other. */
export async function findWebhook(call: ApiClient, spec: WebhookSpec): Promise<WebhookLookup> {
	const own = await registeredWebhooks(call, spec);
	return {
		own: own.map((found) => ({
			id: spec.url,
			current:
				own.length === 1 &&
				!found.isBare &&
				spec.knownSecret !== undefined &&
				(found.secret ?? spec.knownSecret) === spec.knownSecret &&
				isSameSet(found.sendblue_numbers, listField(spec.fields, 'lines')),
		})),
	};
}

export async function listWebhooks(call: ApiClient): Promise<RegisteredWebhook[]> {
	const webhooks = await readWebhooks(call);
	return webhooks.map(({ url }) => ({ id: url, url }));
}

/** The webhooks with exactly our URL, or with https in place of http, because Sendblue is said to rewrite it. */
async function registeredWebhooks(call: ApiClient, { url }: WebhookSpec) {
	const webhooks = await readWebhooks(call);
	return webhooks.filter((found) => found.url === url || found.url === url.replace(/^http:/, 'https:'));
}

async function readWebhooks(call: ApiClient) {
	const answer = await call({ method: 'GET', path: WEBHOOKS_PATH, idempotent: true });
	const schema = z.object({ webhooks: z.object({ [WEBHOOK_TYPE]: listOf(webhookSchema) }) });
	return readAs(schema, answer.json, () => badAnswer('Sendblue', 'webhooks')).webhooks[WEBHOOK_TYPE];
}

/** Uses POST, which adds a webhook. PUT would replace those of all receivers. */
export async function createWebhook(call: ApiClient, spec: WebhookSpec) {
	const lines = listField(spec.fields, 'lines');
	const secret = spec.newSecret();
	const entry = { url: spec.url, secret, ...(lines.length === 0 ? {} : { sendblue_numbers: lines }) };
	await call({ method: 'POST', path: WEBHOOKS_PATH, body: { type: WEBHOOK_TYPE, webhooks: [entry] }, idempotent: false });
	return { id: spec.url, secret };
}

/** Reads the webhooks before each removal, because one request may or may not remove a URL that is registered twice. */
export async function removeWebhook(call: ApiClient, spec: WebhookSpec): Promise<void> {
	const urls = new Set((await registeredWebhooks(call, spec)).map(({ url }) => url));
	if (urls.size === 0) return;
	await call({ method: 'DELETE', path: WEBHOOKS_PATH, body: { webhooks: [...urls], type: WEBHOOK_TYPE }, idempotent: true });
}
