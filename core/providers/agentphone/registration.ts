import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { type Choice, type FieldValues, textField } from '../fields';
import type { WebhookLookup, WebhookSpec } from '../registration';
import { lazily, optionalIndex, optionalText, readAs } from '../schema';
import { MOST_PAGES, PAGE_SIZE } from './reactions';

const entrySchema = lazily(() => z.object({ id: z.string(), name: optionalText, phoneNumber: optionalText }));

const pageSchema = lazily(() => z.object({ data: z.array(entrySchema), total: optionalIndex }));

const webhookSchema = lazily(() => z.object({ id: z.string(), url: z.string(), secret: optionalText, status: optionalText }));

export async function listAgents(call: ApiClient): Promise<Choice[]> {
	const agents = await listAll(call, 'agents');
	return agents.map(({ id, name }) => ({ value: id, label: name ?? id }));
}

export async function listLines(call: ApiClient): Promise<Choice[]> {
	const numbers = await listAll(call, 'numbers');
	return numbers.map(({ id, phoneNumber = id }) => ({ value: phoneNumber, label: phoneNumber }));
}

async function listAll(call: ApiClient, what: 'agents' | 'numbers') {
	const all: Array<z.output<typeof entrySchema>> = [];
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const query = { limit: `${PAGE_SIZE}`, offset: `${all.length}` };
		const answer = await call({ method: 'GET', path: `/v1/${what}`, query, idempotent: true });
		const { data, total } = readAs(pageSchema, answer.json, () => badAnswer('AgentPhone', what));
		all.push(...data);
		if (data.length === 0 || all.length >= (total ?? 0)) break;
	}
	return all;
}

export async function findWebhook(call: ApiClient, spec: WebhookSpec): Promise<WebhookLookup> {
	const answer = await call({ method: 'GET', path: webhookPath(spec.fields), idempotent: true });
	const found = readAs(webhookSchema.nullish(), answer.json, () => badAnswer('AgentPhone', 'a webhook'));
	if (!found) return { own: [] };
	if (found.url !== spec.url) return { own: [], conflicting: found.url };
	// Every save creates a new secret, so the stored one may be outdated. A masked secret can't be compared.
	const isReadable = found.secret !== undefined && !/[*•…]|\.{3}/.test(found.secret);
	const isSecretKnown = spec.knownSecret !== undefined && (!isReadable || found.secret === spec.knownSecret);
	const isActive = /^(?:active|enabled)$/i.test(found.status ?? 'active');
	return { own: [{ id: found.id, current: isActive && isSecretKnown }] };
}

export async function createWebhook(call: ApiClient, spec: WebhookSpec) {
	const answer = await call({
		method: 'POST',
		path: webhookPath(spec.fields),
		body: { url: spec.url, contextLimit: 0 },
		idempotent: false,
	});
	const schema = z.object({ id: z.string(), secret: z.string().min(1) });
	return readAs(schema, answer.json, () => badAnswer('AgentPhone', 'the new webhook with its secret'));
}

/** Checks the URL again right before removing, because the account has one webhook, and another receiver may have replaced ours. */
export async function removeWebhook(call: ApiClient, spec: WebhookSpec): Promise<void> {
	const { own } = await findWebhook(call, spec);
	if (own.length > 0) await call({ method: 'DELETE', path: webhookPath(spec.fields), idempotent: true });
}

function webhookPath(fields: FieldValues): string {
	const agentId = textField(fields, 'agentId');
	return agentId === undefined ? '/v1/webhooks' : `/v1/agents/${encodeURIComponent(agentId)}/webhook`;
}
