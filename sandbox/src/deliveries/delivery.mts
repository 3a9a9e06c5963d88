import type { About } from '../model/about.mts';
import type { DeliveryFault } from '../faults/delivery-faults.mts';
import type { DeliveryEvent, Forgery } from '../model/delivery-event.mts';
import type { ProviderId } from '../providers/descriptions.mts';

/** What a vendor puts on one attempt. `signature` is kept apart, so that it can be left off for a forgery. */
export interface SignedHeaders {
	headers: Record<string, string>;
	signature: Record<string, string>;
	/** The exact text that was signed; empty where nothing is. */
	signatureBase: string;
}

export interface SigningInput {
	body: string;
	/** Milliseconds since the epoch. */
	at: number;
	secret: string | undefined;
}

/** How one attempt ended: an HTTP status, or an error and its code where no answer came. */
export interface Outcome {
	status: number | null;
	error: string | null;
	errorCode?: string;
	responseBody?: string;
}

export interface RetryPolicy {
	/** The wait before each further attempt, in milliseconds; its length is the number of retries. */
	delaysMs: readonly number[];
	retries(outcome: Outcome): boolean;
}

/** One webhook call a vendor wants to make. */
export interface OutgoingDelivery {
	hookId: string;
	url: string;
	event: DeliveryEvent;
	/** The vendor's name for it. */
	eventType: string;
	body: string;
	secret: string | undefined;
	timeoutMs: number;
	retry: RetryPolicy;
	sign(input: SigningInput): SignedHeaders;
	/** Is told how it ended. A withheld one ends with the error code WITHHELD. */
	onOutcome?(outcome: Outcome): void;
}

/** One call to the receiver, as it was really made. */
export interface Attempt {
	at: string;
	/** `copy`: the same again at the same moment, by a planned fault; `redelivery`: outside the retry policy, because somebody asked. */
	kind: 'first' | 'copy' | 'retry' | 'redelivery';
	/** What was broken on purpose. */
	forgery: Forgery | null;
	headers: Record<string, string>;
	body: string;
	signatureBase: string;
	status: number | null;
	error: string | null;
	/** The first 2,000 characters; null where no answer came. */
	responseBody: string | null;
	durationMs: number;
}

/** A delivery as the control API shows it. Headers, body and signed text are the genuine ones, as last (or not yet) sent. */
export interface Delivery {
	id: string;
	provider: ProviderId;
	at: string;
	url: string;
	event: DeliveryEvent;
	eventType: string;
	/** What it tells, in the phone's words; null for what happened on no phone. */
	about?: About | null;
	signatureBase: string;
	headers: Record<string, string>;
	body: string;
	state: 'pending' | 'delivered' | 'failed' | 'withheld';
	/** The planned fault that met it. */
	fault: DeliveryFault['kind'] | null;
	/** In the order in which they ended. */
	attempts: Attempt[];
}

/** For the vendors which never repeat a delivery. */
export const NO_RETRIES: RetryPolicy = { delaysMs: [], retries: () => false };

export function isDelivered(outcome: Outcome): boolean {
	return outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
}

/** `first`, twice it, four times it …: `count` waits in milliseconds. */
export function doubling(first: number, count: number): number[] {
	return Array.from({ length: count }, (_, i) => first * 2 ** i);
}
