import type { ApiClient } from '../http/types';
import { TapbackError, isTapbackError } from '../model/errors';
import type { Provider } from '../providers/provider';
import type { WebhookSpec } from '../providers/registration';
import { removeOne } from './register';

/**
 * Removes the registered webhooks whose wait is over, and returns the URLs that are still registered. If a removal fails, the
 * webhook stays for the next sweep. `isOver` receives each registered URL, also those of other receivers.
 * @throws TapbackError UNSUPPORTED for a provider that allows one webhook, and every refusal to list webhooks.
 */
export async function sweepWebhooks(
	provider: Provider,
	call: ApiClient,
	spec: WebhookSpec,
	isOver: (url: string) => boolean,
): Promise<string[]> {
	const { list } = provider.registration;
	if (list === undefined) throw onlyOneWebhook(provider);
	const remaining: string[] = [];
	for (const { id, url } of await list(call, spec)) {
		const isRemoved = isOver(url) && (await wasRemoved(provider, call, { ...spec, url }, id));
		if (!isRemoved) remaining.push(url);
	}
	return remaining;
}

async function wasRemoved(provider: Provider, call: ApiClient, spec: WebhookSpec, id: string): Promise<boolean> {
	return await removeOne(provider, call, spec, id)
		.then(() => true)
		.catch((error: unknown) => {
			if (isTapbackError(error)) return false;
			throw error;
		});
}

function onlyOneWebhook({ name }: Provider): TapbackError {
	return new TapbackError(
		'UNSUPPORTED',
		`${name} allows one webhook, which may be in use already, so this question can’t have its own. Nothing was sent.`,
		{ hintKey: 'listen-through-workflow' },
	);
}
