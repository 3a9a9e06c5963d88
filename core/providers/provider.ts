import type { Api } from '../http/api';
import type { Capability, CapabilityName } from './capability';
import type { ConversationReader } from './conversations';
import type { FieldUse, ProviderField } from './fields';
import type { MessageCodec } from './messages';
import type { ReadConversation, ReadLive, ReadMessage, ReadRecent, SendCodec } from './reactions';
import type { RegistrationCodec } from './registration';
import type { WebhookCodec } from './webhook';

/** One vendor. Each is a folder beside this file, with files of the same names for these parts. */
export interface Provider extends Api {
	capabilities: Readonly<Record<CapabilityName, Capability>>;
	/** The emoji that can be sent, if only some can. */
	sendableEmoji?: readonly string[];
	/**
	 * How a tapback is removed. `request`: with one request.
	 * `read-first`: the response is the same if there was nothing to remove, so `read` runs before, with the message id only.
	 * `by-reaction-id`: the request names the provider's id of our tapback, so `read` runs before, with the message id only.
	 * `toggle`: the same value again removes, so the current tapback must be known before a request.
	 */
	removal: 'request' | 'read-first' | 'by-reaction-id' | 'toggle';
	/** `description` is a clause, such as `a Linq message id is a UUID`. */
	messageId: { pattern: RegExp; description: string; placeholder: string };
	/** By use. `ask` is for sending a question and its webhook; `wait` only for the webhook, because the message was sent before. */
	fields: Readonly<Record<FieldUse, readonly ProviderField[]>>;
	send: SendCodec;
	read?: ReadLive;
	/** Omitted if no request returns a message by its id. */
	readMessage?: ReadMessage;
	/** Reads the recent messages that a tapback may quote. Only for providers whose tapbacks quote their target. */
	readConversation?: ReadConversation;
	/** Reads the current tapbacks, to infer removals. Only for providers that send no event for a removal. */
	readRecent?: ReadRecent;
	/** Omitted if conversations can't be listed. */
	conversations?: ConversationReader;
	webhook: WebhookCodec;
	registration: RegistrationCodec;
	messages: MessageCodec;
}
