import type { IExecuteFunctions } from 'n8n-workflow';

import { applyEvent, flatReaction, plainAddress, readTapbacks, type AnsweringTapback, type LiveTapback, type Provider } from '../../core';
import { impatient } from './impatient';
import type { Ask, OpenAsk, Room } from './room';

/**
 * Tells the questions what people tapped while n8n didn't listen: on a message that was sent earlier, while others were still
 * being sent, and while an answer was worked on. Only where the provider shows surely what stands; one that doesn't answer
 * keeps nothing from waiting.
 */
export async function hearWhatStands(context: IExecuteFunctions, provider: Provider, room: Room): Promise<Room> {
	if (provider.capabilities.readLive.level !== 'yes') return room;
	async function hear(ask: Ask): Promise<Ask> {
		if (ask.failure !== null || ask.question.messageId === null || ask.question.result !== null) return ask;
		const { messageId } = ask.question;
		const fields = { conversationId: ask.conversationId ?? '' };
		try {
			const looking = await impatient(context, provider);
			const standing = await readTapbacks(looking.provider, { messageId, fields }, looking.connection);
			return standing.reduce<OpenAsk>((heard, live) => told(heard, live, looking.connection.now()), ask);
		} catch (error) {
			context.logger.warn(`Tapback: what stands on a question could not be read: ${String(error)}`, { node: context.getNode().name });
			return ask;
		}
	}
	return { ...room, asks: await Promise.all(room.asks.map(hear)) };
}

function told(ask: OpenAsk, live: LiveTapback, now: number): OpenAsk {
	if (wasHeard(ask, live)) return ask;
	return { ...ask, question: applyEvent(ask.question, { type: 'tapback', event: asEvent(live, now) }, now).question };
}

/** What an event told of, another event told the end of, if it ended: the list may lag behind. */
function wasHeard({ question }: OpenAsk, { actor, partIndex, reaction }: LiveTapback): boolean {
	const { reaction: name, emoji } = flatReaction(reaction);
	const mine = question.taps.find((tap) => tap.actor === plainAddress(actor ?? '') && tap.partIndex === (partIndex ?? 0));
	return mine?.changes.some((change) => change.action === 'added' && change.reaction === name && change.emoji === emoji) ?? false;
}

function asEvent({ reaction, reactionId, ...live }: LiveTapback, now: number): AnsweringTapback {
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
