import type { ApiClient } from '../http/types';
import { TapbackError, isTapbackError } from '../model/errors';
import type { Provider } from '../providers/provider';
import type { WebhookSpec } from '../providers/registration';

/** To be stored by the host: identifies our webhook, and verifies its deliveries. */
export interface Registration {
	id: string;
	url: string;
	secret: string;
}

/** Whether the webhook is registered as wanted and its secret is known, so that nothing has to be done. */
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
 * Registers our webhook beside those of others. A webhook with exactly our URL is replaced, because its secret is lost.
 * @throws TapbackError WEBHOOK_CONFLICT if somebody else's webhook would be displaced; the error names it, and it is left alone.
 */
export async function registerWebhook(provider: Provider, call: ApiClient, spec: WebhookSpec): Promise<Registration> {
	const { own, conflicting } = await provider.registration.find(call, spec);
	if (conflicting !== undefined) throw conflict(provider, conflicting, spec);
	for (const { id } of own) await removeOne(provider, call, spec, id);
	const created = await provider.registration.create(call, spec);
	return { ...created, url: spec.url };
}

/** Removes what is registered at exactly our URL, and nothing else. Already gone is fine. */
export async function unregisterWebhook(provider: Provider, call: ApiClient, spec: WebhookSpec): Promise<void> {
	const { own } = await provider.registration.find(call, spec);
	for (const { id } of own) await removeOne(provider, call, spec, id);
}

/** Already gone is fine. */
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

/** A query may hold somebody's token, and the part before an @ a password. */
function withoutTokens(url: string): string {
	if (!URL.canParse(url)) return url.split(/[?#]/)[0] ?? url;
	const { origin, pathname } = new URL(url);
	return origin + pathname;
}

function originOf(url: string): string {
	return URL.canParse(url) ? new URL(url).origin : url;
}
