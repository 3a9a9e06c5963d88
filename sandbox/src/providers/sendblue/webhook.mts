import { MESSAGE_CAPACITY, type TapbackChange } from '../../model/account.mts';
import { doubling, type OutgoingDelivery, type RetryPolicy } from '../../deliveries/delivery.mts';
import type { DeliveryEvent } from '../../model/delivery-event.mts';
import type { Message } from '../../model/message.mts';
import { fallbackText } from './fallback-text.mts';
import { messageRow, tapbackRow, type Row } from './rows.mts';
import { signSendblue } from './signing.mts';
import { freshHandle, isoNow, type HookEntry, type SendblueState, type TapbackRow } from './state.mts';
import { urlOf } from './registration.mts';

const TIMEOUT_MS = 45_000;

/** Up to three retries on 5xx. The waits are not documented. */
const RETRY: RetryPolicy = {
	delaysMs: doubling(5000, 3),
	retries: ({ status }) => status !== null && status >= 500,
};

/** A human's tapback is an ordinary received message with Apple's text and its own handle. */
export function deliverTapback(state: SendblueState, { kind, message, tapback }: TapbackChange): string[] {
	if (!tapback || kind === 'unchanged' || state.quirks.get('inboundTapbacks') === 'none') return [];
	const event = kind === 'removed' ? 'removed' : 'added';
	const row: TapbackRow = {
		handle: freshHandle(),
		conversationId: message.conversationId,
		line: message.line,
		author: tapback.actor,
		content: fallbackText(tapback, message.parts[tapback.partIndex], { action: event, language: state.quirks.get('phoneLanguage') }),
		sentAt: isoNow(state),
	};
	state.tapbackRows.push(row);
	if (state.tapbackRows.length > MESSAGE_CAPACITY) state.tapbackRows.shift();
	return deliver(state, tapbackRow(state, row), { event, type: 'receive' });
}

/** `receive` for received messages, `outbound` for sent ones. */
export function deliverMessage(state: SendblueState, message: Message): string[] {
	return deliver(state, messageRow(state, message), { event: 'message', type: message.from === 'human' ? 'receive' : 'outbound' });
}

function deliver(state: SendblueState, row: Row, { event, type }: { event: DeliveryEvent; type: 'receive' | 'outbound' }): string[] {
	const hooks = (state.hooks.get(type) ?? []).filter((entry) => {
		const numbers = typeof entry === 'string' ? undefined : entry.sendblue_numbers;
		return type !== 'receive' || (numbers?.includes(row.sendblue_number) ?? true);
	});
	const body = JSON.stringify(row);
	return state.context.deliver(hooks.map((entry) => toDelivery(state, entry, { event, eventType: type, body })));
}

function toDelivery(
	{ quirks, globalSecret }: SendblueState,
	entry: HookEntry,
	call: Pick<OutgoingDelivery, 'event' | 'eventType' | 'body'>,
): OutgoingDelivery {
	const url = urlOf(entry);
	const own = typeof entry === 'string' ? undefined : entry.secret;
	const sign: OutgoingDelivery['sign'] = (input) => signSendblue(input, { withHmac: quirks.get('hmac') });
	return {
		hookId: url,
		url,
		...call,
		secret: own ?? globalSecret,
		timeoutMs: TIMEOUT_MS,
		retry: RETRY,
		sign,
	};
}
