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

/** A Bot Framework storage, as Botkit takes it. */
export type Storage = Botkit['storage'];

/** Where a message belongs, as the Bot Framework addresses it. */
export type Reference = BotkitMessage['reference'];

/** Everything `tapback()` takes. What a provider needs is known by its id. */
export interface TapbackOptions<Id extends ProviderId = ProviderId> {
	/** Who carries the conversations. */
	provider: Id;
	/** The keys of the account; `baseUrl` for a proxy or the sandbox. */
	credentials: CredentialsByProvider[Id] & { baseUrl?: string };
	/** What the provider needs for each tapback besides; a call can give other values. */
	fields?: Partial<SendFieldsByProvider[Id]>;
	/** Milliseconds for one whole answer of the provider. Default: the provider's own limit. */
	timeoutMs?: number;
	/** `skip`: what the provider can't do has the outcome `skipped` and is no error. Default `error`. */
	whenUnsupported?: 'error' | 'skip';
	/** Where tapbacks come in. Left out: this bot only sends. */
	webhook?: WebhookOptions<Id>;
	/** For what must outlive the process: events seen, registrations. Default: the storage given to Botkit, else memory. */
	storage?: Storage;
	/** Taps messages as they come in. */
	acknowledge?: Acknowledge;
	/** Whether messages such as `Liked “See you”` are tapbacks. Default: where the provider delivers tapbacks so. */
	fallbackTexts?: boolean;
	/** The provider's id of a message, where the adapter keeps it elsewhere than in the activity's `id`. */
	messageIdOf?: (message: BotkitMessage) => string | undefined;
	/** Where a tapback belongs. Default: the conversation its message was seen in. */
	referenceOf?: (event: TapbackEvent) => Partial<Reference> | undefined | Promise<Partial<Reference> | undefined>;
	/** Hears what nobody waits for: a refused delivery, an acknowledgement that failed, a handler that threw. Default: the console. */
	onError?: (error: TapbackError) => void;
}

export interface WebhookOptions<Id extends ProviderId = ProviderId> {
	/** On the bot's own web server. Default `/hooks/tapback`. */
	path?: string;
	/** The signing secret, or several during a rotation. Left out: the one that `register()` gets. */
	secret?: string | readonly string[];
	/** What the provider needs to register the webhook. */
	fields?: InboundFieldsByProvider[Id];
	/** Longest body that is read. Default: 1 MB. */
	maxBytes?: number;
	/** Which tapbacks come in; nothing given means all. */
	actions?: readonly EventAction[];
	reactions?: readonly ReactionName[];
	actors?: readonly string[];
	conversationIds?: readonly string[];
	messageIds?: readonly string[];
	/** Also tapbacks of the line itself. They loop easily. Default `false`. */
	includeOwn?: boolean;
	/** Puts the provider's payload into `raw`. Default `false`. */
	includeRaw?: boolean;
	/** Whether text in the provider's payload may be a tapback. Default: where the provider delivers tapbacks so. */
	textFallback?: boolean;
	/** Whether what was tapped is looked up, with one request for each event: its text, or its id where it is only quoted. Default `true`. */
	includeMessage?: boolean;
	/** Answers once the bot's turn is over, for hosts that stop the program with the answer. Default `false`. */
	waitForTurn?: boolean;
}
