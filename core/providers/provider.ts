import type { TapbackErrorCode } from '../model/errors';
import type { LiveTapback, ParsedTapback } from '../model/tapback-event';
import type { Format } from '../model/formats';
import type { Headers, HttpRequest } from '../http/types';
import type { MessageContent, MessageReceipt, ParsedMessage } from '../model/message';
import type { Remedy } from '../model/hints';
import type { Action, Reaction } from '../model/reaction';

/** `reason` is a sentence for the user: what is missing, and since when or whose fault where that helps. */
export type Capability = { level: 'yes' } | { level: 'partly'; reason: string } | { level: 'no'; reason: string };

export const CAPABILITY_NAMES = [
	'sendClassic',
	'sendEmoji',
	'sendPart',
	'remove',
	'readLive',
	'receiveAdded',
	'receiveRemoved',
	'receiveEmoji',
	'receiveSticker',
	'receivePart',
	'receiveTarget',
	'receiveMessage',
] as const;

export type CapabilityName = (typeof CAPABILITY_NAMES)[number];

export interface CredentialField {
	name: string;
	displayName: string;
	description: string;
	placeholder: string;
}

export interface CredentialSpec {
	/** n8n's credential type. */
	typeName: string;
	displayName: string;
	/** The secret fields that a request is authenticated with. */
	fields: readonly CredentialField[];
	/** Header values with `{field}` where a credential field belongs. */
	headers: Readonly<Record<string, string>>;
	/** A cheap authenticated GET, and the key its answer always has. */
	test: { path: string; expects: string };
	/** Where the user finds the webhook signing secret. */
	webhookSecretHint: string;
}

/** What an account can list for the user to choose from. */
export type ListKind = 'lines' | 'agents' | 'identities';

export interface Choice {
	value: string;
	label: string;
}

/** A parameter only some providers need. */
export interface ProviderField {
	name: string;
	displayName: string;
	description: string;
	placeholder: string;
	required: boolean;
	/** Loaded from the account; otherwise typed. */
	choices?: ListKind;
	/** The name of leaving it empty, where one may be chosen or none. */
	emptyChoice?: string;
	many?: boolean;
	format?: Format;
}

export type FieldValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A checked command: the reaction is one the provider can send, ids are well-formed. */
export interface SendCommand {
	action: Action;
	messageId: string;
	partIndex: number | undefined;
	reaction: Reaction;
	fields: FieldValues;
	/** The provider's id of our tapback on the message, read a moment ago: only for a removal `by-reaction-id`. */
	reactionId?: string;
}

export interface SendReceipt {
	outcome: 'applied' | 'accepted' | 'unchanged';
	reactionId?: string;
	traceId?: string;
}

export interface Answer {
	status: number;
	headers: Headers;
	/** `undefined` for an empty body. */
	json: unknown;
}

/**
 * Performs a request with the provider's retries.
 * @throws TapbackError for every answer that is not a success.
 */
export type Call = (request: HttpRequest) => Promise<Answer>;

export interface SendCodec {
	build(command: SendCommand): HttpRequest;
	/** @throws TapbackError BAD_ANSWER where a 2xx doesn't confirm the command. */
	parse(answer: Answer, command: SendCommand): SendReceipt;
}

export interface ReadQuery {
	messageId: string;
	fields: FieldValues;
}

export type ReadLive = (call: Call, query: ReadQuery) => Promise<LiveTapback[]>;

/**
 * One message by its id alone, as it is now: its text may have been edited since.
 * @throws TapbackError TARGET_NOT_FOUND where the provider has none of this id.
 */
export type ReadMessage = (call: Call, query: ReadQuery) => Promise<MessageContent>;

/** Which conversation a tapback came in. */
export type ConversationQuery = Pick<ParsedTapback, 'conversationId' | 'actor' | 'line'>;

/** One of the messages of a conversation. */
export interface RecentMessage extends MessageContent {
	/** Phone number or e-mail address of who wrote; `null` where it isn't told. */
	author: string | null;
	hasMedia: boolean;
}

/** The newest messages of a conversation, newest first, with one request; `undefined` where too little is known to ask for it. */
export type ReadConversation = (call: Call, query: ConversationQuery) => Promise<RecentMessage[] | undefined>;

/** What stands on one message, all of it. */
export interface MessageTapbacks {
	messageId: string;
	tapbacks: readonly LiveTapback[];
}

export interface RecentQuery {
	fields: FieldValues;
	/** Messages to look further back for. */
	wanted: ReadonlySet<string>;
}

/** The newest messages, and older ones that are wanted. One whose tapbacks aren't wholly understood is left out. */
export type ReadRecent = (call: Call, query: RecentQuery) => Promise<MessageTapbacks[]>;

export interface Delivery {
	headers: Headers;
	/** The exact bytes that were sent. */
	rawBody: Uint8Array | undefined;
}

export interface TextOptions {
	/** Whether texts that stand for a tapback are read. */
	textFallback: boolean;
	/** Also those that people write as ordinary messages: the host looks for the message they quote, and drops them where there is none. */
	readsOrdinary?: boolean;
}

export interface WebhookCodec {
	/**
	 * Passes only what was signed with the secret, within the tolerance around `now` (ms since 1970).
	 * @throws TapbackError NOT_VERIFIED or SECRET_MISSING.
	 */
	verify(delivery: Delivery, options: { secret: string; now: number }): void;
	/** One tapback, or `undefined` for every other event. Never throws on unknown content. */
	parse(payload: unknown, delivery: Delivery, options: TextOptions): ParsedTapback | undefined;
	/** Set where the account's ordinary messages may hold tapbacks as text: whether to look by default, and whether the webhook must be registered for them. */
	textFallback?: { byDefault: boolean; needsMessages?: boolean };
	/** Set where the payload isn't documented: it goes along with every event. */
	alwaysRaw?: boolean;
}

/** Secrets that must outlive the webhook they came with, by the provider's id of whom they belong to. */
export interface KeptSecrets {
	get(owner: string): string | undefined;
	keep(owner: string, secret: string): void;
}

/** A webhook as it shall be registered. */
export interface WantedHook {
	url: string;
	fields: FieldValues;
	/** The secret of our registration at this URL. */
	knownSecret: string | undefined;
	/** For secrets that are shown once, for all webhooks of one owner. */
	keptSecrets?: KeptSecrets;
	/** The secret that the user entered in the credential. */
	pastedSecret?: string;
	/** Whether the messages of people shall come in, too. Left out: tapbacks alone. */
	wantsMessages?: boolean;
	/** Registered for a test run only: what the provider shows once would be lost with it. */
	isTemporary?: boolean;
	/** A fresh random secret, for providers that let the client choose. */
	newSecret(): string;
}

export interface FoundHook {
	/** Registrations of exactly our URL. `current`: set up as wanted, so it can stay. */
	ours: ReadonlyArray<{ id: string; current: boolean }>;
	/** Somebody else's URL in the only place there is: it would be displaced. */
	foreign?: string;
}

/** A webhook that stands at the provider, whoever registered it. `url` as it was given to `create`. */
export interface StandingHook {
	id: string;
	url: string;
}

export interface RegistrationCodec {
	/** What the provider adds to the query of each URL. A host whose URLs are signed as a whole puts it there before. */
	query?: Readonly<Record<string, string>>;
	find(call: Call, hook: WantedHook): Promise<FoundHook>;
	/** All that stand where ours would. Left out where there is one place only, which may be somebody else's. */
	list?(call: Call, hook: WantedHook): Promise<StandingHook[]>;
	/** Registers beside whatever is there. Called when none of ours stands and nothing would be displaced. */
	create(call: Call, hook: WantedHook): Promise<{ id: string; secret: string }>;
	remove(call: Call, hook: WantedHook, id: string): Promise<void>;
}

/** A checked message: it has a text or media, within what the provider takes. */
export interface MessageCommand {
	text: string;
	mediaUrls: readonly string[];
	/** Where it goes. A conversation the provider can't be addressed by is ignored where `to` says the same. */
	conversationId: string | undefined;
	to: string | undefined;
	line: string | undefined;
	/** The same for every attempt, so that the provider can tell a copy. */
	key: string | undefined;
}

export interface MessageCodec {
	/** Which field of `fields.ask` names the line that sends. */
	lineField?: string;
	/** Whether a conversation's id can be an address, or only a recipient. */
	addressedBy: 'recipient' | 'either';
	/** In UTF-16 units; left out where the vendor tells no limit. */
	longestText?: number;
	mostMedia: number;
	/** Where several media exclude a text. */
	isTextAlone?: boolean;
	/** In place of those for tapbacks: first match wins. */
	faultRules: readonly FaultRule[];
	/** @throws TapbackError INVALID_INPUT where it isn't addressed as the provider needs it. */
	build(command: MessageCommand): HttpRequest;
	/** @throws TapbackError REFUSED for a 2xx that failed, BAD_ANSWER where a 2xx names no message. */
	parse(answer: Answer): MessageReceipt;
	/** One message that came in, or `undefined` for every other event. Never throws on unknown content. */
	parseMessage(payload: unknown, delivery: Delivery): ParsedMessage | undefined;
}

/** `missing`: what keeps messages from being sent and received, as a sentence. */
export type Messages = MessageCodec | { missing: string };

/** What an error envelope of the provider says. */
export interface Fault {
	message?: string;
	code?: string;
	traceId?: string;
	retryAfterSeconds?: number;
}

/** Says what a status, with a code or text where those tell it apart, means and what the user can do. First match wins. */
export interface FaultRule {
	status: number;
	/** Only for a request whose path fits. */
	path?: RegExp;
	code?: string;
	/** All of them. */
	says?: RegExp | readonly RegExp[];
	means: TapbackErrorCode;
	advice: string;
	/** What can be done besides, in the host's words. */
	remedy?: Remedy;
}

export interface FaultCodec {
	/** `undefined` where the body is no error envelope; asked for 2xx answers, too. */
	read(json: unknown): Fault | undefined;
	rules: readonly FaultRule[];
}

export interface Limits {
	/** Requests in flight at once. */
	concurrent: number;
	timeoutMs: number;
	/** Attempts of one request in all, and the delay before the second; it doubles up to `longestDelayMs`. */
	attempts: number;
	firstDelayMs: number;
	longestDelayMs: number;
	/** Attempts in all while the target is not ready; eight where nothing is said. */
	notReadyAttempts?: number;
}

/** One vendor, whole. Every implementation is one file in `providers/` with these parts in this order. */
export interface Provider {
	id: string;
	name: string;
	defaultBaseUrl: string;
	credential: CredentialSpec;
	capabilities: Readonly<Record<CapabilityName, Capability>>;
	/** The emoji that can be sent where not every one can. */
	sendableEmoji?: readonly string[];
	/**
	 * `read-first`: a request whose answer is the same where nothing stood, so `read` is asked before, by the message id alone.
	 * `by-reaction-id`: a request that names the provider's id of our tapback, so `read` is asked before, by the message id alone.
	 * `toggle`: the same value again removes, so the state must be known before a request.
	 */
	removal: 'request' | 'read-first' | 'by-reaction-id' | 'toggle' | 'none';
	/** `says` is a clause: `a Linq message id is a UUID`. */
	messageId: { pattern: RegExp; says: string; placeholder: string };
	fields: {
		send: readonly ProviderField[];
		get: readonly ProviderField[];
		inbound: readonly ProviderField[];
		/** For a question: what sending it needs, and its webhook. */
		ask: readonly ProviderField[];
		/** For waiting on a message that was sent already: what its webhook needs. */
		wait: readonly ProviderField[];
	};
	limits: Limits;
	faults: FaultCodec;
	send: SendCodec;
	read?: ReadLive;
	/** Left out where no request gives one message by its id. */
	readMessage?: ReadMessage;
	/** Where tapbacks only quote their target: what it is looked for in. */
	readConversation?: ReadConversation;
	/** Where no event tells of a removal: what stands, to infer removals from. */
	readRecent?: ReadRecent;
	lists: Readonly<Partial<Record<ListKind, (call: Call) => Promise<Choice[]>>>>;
	webhook: WebhookCodec;
	registration: RegistrationCodec;
	messages: Messages;
}
