import { ControlError } from '../control/control-error.mts';
import type { Conversation, Message } from '../model/message.mts';
import type { RateLimit } from '../model/rate-limit.mts';
import { limitRate, type Station, type World } from '../model/world.mts';
import { conversationShape, messageShape } from './account-shape.mts';
import { anything, count, listOf, nullOr, objectOf, positive, recordOf, ShapeError } from './shape.mts';

/** The stored state of one vendor, as plain data. Its lines are those of the seed. */
export interface SavedStation {
	rateLimit: RateLimit | null;
	quirks: Record<string, unknown>;
	/** The vendor's own part. */
	own: unknown;
	conversations: Conversation[];
	messages: Message[];
}

const stationShape = objectOf<SavedStation>({
	rateLimit: nullOr(objectOf<RateLimit>({ limit: count, windowSeconds: positive })),
	quirks: recordOf(anything),
	own: anything,
	conversations: listOf(conversationShape),
	messages: listOf(messageShape),
});

/** A vendor's state as plain data. */
export function saveStation({ provider, rateLimit }: Station): SavedStation {
	const { account, quirks, kept } = provider;
	const { conversations, messages } = account;
	return { rateLimit, quirks: quirks.read(), own: kept.save(), conversations, messages };
}

/** Restores a vendor's state. Throws a ShapeError that names the first wrong value. */
export function restoreStation(world: World, station: Station, { saved, at }: { saved: unknown; at: string }): void {
	if (!stationShape(saved, at)) return;
	const { account, quirks, kept } = station.provider;
	account.conversations = saved.conversations;
	account.messages = saved.messages;
	kept.restore(saved.own, `${at}.own`);
	limitRate(station, saved.rateLimit, world.now);
	try {
		quirks.change(saved.quirks);
	} catch (error) {
		throw error instanceof ControlError ? new ShapeError(`${at}.quirks`, `as this version knows them. ${error.message}`) : error;
	}
}
