import type { ApiClient } from '../http/types';
import { TapbackError, isTapbackError } from '../model/errors';
import type { Provider } from '../providers/provider';
import type { WantedHook } from '../providers/registration';

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
	hook: WantedHook,
	known: Registration | undefined,
): Promise<boolean> {
	if (known === undefined || known.url !== hook.url) return false;
	const { ours } = await provider.registration.find(call, hook);
	const [only, ...others] = ours;
	return others.length === 0 && only !== undefined && only.id === known.id && only.current;
}

/**
 * Registers our webhook beside those of others. A webhook with exactly our URL is replaced, because its secret is lost.
 * @throws TapbackError HOOK_CONFLICT if somebody else's webhook would be displaced; the error names it, and it is left alone.
 */
export async function registerWebhook(provider: Provider, call: ApiClient, hook: WantedHook): Promise<Registration> {
	const { ours, foreign } = await provider.registration.find(call, hook);
	if (foreign !== undefined) throw conflict(provider, foreign, hook);
	for (const { id } of ours) await removeOne(provider, call, hook, id);
	const created = await provider.registration.create(call, hook);
	return { ...created, url: hook.url };
}

/** Removes what is registered at exactly our URL, and nothing else. Already gone is fine. */
export async function unregisterWebhook(provider: Provider, call: ApiClient, hook: WantedHook): Promise<void> {
	const { ours } = await provider.registration.find(call, hook);
	for (const { id } of ours) await removeOne(provider, call, hook, id);
}

/** Already gone is fine. */
export async function removeOne(provider: Provider, call: ApiClient, hook: WantedHook, id: string): Promise<void> {
	await provider.registration.remove(call, hook, id).catch((error: unknown) => {
		const isGone = isTapbackError(error) && error.details.status === 404;
		if (!isGone) throw error;
	});
}

function conflict({ name }: Provider, foreign: string, { url }: WantedHook): TapbackError {
	return new TapbackError(
		'HOOK_CONFLICT',
		`${name} allows one webhook here, and ${withoutTokens(foreign)} is registered already. It was left alone.`,
		{ hintKey: originOf(foreign) === originOf(url) ? 'free-own-hook' : 'free-or-share-hook' },
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
