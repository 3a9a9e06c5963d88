import type { Botkit, BotkitMessage } from 'botkit';

import type {
	CredentialsByProvider,
	EventAction,
	InboundFieldsByProvider,
	ProviderId,
	ReactionName,
	SendFieldsByProvider,
	TapbackError,
	TapbackEvent,
} from '../../../../core/index.ts';
import type { Acknowledge } from './check-acknowledge.mts';

/** A Bot Framework storage, as Botkit's option `storage` has it. */
export type Storage = Botkit['storage'];

/** The address of a conversation, as the Bot Framework has it (`ConversationReference`). */
export type Reference = BotkitMessage['reference'];

/** The options of `tapback()`. The types of `credentials` and `fields` follow from `provider`. */
export interface TapbackOptions<Id extends ProviderId = ProviderId> {
	/** The provider that has the bot's line. */
	provider: Id;
	/** The keys of the account. `baseUrl`: the address of a proxy or the sandbox, in place of the provider's. */
	credentials: CredentialsByProvider[Id] & { baseUrl?: string };
	/** Further fields that the provider needs for each tapback. A call can give other values. */
	fields?: Partial<SendFieldsByProvider[Id]>;
	/** How many milliseconds a request may take until its response is complete. Default: the provider's own limit. */
	timeoutMs?: number;
	/** `skip`: a tapback that the provider can't send gets the outcome `skipped` instead of an error. Default `error`. */
	whenUnsupported?: 'error' | 'skip';
	/** How tapbacks are received. Without it the bot's web server gets no route. */
	webhook?: WebhookOptions<Id>;
	/** Stores what must survive a restart: event ids, questions, registrations. Default: the storage given to Botkit, else memory. */
	storage?: Storage;
	/** Puts a tapback on received messages. */
	acknowledge?: Acknowledge;
	/** Whether messages such as `Liked “See you”` are tapbacks. Default: true for providers that deliver tapbacks as text. */
	fallbackTexts?: boolean;
	/** The provider's id of a message, if the adapter doesn't store it in the activity's `id`. */
	messageIdOf?: (message: BotkitMessage) => string | undefined;
	/** The conversation of a tapback. Default: the conversation in which its message was seen. */
	referenceOf?: (event: TapbackEvent) => Partial<Reference> | undefined | Promise<Partial<Reference> | undefined>;
	/** Receives errors that no caller gets: a refused delivery, a failed acknowledgement, a handler that threw. Default: the console. */
	onError?: (error: TapbackError) => void;
}

/** The option `webhook`. */
export interface WebhookOptions<Id extends ProviderId = ProviderId> {
	/** The path on the bot's own web server. Default `/hooks/tapback`. */
	path?: string;
	/** The signing secret, or several during a rotation. Default: the one that `register()` gets. */
	secret?: string | readonly string[];
	/** Fields that the provider needs to register the webhook. */
	fields?: InboundFieldsByProvider[Id];
	/** The longest body in bytes that is read, compressed or not. Default: 1 MB. */
	maxBytes?: number;
	/** Which tapbacks are events. A list that is left out allows all; an empty list is refused. */
	actions?: readonly EventAction[];
	reactions?: readonly ReactionName[];
	actors?: readonly string[];
	conversationIds?: readonly string[];
	messageIds?: readonly string[];
	/** Whether tapbacks of the line itself are events, too. They can cause loops. Default `false`. */
	includeOwn?: boolean;
	/** Whether the provider's payload is in `raw`. Default `false`. */
	includeRaw?: boolean;
	/** Whether a text in a delivery may be a tapback. Default: true for providers that deliver tapbacks as text. */
	textFallback?: boolean;
	/** Whether the tapped message is looked up, with one request for each event: its text, or its id if it is only quoted. Default `true`. */
	includeMessage?: boolean;
	/** Whether a delivery is answered only after the bot's turn, for hosts that stop the program with the answer. Default `false`. */
	waitForTurn?: boolean;
}
