import type { QuirkValue } from '../model/quirks.mts';

/** A quirk in words. */
export interface QuirkText {
	title: string;
	/** What the vendor does then, and what it is good to test. */
	sentence: string;
	/** A name for each value of a quirk that is more than on or off. */
	options?: Readonly<Record<string, string>>;
}

/** What the proof in a webhook's headers protects; `secret`: a header carries the secret itself, which protects neither. */
export type Proof = 'body-and-time' | 'body' | 'secret';

/** What the page shows of a vendor. The page imports it, so it needs no Node. */
export interface VendorDescription {
	id: string;
	name: string;
	/** What n8n's credential dialog calls each secret. */
	credentialLabels: Readonly<Record<string, string>>;
	/** The headers of an authenticated request, with `{name}` where a secret belongs. */
	headers: Readonly<Record<string, string>>;
	/** The path of a read that answers with something to look at. */
	exampleCall: string;
	/** Parts of the paths that a client calls to place a tapback and to register a webhook. */
	paths: Readonly<{ tapback: string; webhook: string }>;
	/** A sentence about what the vendor does with a webhook that is added. */
	addingNote?: string;
	/** Set where no event reports that a tapback was taken away. */
	sendsNoRemovals?: boolean;
	/** Set where the same tapback again takes it off. */
	togglesByRepeat?: boolean;
	/** By the values of the quirks. Omit it where every webhook is signed with body and time. */
	proofOf?(quirks: Readonly<Record<string, QuirkValue>>): Proof;
	/** Every quirk, in the order of the switches. */
	quirks: Readonly<Record<string, QuirkText>>;
}

export const ECHO_TITLE = 'Your own tapbacks come back as events';

/** The headers that authenticate a request. A secret that isn't given is empty. */
export function authenticationHeaders(
	{ headers }: Pick<VendorDescription, 'headers'>,
	secrets: Readonly<Record<string, string>>,
): Record<string, string> {
	const filledIn = Object.entries(headers).map(([name, template]) => [
		name,
		template.replace(/\{(\w+)\}/g, (_, secret: string) => secrets[secret] ?? ''),
	]);
	return Object.fromEntries(filledIn);
}
