import type { IExecuteFunctions } from 'n8n-workflow';

import { advance, flatReaction, readTapbacks, type Connection, type HeardTapback, type LiveTapback, type Provider } from '../../core';
import type { Ask, OpenAsk, Room } from './room';

/**
 * Tells the questions what people tapped before n8n waited: on a message that was sent earlier, and while others were still
 * being sent. Only where the provider shows surely what stands; one that doesn't answer keeps nothing from waiting.
 */
export async function hearWhatStands(context: IExecuteFunctions, provider: Provider, room: Room, connection: Connection): Promise<Room> {
	if (provider.capabilities.readLive.level !== 'yes') return room;
	const hear = async (ask: Ask): Promise<Ask> => {
		if (ask.failure !== null || ask.question.messageId === null) return ask;
		const { messageId } = ask.question;
		const fields = { conversationId: ask.conversationId ?? '' };
		const standing = await readTapbacks(provider, { messageId, fields }, connection).catch((error: unknown) => {
			context.logger.warn(`Tapback: what stands on a question could not be read: ${String(error)}`, { node: context.getNode().name });
			return [];
		});
		return standing.reduce<OpenAsk>((heard, live) => told(heard, live, connection.now()), ask);
	};
	return { ...room, asks: await Promise.all(room.asks.map(hear)) };
}

function told(ask: OpenAsk, live: LiveTapback, now: number): OpenAsk {
	return { ...ask, question: advance(ask.question, { type: 'tapback', event: asEvent(live, now) }, now).question };
}

function asEvent({ reaction, reactionId, ...live }: LiveTapback, now: number): HeardTapback {
	const kind = flatReaction(reaction);
	return {
		...live,
		...kind,
		eventId: `stands|${reactionId ?? ''}|${live.actor ?? ''}|${kind.reaction}|${kind.emoji ?? ''}`,
		action: 'added',
		receivedAt: new Date(now).toISOString(),
		target: null,
	};
}
