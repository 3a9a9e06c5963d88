import { findConversation, messageText, type Message, type Tapback, type TapbackChange } from '../../account.mts';
import { isDelivered, NO_RETRIES, type OutgoingDelivery, type Outcome } from '../../deliveries/delivery.mts';
import { signTuco } from './signing.mts';
import { isoNow, leadId, OWNER_EMAIL, WORKSPACE_ID, type Hook, type TucoState } from './state.mts';

/** "A few seconds", the docs say. */
const TIMEOUT_MS = 5000;

/** `message.reaction`. Its payload is not published: the base fields of its siblings, and what a reaction must say. */
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
	return deliver(state, 'message.reaction', { ...base, ...phone, ...rest });
}

/** `message.reply` with its text, `message.sent` with the whole message object. */
export function deliverMessage(state: TucoState, message: Message): string[] {
	const { id, from, author, line, service, sentAt } = message;
	const text = messageText(message);
	if (from === 'human') {
		return deliver(state, 'message.reply', {
			...baseFields(state, 'message.reply', message, author),
			message: text,
			recipientPhone: author,
		});
	}
	const whole = {
		_id: id,
		message: text,
		status: 'sent',
		messageType: service.toLowerCase(),
		fromPhone: line,
		createdAt: sentAt,
	};
	return deliver(state, 'message.sent', { ...baseFields(state, 'message.sent', message), message: whole });
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

function deliver(state: TucoState, eventType: string, payload: Record<string, unknown>): string[] {
	const hooks = state.hooks.filter(({ isActive, events }) => isActive && events.includes(eventType));
	const body = JSON.stringify(payload);
	return state.context.deliver(hooks.map((hook) => toDelivery(state, hook, { eventType, body })));
}

function toDelivery(state: TucoState, hook: Hook, { eventType, body }: { eventType: string; body: string }): OutgoingDelivery {
	const { id, url, secret } = hook;
	hook.lastTriggeredAt = isoNow(state);
	const onOutcome = (outcome: Outcome) => {
		if (isDelivered(outcome)) hook.lastSuccessAt = isoNow(state);
		else Object.assign(hook, { lastFailureAt: isoNow(state), failureCount: hook.failureCount + 1 });
	};
	const sign: OutgoingDelivery['sign'] = (input) => signTuco(input, eventType);
	return {
		hookId: id,
		url,
		eventType,
		body,
		secret,
		timeoutMs: TIMEOUT_MS,
		retry: NO_RETRIES,
		sign,
		onOutcome,
	};
}
