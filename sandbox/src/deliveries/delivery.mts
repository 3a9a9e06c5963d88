import type { About } from '../model/about.mts';
import type { DeliveryFault } from '../faults/delivery-faults.mts';
import type { DeliveryEvent, Forgery } from '../model/delivery-event.mts';
import type { ProviderId } from '../providers/descriptions.mts';

/** The headers of one attempt. `signature` is separate, so that a forgery can omit it. */
export interface SignedHeaders {
	headers: Record<string, string>;
	signature: Record<string, string>;
	/** The exact signed text; empty if nothing is signed. */
	signatureBase: string;
}

export interface SigningInput {
	body: string;
	/** Milliseconds since the epoch. */
	at: number;
	secret: string | undefined;
}

/** The end of one attempt: an HTTP status, or without a response an error and its code. */
export interface Outcome {
	status: number | null;
	error: string | null;
	errorCode?: string;
	responseBody?: string;
}

export interface RetryPolicy {
	/** Milliseconds before each retry. The length of the list is the number of retries. */
	delaysMs: readonly number[];
	retries(outcome: Outcome): boolean;
}

/** One webhook call of a vendor. */
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
	/** Called with the last outcome. A withheld delivery ends with the error code WITHHELD. */
	onOutcome?(outcome: Outcome): void;
}

/** One call to the receiver, as it was sent. */
export interface Attempt {
	at: string;
	/** `copy`: the same at the same moment, from a planned fault. `redelivery`: on request, outside the retry policy. */
	kind: 'first' | 'copy' | 'retry' | 'redelivery';
	/** How the attempt was tampered with. */
	forgery: Forgery | null;
	headers: Record<string, string>;
	body: string;
	signatureBase: string;
	status: number | null;
	error: string | null;
	/** The first 2,000 characters; null without a response. */
	responseBody: string | null;
	durationMs: number;
}

/** A delivery as the control API shows it. Headers, body and signed text are the genuine ones of the last attempt, or of the first one to come. */
export interface Delivery {
	id: string;
	provider: ProviderId;
	at: string;
	url: string;
	event: DeliveryEvent;
	eventType: string;
	/** The event on the phone; null for a delivery without one. */
	about?: About | null;
	signatureBase: string;
	headers: Record<string, string>;
	body: string;
	state: 'pending' | 'delivered' | 'failed' | 'withheld';
	/** The planned fault that was applied. */
	fault: DeliveryFault['kind'] | null;
	/** In the order of their ends. */
	attempts: Attempt[];
}

/** For vendors that never repeat a delivery. */
export const NO_RETRIES: RetryPolicy = { delaysMs: [], retries: () => false };

export function isDelivered(outcome: Outcome): boolean {
	return outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
}

/** `count` waits in milliseconds: `first`, and each twice the one before. */
export function doubling(first: number, count: number): number[] {
	return Array.from({ length: count }, (_, i) => first * 2 ** i);
}
