import { plainAddress } from '../model/address';
import type { TapbackEvent } from '../model/tapback-event';
import { plainMessageId } from '../model/target';

/** One person's place on one part of a message. A message id is its own in all conversations of a provider. */
export type TapbackKey = Pick<TapbackEvent, 'provider' | 'messageId' | 'partIndex' | 'actor' | 'isFromMe'>;

/** The same for the same place; `undefined` where message or person isn't known. */
export function formatTapbackKey({ provider, messageId, partIndex, actor, isFromMe }: TapbackKey): string | undefined {
	const person = isFromMe ? 'me' : actor && plainAddress(actor);
	return messageId === null || person === null ? undefined : JSON.stringify([provider, plainMessageId(messageId), partIndex ?? 0, person]);
}
