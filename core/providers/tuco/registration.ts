import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { type Choice, isSameSet } from '../fields';
import type { WebhookLookup, WebhookSpec } from '../registration';
import { arrayOf, lazily, listOf, optionalFlag, optionalText, readAs } from '../schema';
import { MESSAGE_EVENT } from './messages';
import { EVENT } from './webhook';

const HOOKS_PATH = '/api/webhooks';
export const LINES_PATH = '/api/lines/by-user';

const HOOK_NAME = 'tapback';

const lineSchema = lazily(() => z.object({ _id: z.string().min(1), phone: optionalText, email: optionalText, isActive: optionalFlag }));

const hookSchema = lazily(() =>
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

export async function findHook(call: ApiClient, hook: WebhookSpec): Promise<WebhookLookup> {
	const webhooks = await listHooks(call);
	const ours = webhooks.filter(({ url }) => url === hook.url);
	return {
		own: ours.map((found) => ({
			id: found.id,
			// The secret is shown on creation only: without it nothing could be verified.
			current: found.isActive !== false && isSameSet(found.events, eventsFor(hook)) && hook.knownSecret !== undefined,
		})),
	};
}

export async function listHooks(call: ApiClient) {
	const answer = await call({ method: 'GET', path: HOOKS_PATH, idempotent: true });
	const schema = z.object({ webhooks: arrayOf(hookSchema) });
	return readAs(schema, answer.json, () => badAnswer('Tuco', 'webhooks')).webhooks;
}

export async function createHook(call: ApiClient, hook: WebhookSpec) {
	const answer = await call({
		method: 'POST',
		path: HOOKS_PATH,
		body: { url: hook.url, events: eventsFor(hook), name: HOOK_NAME },
		idempotent: false,
	});
	const schema = z.object({ id: z.string().min(1), secret: z.string().min(1) });
	return readAs(schema, answer.json, () => badAnswer('Tuco', 'the new webhook with its secret'));
}

export async function removeHook(call: ApiClient, _hook: WebhookSpec, id: string): Promise<void> {
	await call({ method: 'DELETE', path: `${HOOKS_PATH}/${encodeURIComponent(id)}`, idempotent: true });
}

function eventsFor({ wantsMessages }: WebhookSpec): string[] {
	return wantsMessages ? [MESSAGE_EVENT, EVENT] : [EVENT];
}
