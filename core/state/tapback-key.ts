import { plainAddress } from '../model/address';
import type { TapbackEvent } from '../model/tapback-event';
import { plainMessageId } from '../model/target';

/** Identifies one person on one part of a message. The conversation is left out, because a message id is unique within a provider. */
export type TapbackKey = Pick<TapbackEvent, 'provider' | 'messageId' | 'partIndex' | 'actor' | 'isFromMe'>;

/** Formats the key as text, the same for the same person and part; `undefined` if the message or the person isn't known. */
export function formatTapbackKey({ provider, messageId, partIndex, actor, isFromMe }: TapbackKey): string | undefined {
	const person = isFromMe ? 'me' : actor && plainAddress(actor);
	return messageId === null || person === null ? undefined : JSON.stringify([provider, plainMessageId(messageId), partIndex ?? 0, person]);
}
