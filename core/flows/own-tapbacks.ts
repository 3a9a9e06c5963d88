import { createCall, type Connection } from '../client';
import { isTapbackError } from '../errors';
import { onePerPerson } from '../live-set/one-per-person';
import type { Provider, SendCommand } from '../provider';
import type { InboundReaction } from '../vocabulary';

/**
 * Our own tapbacks that stand on the target now; `undefined` where that can't be read.
 * A failure is not repeated: what this is asked for can be done without it.
 */
export async function readOwn(
	provider: Provider,
	{ messageId, partIndex, fields }: SendCommand,
	connection: Connection,
): Promise<InboundReaction[] | undefined> {
	const call = createCall({ ...provider, limits: { ...provider.limits, attempts: 1 } }, connection);
	const live = await provider.read?.(call, { messageId, fields }).catch((error: unknown) => {
		if (isTapbackError(error)) return undefined;
		throw error;
	});
	const own = live?.filter((tapback) => tapback.isFromMe && (tapback.partIndex ?? 0) === (partIndex ?? 0));
	return own && onePerPerson(own).map(({ reaction }) => reaction);
}
