import { createApiClient, type Connection } from '../http/client';
import { TapbackError, isTapbackError } from '../model/errors';
import type { MessageContent } from '../model/message';
import { serviceName, type LiveTapback, type TappedMessage } from '../model/tapback-event';
import type { FieldValues } from '../providers/fields';
import type { Provider } from '../providers/provider';
import { onePerPerson } from '../state/one-per-person';
import { tallyOf, type Tally } from '../state/tally';
import { checkFields, checkTarget } from './check-command';
import { whyNot } from './check-support';
import { createShortClient, tappedPart } from './find-message';

/** Which tapbacks to read, as the user of a host gives it. Nothing is checked yet. */
export interface ReadInput {
	messageId: unknown;
	partIndex?: unknown;
	fields?: FieldValues;
	/** Whether to return the message, too. This may take one more request. */
	includeMessage?: boolean;
}

/** A current tapback, with the tapped message or part. */
export interface ReadTapback extends LiveTapback {
	/** `null` without `includeMessage`, and if the message can't be read. */
	message: TappedMessage | null;
}

/** The tapbacks of a message, counted, with the message. */
export interface TallyResult extends Tally {
	messageId: string;
	/** `null` for all parts. */
	partIndex: number | null;
	/** `null` without `includeMessage`, and if the message can't be read. */
	message: TappedMessage | null;
}

/**
 * Reads the current tapbacks on a message; with a part index, those on this part. If only the request for the message fails,
 * `message` is `null`.
 * @throws TapbackError INVALID_INPUT and UNSUPPORTED before the network, and every refusal of the provider.
 */
export async function readTapbacks(provider: Provider, input: ReadInput, connection: Connection): Promise<ReadTapback[]> {
	const { live, content } = await readLive(provider, input, connection);
	return live.map((tapback) => ({ ...tapback, message: content && tappedPart(content, tapback.partIndex) }));
}

/**
 * Reads the current tapbacks on a message, and counts them by reaction and by person.
 * @throws TapbackError as `readTapbacks` does.
 */
export async function tallyTapbacks(provider: Provider, input: ReadInput, connection: Connection): Promise<TallyResult> {
	const { messageId, partIndex = null, live, content } = await readLive(provider, input, connection);
	return { messageId, partIndex, message: content && tappedPart(content, partIndex), ...tallyOf(live) };
}

async function readLive(provider: Provider, { includeMessage = false, ...input }: ReadInput, connection: Connection) {
	const { messageId, partIndex } = checkTarget(provider, input);
	const fields = checkFields(provider, provider.fields.get, input.fields ?? {});
	const { readLive: capability } = provider.capabilities;
	if (capability.level === 'no' || !provider.read) {
		throw new TapbackError('UNSUPPORTED', whyNot(provider, 'read the tapbacks on a message', capability));
	}
	const { tapbacks, message } = await provider.read(createApiClient(provider, connection), { messageId, fields });
	const all = onePerPerson(tapbacks).map((tapback) => ({ ...tapback, service: serviceName(tapback.service) }));
	const live = partIndex === undefined ? all : all.filter((tapback) => (tapback.partIndex ?? 0) === partIndex);
	const content = includeMessage ? (message ?? (await tryReadMessage(provider, messageId, connection))) : null;
	return { messageId, partIndex, live, content };
}

async function tryReadMessage(provider: Provider, messageId: string, connection: Connection): Promise<MessageContent | null> {
	const read = provider.readMessage?.(createShortClient(provider, connection), { messageId, fields: {} });
	const content = await read?.catch((error: unknown) => {
		if (isTapbackError(error)) return null;
		throw error;
	});
	return content ?? null;
}
