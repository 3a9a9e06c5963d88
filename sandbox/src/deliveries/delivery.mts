import type { ProviderId } from '../vocabulary.mts';

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
	eventType: string;
	body: string;
	secret: string | undefined;
	timeoutMs: number;
	retry: RetryPolicy;
	sign(input: SigningInput): SignedHeaders;
	onOutcome?(outcome: Outcome): void;
}

export interface Attempt {
	at: string;
	status: number | null;
	error: string | null;
}

/** A delivery as the control API shows it. */
export interface Delivery {
	id: string;
	provider: ProviderId;
	at: string;
	url: string;
	eventType: string;
	signatureBase: string;
	headers: Record<string, string>;
	body: string;
	state: 'pending' | 'delivered' | 'failed';
	attempts: Attempt[];
}

export type Forgery = 'body' | 'signature' | 'unsigned' | 'stale' | 'future';
export const FORGERIES: readonly Forgery[] = ['body', 'signature', 'unsigned', 'stale', 'future'];

/** For the vendors which never repeat a delivery. */
export const NO_RETRIES: RetryPolicy = { delaysMs: [], retries: () => false };

export function isDelivered(outcome: Outcome): boolean {
	return outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
}

/** `first`, twice it, four times it …: `count` waits in milliseconds. */
export function doubling(first: number, count: number): number[] {
	return Array.from({ length: count }, (_, i) => first * 2 ** i);
}
