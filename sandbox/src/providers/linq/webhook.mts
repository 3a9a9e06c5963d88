import { findConversation, type TapbackChange } from '../../model/account.mts';
import { doubling, type OutgoingDelivery, type Outcome, type RetryPolicy } from '../../deliveries/delivery.mts';
import type { DeliveryEvent } from '../../model/delivery-event.mts';
import { freshUuid } from '../../model/ids.mts';
import type { Message, Tapback } from '../../model/message.mts';
import { chatHandle, wireReaction } from './handles.mts';
import { wirePart } from './reads.mts';
import { signLinq } from './signing.mts';
import { PARTNER_ID, type LinqState, type Subscription } from './state.mts';
import { freshTraceId } from './trace.mts';

const NEWEST_VERSION = '2026-02-03';
const TIMEOUT_MS = 10_000;

/** Ten retries over about 25 minutes; DNS failures and 4xx other than 429 are final. */
const RETRY: RetryPolicy = {
	delaysMs: doubling(1500, 10),
	retries: ({ status, errorCode }: Outcome) =>
		status === null ? errorCode !== 'ENOTFOUND' && errorCode !== 'EAI_AGAIN' : status >= 500 || status === 429,
};

interface LinqEvent {
	event: DeliveryEvent;
	type: string;
	data: Record<string, unknown>;
}

/** Sends the webhooks of a changed live set; the `swap` quirk decides how a swap is reported. */
export function deliverReaction(state: LinqState, change: TapbackChange, traceId = freshTraceId()): string[] {
	const { message, tapback, previous } = change;
	if (change.kind === 'unchanged' || !tapback) return [];
	const told = (event: 'added' | 'removed', of: Tapback): LinqEvent => ({
		event,
		type: `reaction.${event}`,
		data: reactionData(state, message, of),
	});
	if (change.kind === 'removed') return deliver(state, message, [told('removed', tapback)], traceId);
	const added = told('added', tapback);
	const removed = previous ? [told('removed', previous)] : [];
	switch (state.quirks.get('swap')) {
		case 'added-only':
			return deliver(state, message, [added], traceId);
		case 'removed-then-added':
			return deliver(state, message, [...removed, added], traceId);
		case 'added-then-removed':
			return deliver(state, message, [added, ...removed], traceId);
	}
}

/** Sends the webhooks of a message: `message.received`, or `message.sent` for the line's own. Not in the vendor's guides; the shape is that of SDK 0.28.2. */
export function deliverMessage(state: LinqState, message: Message): string[] {
	const { account } = state;
	const { id, conversationId, from, line, author, service, sentAt } = message;
	const data = {
		id,
		chat: {
			id: conversationId,
			is_group: findConversation(account, conversationId)?.isGroup ?? false,
			owner_handle: chatHandle(account, conversationId, line),
			health_status: { status: 'HEALTHY', doc_url: 'https://docs.linqapp.com/guides/chats/chat-health' },
		},
		direction: from === 'human' ? 'inbound' : 'outbound',
		parts: message.parts.map((_, index) => wirePart(message, index)),
		sender_handle: chatHandle(account, conversationId, author),
		service,
		sent_at: sentAt,
		delivered_at: null,
		read_at: null,
		effect: null,
		reply_to: message.replyTo === undefined ? null : { message_id: message.replyTo, part_index: 0 },
	};
	const type = from === 'human' ? 'message.received' : 'message.sent';
	return deliver(state, message, [{ event: 'message', type, data }], freshTraceId());
}

function reactionData({ account, context, quirks }: LinqState, message: Message, tapback: Tapback): Record<string, unknown> {
	const { id, conversationId, service, line } = message;
	const { type, ...details } = wireReaction(tapback);
	return {
		is_from_me: tapback.from === 'agent',
		reaction_type: type,
		...details,
		chat_id: conversationId,
		message_id: id,
		part_index: tapback.partIndex,
		reacted_at: new Date(context.now()).toISOString(),
		service,
		from: tapback.actor,
		from_handle: chatHandle(account, conversationId, tapback.actor),
		// Not in the vendor's pages; third-party fixtures have it.
		...(quirks.get('namesLine') ? { line: { phone_number: line } } : {}),
	};
}

function deliver(state: LinqState, { line }: Message, events: LinqEvent[], traceId: string): string[] {
	return events.flatMap(({ event, type, data }) => {
		const eventId = freshUuid();
		const hooks = state.subscriptions.filter(
			({ is_active, subscribed_events, phone_numbers }) =>
				is_active && subscribed_events.includes(type) && (phone_numbers?.includes(line) ?? true),
		);
		return state.context.deliver(hooks.map((hook) => toDelivery(hook, { event, type, data, eventId, traceId, at: state.context.now() })));
	});
}

function toDelivery(
	{ id, target_url: url, signing_secret: secret }: Subscription,
	{ event, type, data, eventId, traceId, at }: LinqEvent & { eventId: string; traceId: string; at: number },
): OutgoingDelivery {
	const body = JSON.stringify({
		api_version: 'v3',
		webhook_version: new URL(url).searchParams.get('version') ?? NEWEST_VERSION,
		event_type: type,
		event_id: eventId,
		created_at: new Date(at).toISOString().replace('Z', '000000Z'),
		trace_id: traceId,
		partner_id: PARTNER_ID,
		data,
	});
	const sign: OutgoingDelivery['sign'] = (input) => signLinq(input, { eventId, eventType: type, subscriptionId: id });
	return { hookId: id, url, event, eventType: type, body, secret, timeoutMs: TIMEOUT_MS, retry: RETRY, sign };
}
