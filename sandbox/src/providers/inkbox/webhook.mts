import type { TapbackChange } from '../../model/account.mts';
import { NO_RETRIES, type OutgoingDelivery } from '../../deliveries/delivery.mts';
import type { DeliveryEvent } from '../../model/delivery-event.mts';
import { freshHex, freshUuid, seededUuid } from '../../model/ids.mts';
import type { Message } from '../../model/message.mts';
import { signInkbox } from './signing.mts';
import { identityOfLine, isoNow, type Identity, type InkboxState } from './state.mts';
import { wireMessage } from './reads.mts';
import { wireFullReaction } from './wire.mts';

// Inkbox documents neither a timeout nor retries; its own SDK waits 30 s.
const TIMEOUT_MS = 30_000;

/** `imessage.reaction_received`, for new reactions and swaps. A removed one only disappears from `reactions[]`. */
export function deliverReaction(state: InkboxState, { kind, message, tapback }: TapbackChange): string[] {
	if (!tapback || kind === 'removed' || kind === 'unchanged') return [];
	const reaction = wireFullReaction(state.account, message, tapback, tapback.at);
	const data = { message: null, reaction };
	return deliver(state, message, { event: 'added', type: 'imessage.reaction_received', data, actor: tapback.actor });
}

/** `imessage.received` or `imessage.sent`. Only the name is documented; here `data.message` is the message of the list. */
export function deliverMessage(state: InkboxState, message: Message): string[] {
	const type = message.from === 'human' ? 'imessage.received' : 'imessage.sent';
	const data = { message: wireMessage(state, message), reaction: null };
	return deliver(state, message, { event: 'message', type, data, actor: message.author });
}

interface InkboxEvent {
	event: DeliveryEvent;
	type: string;
	data: Record<string, unknown>;
	actor: string;
}

function deliver(state: InkboxState, { line }: Message, { event, type, data, actor }: InkboxEvent): string[] {
	const identity = identityOfLine(state, line);
	const isSilent = !state.quirks.get('imessageEnabled') || state.quirks.get('contactRule') === 'blocked';
	if (!identity || isSilent) return [];
	const body = JSON.stringify({
		id: `evt_${freshHex(24)}`,
		event_type: type,
		timestamp: isoNow(state),
		companion: null,
		data: {
			...data,
			contacts: actor === line ? [] : [{ id: seededUuid(`inkbox:contact:${actor}`), name: null, memories: [] }],
			agent_identities: [{ id: identity.id, agent_handle: identity.handle, display_name: identity.line.name }],
		},
	});
	const hooks = state.subscriptions.filter(({ identityId, eventTypes }) => identityId === identity.id && eventTypes.includes(type));
	return state.context.deliver(hooks.map(({ id, url }) => toDelivery({ hookId: id, url, event, eventType: type, body }, identity)));
}

function toDelivery(
	call: Pick<OutgoingDelivery, 'hookId' | 'url' | 'event' | 'eventType' | 'body'>,
	{ signingKey }: Identity,
): OutgoingDelivery {
	// Each attempt has a new request id, and the same event id in the body.
	const sign: OutgoingDelivery['sign'] = (input) => signInkbox(input, freshUuid());
	return { ...call, secret: signingKey, timeoutMs: TIMEOUT_MS, retry: NO_RETRIES, sign };
}
