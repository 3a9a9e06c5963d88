import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { type Choice, isSameSet, listField } from '../fields';
import type { WebhookLookup, RegisteredWebhook, WebhookSpec } from '../registration';
import { arrayOf, lazily, listOf, optionalText, readAs } from '../schema';

export const HOOKS_PATH = '/api/account/webhooks';

/** Of the webhook types the only one that carries tapbacks: as the text of a received message. */
const HOOK_TYPE = 'receive';

const lineSchema = lazily(() =>
	z.union([
		z.string(),
		z
			.object({ number: optionalText, phone_number: optionalText, phoneNumber: optionalText })
			.transform((line) => line.number ?? line.phone_number ?? line.phoneNumber),
	]),
);

const hookSchema = lazily(() =>
	z.union([
		z.string().transform((url) => ({ url, isBare: true, secret: undefined, sendblue_numbers: [] })),
		z
			.object({ url: z.string(), secret: optionalText, sendblue_numbers: listOf(z.string()) })
			.transform((hook) => ({ ...hook, isBare: false })),
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

/** A webhook has no id but its URL. */
export async function findHook(call: ApiClient, hook: WebhookSpec): Promise<WebhookLookup> {
	const ours = await registeredHooks(call, hook);
	return {
		own: ours.map((found) => ({
			id: hook.url,
			current:
				ours.length === 1 &&
				!found.isBare &&
				hook.knownSecret !== undefined &&
				(found.secret ?? hook.knownSecret) === hook.knownSecret &&
				isSameSet(found.sendblue_numbers, listField(hook.fields, 'lines')),
		})),
	};
}

export async function listHooks(call: ApiClient): Promise<RegisteredWebhook[]> {
	const webhooks = await readHooks(call);
	return webhooks.map(({ url }) => ({ id: url, url }));
}

/** Sendblue is said to write http as https. */
async function registeredHooks(call: ApiClient, { url }: WebhookSpec) {
	const webhooks = await readHooks(call);
	return webhooks.filter((found) => found.url === url || found.url === url.replace(/^http:/, 'https:'));
}

async function readHooks(call: ApiClient) {
	const answer = await call({ method: 'GET', path: HOOKS_PATH, idempotent: true });
	const schema = z.object({ webhooks: z.object({ [HOOK_TYPE]: listOf(hookSchema) }) });
	return readAs(schema, answer.json, () => badAnswer('Sendblue', 'webhooks')).webhooks[HOOK_TYPE];
}

/** POST appends; PUT would replace everybody's webhooks. */
export async function createHook(call: ApiClient, hook: WebhookSpec) {
	const lines = listField(hook.fields, 'lines');
	const secret = hook.newSecret();
	const entry = { url: hook.url, secret, ...(lines.length === 0 ? {} : { sendblue_numbers: lines }) };
	await call({ method: 'POST', path: HOOKS_PATH, body: { type: HOOK_TYPE, webhooks: [entry] }, idempotent: false });
	return { id: hook.url, secret };
}

/** A URL registered twice may go with one request or need two, so it is looked for before each. */
export async function removeHook(call: ApiClient, hook: WebhookSpec): Promise<void> {
	const urls = new Set((await registeredHooks(call, hook)).map(({ url }) => url));
	if (urls.size === 0) return;
	await call({ method: 'DELETE', path: HOOKS_PATH, body: { webhooks: [...urls], type: HOOK_TYPE }, idempotent: true });
}
