import { findConversation, messageImages, messageText, type TapbackChange } from '../../model/account.mts';
import { doubling, isDelivered, type OutgoingDelivery, type RetryPolicy } from '../../deliveries/delivery.mts';
import type { DeliveryEvent } from '../../model/delivery-event.mts';
import { freshUuid } from '../../model/ids.mts';
import type { Message } from '../../model/message.mts';
import { signAgentPhone } from './signing.mts';
import { agentOfLine, isoNow, type AgentPhoneState, type Hook } from './state.mts';
import { addressees, channelOf, groupId } from './wire.mts';

/** Five retries on anything but a 2xx. The waits are not documented. */
const RETRY: RetryPolicy = { delaysMs: doubling(5000, 5), retries: (outcome) => !isDelivered(outcome) };

/** `agent.reaction`, for new reactions and swaps, with history as third parties see it. A removal has no event. */
export function deliverReaction(state: AgentPhoneState, { kind, message, tapback }: TapbackChange): string[] {
	if (!tapback || kind === 'removed' || kind === 'unchanged') return [];
	const images = messageImages(message);
	const data = {
		conversationId: message.conversationId,
		numberId: numberId(state, message.line),
		reactionType: tapback.reaction === 'emoji' ? tapback.emoji : tapback.reaction,
		fromNumber: tapback.actor,
		direction: tapback.from === 'human' ? 'inbound' : 'outbound',
		messageId: message.id,
		messageBody: messageText(message),
		messageMediaUrl: images[0] ?? null,
		messageMediaUrls: images,
		createdAt: tapback.at,
	};
	return deliver(state, message.line, {
		about: 'added',
		event: 'agent.reaction',
		channel: 'imessage',
		timestamp: tapback.at,
		data,
		history: historyOf(state, message),
	});
}

/** `agent.message`, with the recent history the hook's `contextLimit` asks for. */
export function deliverMessage(state: AgentPhoneState, message: Message): string[] {
	const { id, conversationId, line, author, from, service, sentAt } = message;
	const images = messageImages(message);
	const conversation = findConversation(state.account, conversationId);
	const data = {
		messageId: id,
		conversationId,
		numberId: numberId(state, line),
		from: author,
		to: addressees(state, message).toNumber,
		contact: null,
		message: messageText(message),
		mediaUrl: images[0] ?? null,
		mediaUrls: images,
		direction: from === 'human' ? 'inbound' : 'outbound',
		receivedAt: sentAt,
		// Third parties report this field, but nobody its shape.
		...(conversation?.isGroup ? { group: { id: groupId(conversation) } } : {}),
	};
	// Only received messages have an event.
	if (from === 'agent') return [];
	return deliver(state, line, {
		about: 'message',
		event: 'agent.message',
		channel: channelOf(service),
		timestamp: sentAt,
		data,
		history: historyOf(state, message).filter((other) => other.id !== id),
	});
}

/** The made-up message that the test endpoints send to one webhook. */
export function deliverTest(state: AgentPhoneState, hook: Hook): void {
	const data = {
		messageId: 'msg_test',
		conversationId: null,
		numberId: null,
		from: '+12025550100',
		to: '+12025550101',
	};
	const body = { event: 'agent.message', channel: 'sms', timestamp: isoNow(state), agentId: null };
	const payload = { ...body, data: { ...data, message: 'Test message', direction: 'inbound' } };
	state.context.deliver([toDelivery(hook, payload, { event: 'other', eventType: 'agent.message' })]);
}

interface AgentEvent {
	about: DeliveryEvent;
	event: string;
	channel: string;
	timestamp: string;
	data: Record<string, unknown>;
	history: Message[];
}

function deliver(state: AgentPhoneState, line: string, { history, about, ...event }: AgentEvent): string[] {
	const agentId = agentOfLine(state, line)?.id ?? null;
	// An agent with its own webhook sends all its events there, and none to the account's webhook.
	const hook = (agentId === null ? undefined : state.hooks.get(agentId)) ?? state.hooks.get('account');
	if (!hook) return [];
	const { event: name, channel, timestamp, data } = event;
	const context = { conversationState: null, recentHistory: recent(history, hook.contextLimit) };
	const payload = { event: name, channel, timestamp, agentId, data, ...context };
	return state.context.deliver([toDelivery(hook, payload, { event: about, eventType: name })]);
}

function historyOf({ account }: AgentPhoneState, { conversationId }: Message): Message[] {
	return account.messages.filter((other) => other.conversationId === conversationId);
}

function recent(history: Message[], limit: number): Record<string, unknown>[] {
	if (limit === 0) return [];
	return history.slice(-limit).map((message) => ({
		messageId: message.id,
		content: messageText(message),
		direction: message.from === 'human' ? 'inbound' : 'outbound',
		channel: channelOf(message.service),
		at: message.sentAt,
	}));
}

function toDelivery(
	{ id, url, secret, timeout }: Hook,
	payload: Record<string, unknown>,
	names: Pick<OutgoingDelivery, 'event' | 'eventType'>,
): OutgoingDelivery {
	const deliveryId = freshUuid();
	const sign: OutgoingDelivery['sign'] = (input) => signAgentPhone(input, deliveryId);
	const body = JSON.stringify(payload);
	return { hookId: id, url, ...names, body, secret, timeoutMs: timeout * 1000, retry: RETRY, sign };
}

function numberId({ account }: AgentPhoneState, line: string): string | null {
	return account.lines.find(({ number }) => number === line)?.id ?? null;
}
