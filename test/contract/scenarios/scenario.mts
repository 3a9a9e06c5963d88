import type { ApiClient, FieldValues, Outcome, TapbackErrorCode, TapbackEvent } from '../../../core/index.ts';
import type { FieldUse } from '../../../core/providers/fields.ts';
import type { Asked } from '../../../core/ask/question.ts';
import type { Forgery, LoggedRequest, Message, ProviderOverview, QuirkValue, Reaction } from '../../../sandbox/src/index.mts';
import type { Claim } from '../../harness/contract/claim.mts';

export type Quirks = Record<string, QuirkValue>;

/** One row of the error table in docs/research, as the vendor sends it. */
export interface DocumentedError {
	/** When the vendor says so. */
	when: string;
	status: number;
	body: unknown;
	headers?: Record<string, string>;
	/** `unknown`: no error, but the outcome of that name, for the fate of a toggle is not known. */
	means: TapbackErrorCode | 'unknown';
	/** The vendor's own words; left out where the body has none. */
	words?: string;
	providerCode?: string;
	/** What the sentence tells the user to do. */
	advice: RegExp;
}

/** What a signature covers beside the body. */
export interface Stamp {
	secret: string;
	/** Unix time, as the header has it. */
	seconds: string;
	/** The id of the delivery. */
	id: string;
}

/** One way a vendor signs its deliveries. */
export interface SigningForm {
	title: string;
	quirks?: Quirks;
	/** The headers that make up the signature, the proof last: none may be missing or altered. */
	headers: readonly string[];
	/** Headers of another form that is sent beside it, taken away so that this one is tested alone. */
	without?: readonly string[];
	signsBody: boolean;
	signsTime: boolean;
	/** The header with the id of the delivery; left out where the signature does not cover it. */
	idHeader?: string;
	/** What the proof is computed over: the names of headers, the dots between them, `body`. */
	signs: readonly string[];
	/** The signed headers of a body, written from the vendor’s description. */
	sign(body: Uint8Array, stamp: Stamp): Readonly<Record<string, string>>;
	/** When the delivery says that it was signed, in unix seconds. */
	secondsOf?(headers: Readonly<Record<string, unknown>>): number;
	/** The sandbox's forgeries that this form cannot tell, by the vendor's design. */
	cannotTell: readonly Forgery[];
}

/** A swap as the vendor may tell it: what comes in, in this order. */
export interface SwapForm {
	title: string;
	quirks: Quirks;
	tells: ReadonlyArray<readonly ['added' | 'removed', 'love' | 'like']>;
}

/** The vendor as the sandbox plays it: what it takes and what it answers. In a body, a regular expression matches a text that varies. */
export interface PlayedVendor {
	/** The POST that places ❤️ on a message. */
	heart(message: Message): readonly [path: string, body: object];
	/** The body of the answer to a call over the rate limit. */
	rateLimited(retryAfterSeconds: number): unknown;
	/** The error that the vendor hides in an answer with status 200. */
	errorIn200: unknown;
	/** Path to which a client posts a webhook. A GET of it lists the webhooks. */
	webhooks: string;
	/** The body that registers a webhook for tapbacks, for the first line where the vendor wants one. */
	registration(url: string, overview: ProviderOverview): object;
	/** The secret of a new webhook, from the body of the answer to its registration. */
	secretIn(answer: unknown): string;
	/** One switch of the vendor in another position than the usual one. */
	quirk: Quirks;
	/** What an integration asks all day. */
	traffic(overview: ProviderOverview): Traffic;
}

export interface Traffic {
	/** The POST that sends a text to the seeded customer, and how many deliveries it causes, where it causes some. */
	send(text: string): { path: string; body: object; deliveries?: number };
	/** What is done with a message again and again. */
	use(messageId: string, reaction: Reaction): { method: 'GET' | 'POST'; path: string; body?: object };
	/** A read of many messages or lines. */
	list: string;
}

/** What the vendor’s documentation says of its deliveries. */
export interface Documented {
	/** Payloads as they are documented or were captured: tapbacks first, then messages. */
	payloads: readonly object[];
	/** The message that the tapback of the first payload is on. */
	target: Partial<Asked>;
	/** The only places of a payload from which core may read a fact, as paths with dots. None where a tapback comes as text. */
	places: {
		/** The id of the message that a tapback is on. */
		target: readonly string[];
		/** The kind of a tapback. */
		reaction: readonly string[];
		/** The id of a message. */
		message: readonly string[];
	};
	/** A webhook secret of the vendor’s form. */
	secretOf(key: string): string;
	/** Whether a delivery is signed with the secret, without a word of core: the second opinion on every verdict. */
	isProven(claim: Claim): boolean;
}

/** Everything in which one provider differs from another. One file each, the same shape for all. */
export interface Scenario {
	/** The newer of the vendor's behaviours, where there are two. */
	quirks: Quirks;
	/** What Send Tapback and its `get` need besides the message id. */
	sendFields(message: Message): FieldValues;
	getFields(message: Message): FieldValues;

	send: {
		outcome: Outcome;
		/** Of the same tapback once more. */
		again: Outcome;
		/** Of a second removal, and of one that names another tapback than stands; where there is a removal. */
		goneAlready?: Outcome;
		/** In which cases the result names the tapback that stood before. */
		knowsPrevious: ReadonlyArray<'replaced' | 'removed'>;
		/** The vendor's ids in the result. */
		ids: ReadonlyArray<'reactionId' | 'traceId'>;
		/** Emoji it can send and some it can't; where it sends emoji. */
		emoji?: { sendable: readonly string[]; refused: readonly string[] };
		/** The code for a message of the line's own, where the vendor refuses it. */
		ownMessageMeans?: TapbackErrorCode;
		/** Part of a request's path that only a reaction has. */
		path: string;
	};

	/** Whether the same request once more can't do harm (docs/research). */
	isIdempotent: boolean;
	/** The most requests that Send Tapback has open at the vendor at once. */
	concurrentRequests: number;
	/** Attempts in all while the target isn't ready, where these are not the usual eight. */
	notReadyAttempts?: number;
	/** What an empty body with a 200 means for the command. */
	emptyAnswer: Outcome | 'BAD_ANSWER';
	unknownMessageId: string;
	/** The code for a message that went by SMS. */
	smsMeans: TapbackErrorCode;
	errors: readonly DocumentedError[];
	/** Errors that the played vendor gives by itself in these positions of its switches, for love on the named message. */
	provoked: ReadonlyArray<{ title: string; quirks: Quirks; text?: string; means: TapbackErrorCode | 'unknown'; stands?: true }>;
	/** An error body that repeats what it was given. */
	errorBody(words: string): unknown;
	/** Older behaviours that refuse what the newer one does, with a request. */
	olderRefusals: ReadonlyArray<{
		title: string;
		quirks: Quirks;
		command: { action?: 'add' | 'remove'; reaction?: string; emoji?: string };
	}>;

	receive: {
		/** The fields of an event that follow from the vendor's payload; the target is the seeded question. */
		event(message: Message): Partial<TapbackEvent>;
		/** Whether the payload always comes along, because the vendor documents none. */
		isAlwaysRaw?: true;
		/** Whether the vendor does not say who tapped back, unless `quirks` make it. */
		hidesActor?: true;
		/** Other shapes of the same event. `removedLooks`: what a removal is taken for. */
		variants: ReadonlyArray<{ title: string; quirks: Quirks; removedLooks?: 'added' }>;
		swaps: readonly SwapForm[];
		/** How to make the vendor echo our own tapbacks; `never` where it documents that none comes. */
		echo: Quirks | 'never';
		/** Options for a webhook that gets every event, and where its secret stands. */
		everyEvent(overview: ProviderOverview): { options: Record<string, unknown>; secretAt: string };
		/** Other deliveries the vendor makes to the same URL. */
		alsoSends?(call: ApiClient, hookId: string): Promise<unknown>;
		/** Whether the vendor sends a delivery again that was answered with a 500. */
		isRetried: boolean;
		/** Where a person's text may be a tapback: `sms` for vendors with proper events elsewhere. */
		textIn?: 'iMessage' | 'SMS';
	};
	signing: readonly [SigningForm, ...SigningForm[]];

	/** What a node's panel asks for beside what it asks for every provider, in this order. */
	panel: Readonly<Record<FieldUse, readonly string[]>>;

	registration: {
		room: 'one' | 'many';
		fields(overview: ProviderOverview): FieldValues;
		/** The URL as the vendor stores it. */
		storedUrl(url: string): string;
		/** Other settings for the same URL; left out where there are none. */
		changedFields?: FieldValues;
		/** Somebody changes our webhook behind our back, by the vendor's own API. */
		disturb(call: ApiClient, webhook: { id: string; url: string }): Promise<unknown>;
		/** Whether a second registration gets a secret. */
		secret: 'each time' | 'first time only';
		/** Whether a webhook gets the events of one line only. */
		isOfOneLine?: true;
		/** Webhooks at these URLs that stand elsewhere than ours would. */
		elsewhere?(overview: ProviderOverview): Record<string, unknown>;
	};

	ask: {
		/** What a question needs besides, with the line of this index. */
		fields(overview: ProviderOverview, line: number): FieldValues;
		/** Where the request that sends names the line. */
		lineIn(request: LoggedRequest): unknown;
		/** How a message without a line is refused; left out where the vendor chooses one. */
		withoutLine?: TapbackErrorCode;
	};
	messages: {
		/** Whether the webhook for tapbacks gets messages, too: wanting them changes nothing. */
		comeWithTapbacks: boolean;
		/** Whether a key makes it harmless to send the same message again. */
		areKeyed: boolean;
		/** What a message names as its line. */
		lineOf(line: ProviderOverview['lines'][number]): string;
		/** Whether a message reaches a group. */
		reachGroups: boolean;
		/** How a message names a group, from the id of its conversation; left out where that id is it. */
		groupAddress?(conversationId: string): string;
		/** Whether the list of conversations is an array without an object around it. */
		areListedBare?: true;
		/** How a message to somebody new is refused; left out where it is sent. */
		strangerMeans?: { code: TapbackErrorCode; words: string };
	};
	played: PlayedVendor;
	documented: Documented;
}
