import { createApiClient, type Connection } from '../http/client';
import { TapbackError } from '../model/errors';
import { serviceName, type LiveTapback } from '../model/tapback-event';
import type { FieldValues } from '../providers/fields';
import { onePerPerson } from '../state/one-per-person';
import type { Provider } from '../providers/provider';
import { checkFields, checkTarget } from './check-command';
import { whyNot } from './check-support';

/**
 * The tapbacks that are on a message now; with a part, only those on this part.
 * @throws TapbackError INVALID_INPUT and UNSUPPORTED before the network, and every refusal of the provider.
 */
export async function readTapbacks(
	provider: Provider,
	input: { messageId: unknown; partIndex?: unknown; fields?: FieldValues },
	connection: Connection,
): Promise<LiveTapback[]> {
	const { messageId, partIndex } = checkTarget(provider, input);
	const fields = checkFields(provider, provider.fields.get, input.fields ?? {});
	const { readLive } = provider.capabilities;
	if (readLive.level === 'no' || !provider.read) {
		throw new TapbackError('UNSUPPORTED', whyNot(provider, 'read the tapbacks on a message', readLive));
	}
	const read = await provider.read(createApiClient(provider, connection), { messageId, fields });
	const live = onePerPerson(read).map((tapback) => ({ ...tapback, service: serviceName(tapback.service) }));
	return partIndex === undefined ? live : live.filter((tapback) => (tapback.partIndex ?? 0) === partIndex);
}
