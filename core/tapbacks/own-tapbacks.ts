import { createApiClient, type Connection } from '../http/client';
import type { ApiClient } from '../http/types';
import { isTapbackError } from '../model/errors';
import type { LiveTapback } from '../model/tapback-event';
import { onePerPerson } from '../state/one-per-person';
import type { Provider } from '../providers/provider';
import type { InboundReaction } from '../model/reaction';
import type { SendCommand } from '../providers/reactions';

/**
 * Reads our own current tapbacks on the target.
 * @throws TapbackError if the request fails.
 */
export async function readOwn(provider: Provider, { messageId, partIndex, fields }: SendCommand, call: ApiClient): Promise<LiveTapback[]> {
	const live = await provider.read?.(call, { messageId, fields });
	return onePerPerson((live?.tapbacks ?? []).filter((tapback) => tapback.isFromMe && (tapback.partIndex ?? 0) === (partIndex ?? 0)));
}

/**
 * Reads our own current reactions on the target, without repeating a failed request; `undefined` if they can't be read.
 */
export async function tryReadOwn(provider: Provider, command: SendCommand, connection: Connection): Promise<InboundReaction[] | undefined> {
	if (provider.read === undefined) return undefined;
	const call = createApiClient(provider, { ...connection, attempts: 1 });
	const own = await readOwn(provider, command, call).catch((error: unknown) => {
		if (isTapbackError(error)) return undefined;
		throw error;
	});
	return own?.map(({ reaction }) => reaction);
}
