import type { ApiClient } from '../http/types';
import { TapbackError, isTapbackError } from '../model/errors';
import type { Provider } from '../providers/provider';
import type { WebhookSpec } from '../providers/registration';
import { removeOne } from './register';

/**
 * Removes the webhooks of waits that are over, and returns the URLs that are still registered. A webhook that can't be
 * removed now is left for the next time.
 * @throws TapbackError UNSUPPORTED for providers that allow one webhook.
 */
export async function sweepWebhooks(
	provider: Provider,
	call: ApiClient,
	spec: WebhookSpec,
	isOver: (url: string) => boolean,
): Promise<string[]> {
	const { list } = provider.registration;
	if (list === undefined) throw noRoom(provider);
	const standing: string[] = [];
	for (const { id, url } of await list(call, spec)) {
		const isRemoved = isOver(url) && (await wasRemoved(provider, call, { ...spec, url }, id));
		if (!isRemoved) standing.push(url);
	}
	return standing;
}

async function wasRemoved(provider: Provider, call: ApiClient, spec: WebhookSpec, id: string): Promise<boolean> {
	return await removeOne(provider, call, spec, id)
		.then(() => true)
		.catch((error: unknown) => {
			if (isTapbackError(error)) return false;
			throw error;
		});
}

function noRoom({ name }: Provider): TapbackError {
	return new TapbackError(
		'UNSUPPORTED',
		`${name} allows one webhook, which may be in use already, so this question can’t have one of its own. Nothing was sent.`,
		{ hintKey: 'listen-through-workflow' },
	);
}
