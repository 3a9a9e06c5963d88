import type { Api } from '../http/api';
import type { Capability, CapabilityName } from './capability';
import type { ConversationReader } from './conversations';
import type { FieldUse, ProviderField } from './fields';
import type { MessageCodec } from './messages';
import type { ReadConversation, ReadLive, ReadMessage, ReadRecent, SendCodec } from './reactions';
import type { RegistrationCodec } from './registration';
import type { WebhookCodec } from './webhook';

/** One vendor, whole. Every implementation is a folder beside this file, with these parts in files of the same names. */
export interface Provider extends Api {
	capabilities: Readonly<Record<CapabilityName, Capability>>;
	/** The emoji that can be sent where not every one can. */
	sendableEmoji?: readonly string[];
	/**
	 * `read-first`: a request whose answer is the same where nothing stood, so `read` is asked before, by the message id alone.
	 * `by-reaction-id`: a request that names the provider's id of our tapback, so `read` is asked before, by the message id alone.
	 * `toggle`: the same value again removes, so the state must be known before a request.
	 */
	removal: 'request' | 'read-first' | 'by-reaction-id' | 'toggle';
	/** `says` is a clause: `a Linq message id is a UUID`. */
	messageId: { pattern: RegExp; says: string; placeholder: string };
	/** `ask`: what sending a question needs, and its webhook. `wait`, for a message that was sent already: what its webhook needs. */
	fields: Readonly<Record<FieldUse, readonly ProviderField[]>>;
	send: SendCodec;
	read?: ReadLive;
	/** Left out where no request gives one message by its id. */
	readMessage?: ReadMessage;
	/** Where tapbacks only quote their target: what it is looked for in. */
	readConversation?: ReadConversation;
	/** Where no event tells of a removal: what stands, to infer removals from. */
	readRecent?: ReadRecent;
	/** Left out where the account's conversations can't be listed. */
	conversations?: ConversationReader;
	webhook: WebhookCodec;
	registration: RegistrationCodec;
	messages: MessageCodec;
}
