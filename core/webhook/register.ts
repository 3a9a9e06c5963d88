import type { ApiClient } from '../http/types';
import { TapbackError, isTapbackError } from '../model/errors';
import type { Provider } from '../providers/provider';
import type { WebhookSpec } from '../providers/registration';

/** Our registered webhook, which the host stores. `secret` verifies its deliveries. */
export interface Registration {
	id: string;
	url: string;
	secret: string;
}

/**
 * Whether the provider still has the known registration, with the wanted settings. False if `known` is missing or has another URL.
 * @throws TapbackError if the provider refuses to list webhooks.
 */
export async function isRegistered(
	provider: Provider,
	call: ApiClient,
	spec: WebhookSpec,
	known: Registration | undefined,
): Promise<boolean> {
	if (known === undefined || known.url !== spec.url) return false;
	const { own } = await provider.registration.find(call, spec);
	const [only, ...others] = own;
	return others.length === 0 && only !== undefined && only.id === known.id && only.current;
}

/**
 * Registers our webhook, and leaves those of other receivers as they are. A webhook with exactly our URL is replaced, because its secret is lost.
 * @throws TapbackError WEBHOOK_CONFLICT, with the other URL, if the provider allows one webhook and another URL is registered;
 * SECRET_MISSING if the provider no longer shows the signing key; INVALID_INPUT for a missing field; and every refusal of the provider.
 */
export async function registerWebhook(provider: Provider, call: ApiClient, spec: WebhookSpec): Promise<Registration> {
	const { own, conflicting } = await provider.registration.find(call, spec);
	if (conflicting !== undefined) throw conflict(provider, conflicting, spec);
	for (const { id } of own) await removeOne(provider, call, spec, id);
	const created = await provider.registration.create(call, spec);
	return { ...created, url: spec.url };
}

/**
 * Removes the webhooks with exactly our URL, and no others. One that is gone already is no error.
 * @throws TapbackError for every other refusal of the provider.
 */
export async function unregisterWebhook(provider: Provider, call: ApiClient, spec: WebhookSpec): Promise<void> {
	const { own } = await provider.registration.find(call, spec);
	for (const { id } of own) await removeOne(provider, call, spec, id);
}

/**
 * Removes one webhook. One that is gone already (404) is no error.
 * @throws TapbackError for every other refusal of the provider.
 */
export async function removeOne(provider: Provider, call: ApiClient, spec: WebhookSpec, id: string): Promise<void> {
	await provider.registration.remove(call, spec, id).catch((error: unknown) => {
		const isGone = isTapbackError(error) && error.details.status === 404;
		if (!isGone) throw error;
	});
}

function conflict({ name }: Provider, conflicting: string, { url }: WebhookSpec): TapbackError {
	return new TapbackError(
		'WEBHOOK_CONFLICT',
		`${name} allows one webhook here, and ${withoutTokens(conflicting)} is registered already. It was left alone.`,
		{ hintKey: originOf(conflicting) === originOf(url) ? 'free-own-webhook' : 'free-or-share-webhook' },
	);
}

/** Removes the query and the part before an @, because they may contain a token or a password. */
function withoutTokens(url: string): string {
	if (!URL.canParse(url)) return url.split(/[?#]/)[0] ?? url;
	const { origin, pathname } = new URL(url);
	return origin + pathname;
}

function originOf(url: string): string {
	return URL.canParse(url) ? new URL(url).origin : url;
}
