import { findConversation, messageImages, messageText, type TapbackChange } from '../../model/account.mts';
import { isDelivered, NO_RETRIES, type OutgoingDelivery, type Outcome } from '../../deliveries/delivery.mts';
import type { DeliveryEvent } from '../../model/delivery-event.mts';
import type { Message, Tapback } from '../../model/message.mts';
import { signTuco } from './signing.mts';
import { isoNow, leadId, OWNER_EMAIL, WORKSPACE_ID, type Hook, type TucoState } from './state.mts';

/** The docs say “a few seconds”. */
const TIMEOUT_MS = 5000;

/** `message.reaction`. Its payload is not documented: here the base fields of the other events, and the facts of a reaction. */
export function deliverReaction(state: TucoState, { kind, message, tapback }: TapbackChange): string[] {
	if (!tapback || kind === 'unchanged') return [];
	const isHuman = tapback.from === 'human';
	const base = baseFields(state, 'message.reaction', message, isHuman ? tapback.actor : undefined);
	const phone = isHuman && state.quirks.get('recipientPhone') ? { recipientPhone: tapback.actor } : {};
	const reaction = {
		...reactionFields(state, tapback, kind === 'removed'),
		direction: isHuman ? 'inbound' : 'outbound',
	};
	const isFlat = state.quirks.get('payload') === 'flat';
	const rest = isFlat ? reaction : { data: { ...reaction, messageId: message.id } };
	const event = kind === 'removed' ? 'removed' : 'added';
	return deliver(state, { event, eventType: 'message.reaction', payload: { ...base, ...phone, ...rest } });
}

/** `message.reply` with its text, `message.sent` with the whole message object. */
export function deliverMessage(state: TucoState, message: Message): string[] {
	const { id, from, author, line, service, sentAt } = message;
	const text = messageText(message);
	if (from === 'human') {
		const payload = { ...baseFields(state, 'message.reply', message, author), ...replyFields(state, message), message: text };
		return deliver(state, { event: 'message', eventType: 'message.reply', payload });
	}
	const whole = {
		_id: id,
		message: text,
		status: 'sent',
		messageType: service.toLowerCase(),
		fromPhone: line,
		createdAt: sentAt,
	};
	const payload = { ...baseFields(state, 'message.sent', message), message: whole };
	return deliver(state, { event: 'message', eventType: 'message.sent', payload });
}

/** As on the vendor's page of message webhooks. The field for media is from another of its pages. */
function replyFields({ account }: TucoState, message: Message): Record<string, unknown> {
	const { id: messageId, author, line, sentAt } = message;
	const text = messageText(message);
	const images = messageImages(message);
	const contact = author.includes('@')
		? { recipientEmail: author, recipientPhone: null }
		: { recipientEmail: null, recipientPhone: author };
	const reply = {
		leadId: leadId(author),
		messageId,
		respondedAtUtc: sentAt,
		...contact,
		name: null,
		parentMessages: [],
		recentReplies: [{ messageId, message: text, receivedAtUtc: sentAt }],
	};
	return {
		firstName: null,
		lastName: null,
		phone: contact.recipientPhone,
		listId: null,
		campaignId: null,
		campaignName: null,
		fromLineId: account.lines.find(({ number }) => number === line)?.id ?? null,
		recipientName: null,
		repliedAtUtc: sentAt,
		parentMessages: [],
		data: { reply, repliedAtUtc: sentAt, parentMessages: [], ...(images.length === 0 ? {} : { attachmentUrls: images }) },
		originalMessageId: null,
		lead: { firstName: null, lastName: null, email: contact.recipientEmail },
	};
}

function baseFields(state: TucoState, event: string, message: Message, phone?: string): Record<string, unknown> {
	const contact = phone ?? findConversation(state.account, message.conversationId)?.participants[0] ?? '';
	return {
		event,
		timestamp: isoNow(state),
		workspaceId: WORKSPACE_ID,
		messageId: message.id,
		leadId: leadId(contact),
		contactOwnerEmail: OWNER_EMAIL,
		ghlContactId: null,
		ghlLocationId: null,
		hsPortalId: null,
		hsContactId: null,
	};
}

function reactionFields({ quirks }: TucoState, { reaction, emoji }: Tapback, isRemoval: boolean): Record<string, unknown> {
	const kind = { reaction, emoji: reaction === 'emoji' ? emoji : null };
	switch (quirks.get('actionField')) {
		case 'action':
			return { ...kind, action: isRemoval ? 'removed' : 'added' };
		case 'isRemoval':
			return { ...kind, isRemoval };
		case 'prefix':
			return { ...kind, reaction: isRemoval ? `-${reaction}` : reaction };
		case 'absent':
			return kind;
	}
}

interface TucoEvent {
	event: DeliveryEvent;
	eventType: string;
	payload: Record<string, unknown>;
}

function deliver(state: TucoState, { event, eventType, payload }: TucoEvent): string[] {
	const hooks = state.hooks.filter(({ isActive, events }) => isActive && events.includes(eventType));
	const body = JSON.stringify(payload);
	return state.context.deliver(hooks.map((hook) => toDelivery(state, hook, { event, eventType, body })));
}

function toDelivery(state: TucoState, hook: Hook, call: Pick<OutgoingDelivery, 'event' | 'eventType' | 'body'>): OutgoingDelivery {
	const { id, url, secret } = hook;
	hook.lastTriggeredAt = isoNow(state);
	const onOutcome = (outcome: Outcome) => {
		// A withheld delivery doesn't count in the webhook's statistics.
		if (outcome.errorCode === 'WITHHELD') return;
		if (isDelivered(outcome)) hook.lastSuccessAt = isoNow(state);
		else Object.assign(hook, { lastFailureAt: isoNow(state), failureCount: hook.failureCount + 1 });
		state.context.settingsChanged();
	};
	const sign: OutgoingDelivery['sign'] = (input) => signTuco(input, call.eventType);
	return {
		hookId: id,
		url,
		...call,
		secret,
		timeoutMs: TIMEOUT_MS,
		retry: NO_RETRIES,
		sign,
		onOutcome,
	};
}
