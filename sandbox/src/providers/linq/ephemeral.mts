import { findMessage } from '../../model/account.mts';
import type { Message } from '../../model/message.mts';
import type { LinqState } from './state.mts';

const HOUR_MS = 60 * 60 * 1000;
const LIFETIME_MS = { never: Infinity, '24 hours': 24 * HOUR_MS, '60 minutes': HOUR_MS };

/** The messages of the account that have not expired. No event reports that a message expires. */
export function keptMessages(state: LinqState): Message[] {
	return state.account.messages.filter((message) => isKept(state, message));
}

/** `undefined` for an expired message, as for an unknown one. */
export function findKept(state: LinqState, id: string): Message | undefined {
	const message = findMessage(state.account, id);
	return message && isKept(state, message) ? message : undefined;
}

function isKept({ context, quirks }: LinqState, { sentAt }: Message): boolean {
	return context.now() - Date.parse(sentAt) < LIFETIME_MS[quirks.get('messagesExpire')];
}
