import type { QuirkValue } from '../model/quirks.mts';

/** The texts of a quirk. */
export interface QuirkText {
	title: string;
	/** The vendor's behaviour, and what a client should do. */
	sentence: string;
	/** A name for each value, if the quirk is more than on or off. */
	options?: Readonly<Record<string, string>>;
}

/** What the signature of a webhook protects. `secret`: a header holds the secret itself, which protects neither body nor time. */
export type Proof = 'body-and-time' | 'body' | 'secret';

/** The page's texts about a vendor. The page imports them, so they must not need Node. */
export interface VendorDescription {
	id: string;
	name: string;
	/** The name of each secret in n8n's credential dialog. */
	credentialLabels: Readonly<Record<string, string>>;
	/** The headers of an authenticated request, with `{name}` for each secret. */
	headers: Readonly<Record<string, string>>;
	/** The path of a read with an interesting response. */
	exampleCall: string;
	/** Parts of the paths that a client calls to place a tapback and to register a webhook. */
	paths: Readonly<{ tapback: string; webhook: string }>;
	/** A sentence about what the vendor does with a webhook that is added. */
	addingNote?: string;
	/** Set if no event reports removed tapbacks. */
	sendsNoRemovals?: boolean;
	/** Set if the same tapback again removes it. */
	togglesByRepeat?: boolean;
	/** By the values of the quirks. Omit it if every webhook is signed with body and time. */
	proofOf?(quirks: Readonly<Record<string, QuirkValue>>): Proof;
	/** Every quirk, in the order of the switches. */
	quirks: Readonly<Record<string, QuirkText>>;
}

export const ECHO_TITLE = 'Your own tapbacks come back as events';

/** The headers that authenticate a request. A missing secret is empty. */
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
