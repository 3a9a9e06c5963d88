import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { TapbackError, badAnswer } from '../../model/errors';
import { type Choice, type FieldValues, isSameSet, textField } from '../fields';
import type { WebhookLookup, RegisteredWebhook, WebhookSpec } from '../registration';
import { arrayOf, lazily, listOf, optionalText, readAs } from '../schema';
import { MESSAGE_EVENT } from './messages';

export const ROOT = '/api/v1';
export const EVENT = 'imessage.reaction_received';
const SUBSCRIPTIONS = `${ROOT}/webhooks/subscriptions`;

const identitySchema = lazily(() => z.object({ id: z.string(), agent_handle: z.string() }));

const subscriptionSchema = lazily(() =>
	z.object({
		id: z.string(),
		url: z.string(),
		event_types: listOf(z.string()),
		status: optionalText,
		agent_identity_id: optionalText,
	}),
);

export async function listIdentities(call: ApiClient): Promise<Choice[]> {
	const answer = await call({ method: 'GET', path: `${ROOT}/identities`, idempotent: true });
	const identities = readAs(z.array(identitySchema), answer.json, () => badAnswer('Inkbox', 'agent identities'));
	return identities.map(({ id, agent_handle: label }) => ({ value: id, label }));
}

export async function findWebhook(call: ApiClient, spec: WebhookSpec): Promise<WebhookLookup> {
	const subscriptions = await readSubscriptions(call, { url: spec.url });
	const own = subscriptions.filter(({ url }) => url === spec.url);
	const identityId = textField(spec.fields, 'identityId');
	const isSecretCurrent = spec.knownSecret !== undefined && (spec.pastedSecret ?? spec.knownSecret) === spec.knownSecret;
	return {
		own: own.map(({ id, status, event_types: types, agent_identity_id: owner }) => ({
			id,
			current: isSecretCurrent && (status ?? 'active') === 'active' && isSameSet(types, eventsFor(spec)) && (identityId ?? owner) === owner,
		})),
	};
}

export async function listWebhooks(call: ApiClient, { fields }: WebhookSpec): Promise<RegisteredWebhook[]> {
	return await readSubscriptions(call, { agent_identity_id: await identityIdOf(call, fields) });
}

async function readSubscriptions(call: ApiClient, query: Record<string, string>) {
	const answer = await call({ method: 'GET', path: SUBSCRIPTIONS, query, idempotent: true });
	const schema = z.object({ subscriptions: arrayOf(subscriptionSchema) });
	return readAs(schema, answer.json, () => badAnswer('Inkbox', 'webhook subscriptions')).subscriptions;
}

export async function createWebhook(call: ApiClient, spec: WebhookSpec) {
	const identity = await chooseIdentity(call, spec);
	const known = spec.pastedSecret ?? spec.secretStore?.get(identity.value);
	if (known === undefined) await requireNewKey(call, identity, spec);
	const body = { agent_identity_id: identity.value, url: spec.url, event_types: eventsFor(spec) };
	const answer = await call({ method: 'POST', path: SUBSCRIPTIONS, body, idempotent: false });
	const schema = z.object({ id: z.string(), signing_key: optionalText });
	const created = readAs(schema, answer.json, () => badAnswer('Inkbox', 'the new subscription'));
	const secret = created.signing_key ?? known;
	if (secret === undefined) {
		await removeWebhook(call, spec, created.id);
		throw keyMissing(identity);
	}
	spec.secretStore?.keep(identity.value, secret);
	return { id: created.id, secret };
}

export async function removeWebhook(call: ApiClient, _spec: WebhookSpec, id: string): Promise<void> {
	await call({ method: 'DELETE', path: `${SUBSCRIPTIONS}/${encodeURIComponent(id)}`, idempotent: true });
}

function eventsFor({ wantsMessages }: WebhookSpec): string[] {
	return wantsMessages ? [MESSAGE_EVENT, EVENT] : [EVENT];
}

export async function identityIdOf(call: ApiClient, fields: FieldValues): Promise<string> {
	return textField(fields, 'identityId') ?? (await chooseIdentity(call, { fields })).value;
}

/** Returns the named identity, or the only one that the key can see. */
async function chooseIdentity(call: ApiClient, { fields }: Pick<WebhookSpec, 'fields'>): Promise<Choice> {
	const wanted = textField(fields, 'identityId');
	const identities = await listIdentities(call);
	const [found, ...others] = identities.filter(({ value }) => wanted === undefined || value.toLowerCase() === wanted.toLowerCase());
	if (found && others.length === 0) return found;
	throw new TapbackError('INVALID_INPUT', whyNoIdentity(wanted, identities), { field: 'identityId' });
}

function whyNoIdentity(wanted: string | undefined, identities: readonly Choice[]): string {
	const seen = identities.map(({ label }) => label).join(', ');
	if (seen === '') return 'The Inkbox key sees no agent identity. Check the API Key in the credential.';
	return wanted === undefined
		? `Agent Identity is empty, and the Inkbox key sees several: ${seen}. Choose one.`
		: `The Inkbox key doesn’t see the chosen Agent Identity. Choose one that it sees: ${seen}.`;
}

/**
 * Checks that creating a webhook would return the signing key. Inkbox returns the key once, with the first webhook of an
 * identity, so a temporary webhook must not be the first.
 */
async function requireNewKey(call: ApiClient, identity: Choice, { isTemporary }: WebhookSpec): Promise<void> {
	if (isTemporary) {
		throw new TapbackError(
			'SECRET_MISSING',
			`Inkbox shows the signing key of ${identity.label} only once, and a temporary webhook would lose it. Nothing was registered.`,
			{ field: 'webhookSecret', hintKey: 'register-for-good' },
		);
	}
	const answer = await call({
		method: 'GET',
		path: `${ROOT}/identities/${encodeURIComponent(identity.label)}/signing-key`,
		idempotent: true,
	});
	const { configured } = readAs(z.object({ configured: z.boolean() }), answer.json, () =>
		badAnswer('Inkbox', 'the state of the signing key'),
	);
	if (configured) throw keyMissing(identity);
}

/** The key is not rotated here, because every other receiver of the identity would stop working. */
function keyMissing({ label }: Choice): TapbackError {
	return new TapbackError(
		'SECRET_MISSING',
		`Inkbox showed the signing key of ${label} once, with its first webhook, and doesn’t show it again. Nothing was registered. If it is lost, rotate it in the Inkbox console; every receiver of ${label} then needs the new one.`,
		{ field: 'webhookSecret', hintKey: 'enter-signing-key' },
	);
}
