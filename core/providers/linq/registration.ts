import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { type Choice, isSameSet, listField } from '../fields';
import type { WebhookLookup, RegisteredWebhook, WebhookSpec } from '../registration';
import { lazily, listOf, optionalFlag, optionalText, readAs } from '../schema';
import { MESSAGE_EVENT } from './messages';
import { ROOT } from './reactions';
import { EVENTS } from './webhook';

/** The version of the payload, which is part of the URL. Without it, the version depends on the age of the subscription. */
export const VERSION = '2026-02-03';

const VERSION_QUERY = `version=${VERSION}`;

const subscriptionSchema = lazily(() =>
	z.object({
		id: z.string(),
		target_url: z.string(),
		is_active: optionalFlag,
		subscribed_events: listOf(z.string()),
		phone_numbers: listOf(z.string()),
		signing_secret: optionalText,
	}),
);

export async function listLines(call: ApiClient): Promise<Choice[]> {
	const answer = await call({ method: 'GET', path: `${ROOT}/phone_numbers`, idempotent: true });
	const schema = z.object({ phone_numbers: listOf(z.object({ phone_number: z.string() })) });
	const { phone_numbers: numbers } = readAs(schema, answer.json, () => badAnswer('Linq', 'phone numbers'));
	return numbers.map(({ phone_number: value }) => ({ value, label: value }));
}

export async function findWebhook(call: ApiClient, spec: WebhookSpec): Promise<WebhookLookup> {
	const subscriptions = await readSubscriptions(call);
	const target = targetUrl(spec.url);
	const own = subscriptions.filter(({ target_url: url }) => url === target || url === spec.url);
	return {
		own: own.map((found) => ({
			id: found.id,
			current:
				found.target_url === target &&
				found.is_active !== false &&
				isSameSet(found.subscribed_events, eventsFor(spec)) &&
				isSameSet(found.phone_numbers, listField(spec.fields, 'lines')),
		})),
	};
}

export async function listWebhooks(call: ApiClient): Promise<RegisteredWebhook[]> {
	const subscriptions = await readSubscriptions(call);
	return subscriptions.map(({ id, target_url: url }) => ({ id, url: givenUrl(url) }));
}

async function readSubscriptions(call: ApiClient) {
	const answer = await call({ method: 'GET', path: `${ROOT}/webhook-subscriptions`, idempotent: true });
	const schema = z.object({ subscriptions: listOf(subscriptionSchema) });
	return readAs(schema, answer.json, () => badAnswer('Linq', 'webhook subscriptions')).subscriptions;
}

export async function createWebhook(call: ApiClient, spec: WebhookSpec) {
	const lines = listField(spec.fields, 'lines');
	const answer = await call({
		method: 'POST',
		path: `${ROOT}/webhook-subscriptions`,
		body: { target_url: targetUrl(spec.url), subscribed_events: eventsFor(spec), ...(lines.length === 0 ? {} : { phone_numbers: lines }) },
		idempotent: false,
	});
	const schema = z.object({ id: z.string(), signing_secret: z.string().min(1) });
	const created = readAs(schema, answer.json, () => badAnswer('Linq', 'the new subscription with its signing secret'));
	return { id: created.id, secret: created.signing_secret };
}

export async function removeWebhook(call: ApiClient, _spec: WebhookSpec, id: string): Promise<void> {
	await call({ method: 'DELETE', path: `${ROOT}/webhook-subscriptions/${encodeURIComponent(id)}`, idempotent: true });
}

function eventsFor({ wantsMessages }: WebhookSpec): string[] {
	return wantsMessages ? [MESSAGE_EVENT, ...EVENTS] : EVENTS;
}

/** Adds the version to a URL, unless the URL has it already. */
function targetUrl(url: string): string {
	if (url.split(/[?&]/).slice(1).includes(VERSION_QUERY)) return url;
	return `${url}${url.includes('?') ? '&' : '?'}${VERSION_QUERY}`;
}

/** Reverts `targetUrl`. */
function givenUrl(url: string): string {
	const before = url.slice(0, -VERSION_QUERY.length - 1);
	return targetUrl(before) === url ? before : url;
}
