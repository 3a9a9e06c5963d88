import { createApiClient, type Connection } from '../http/client';
import { OUTCOME_UNKNOWN, isTapbackError } from '../model/errors';
import type { HttpRequest } from '../http/types';
import type { MessageReceipt } from '../model/message';
import type { Provider } from '../providers/provider';
import { checkMessage, type MessageInput } from './check-message';

/** The result of sending a message. `unknown`: no trustworthy response arrived, and a repeat could send the message twice. */
export interface MessageResult extends Omit<MessageReceipt, 'outcome'> {
	outcome: MessageReceipt['outcome'] | 'unknown';
}

/**
 * Sends one message to a conversation or a recipient. If a request may have been executed, it is repeated only if the
 * provider recognises copies.
 * @throws TapbackError INVALID_INPUT and UNSUPPORTED before the network, and every refusal of the provider.
 */
export async function sendMessage(provider: Provider, input: MessageInput, connection: Connection): Promise<MessageResult> {
	const { messages: codec } = provider;
	const request = requestFor(provider, input);
	const call = createApiClient({ ...provider, errors: { ...provider.errors, rules: codec.errorRules } }, connection);
	return await call(request)
		.then(codec.parse)
		.catch((error: unknown): MessageResult => {
			if (!isTapbackError(error) || !OUTCOME_UNKNOWN.includes(error.code)) throw error;
			const reason = `${error.message} The message may have been sent or not; it was not sent again. Look at the conversation.`;
			return { outcome: 'unknown', messageId: null, conversationId: null, reason };
		});
}

/**
 * Checks a message as `sendMessage` does, without sending anything.
 * @throws TapbackError INVALID_INPUT and UNSUPPORTED
 */
export function requireMessage(provider: Provider, input: MessageInput): void {
	requestFor(provider, input);
}

function requestFor(provider: Provider, input: MessageInput): HttpRequest {
	return provider.messages.build(checkMessage(provider, input));
}
