/**
 * What a user can do about an error, if the way to do it differs from host to host:
 * `say-current-tapback`: look at the conversation, and enter the current tapback in the host.
 * `free-own-webhook`: remove another webhook of the same host, because the provider allows one.
 * `free-or-share-webhook`: remove or share the webhook of another receiver, because the provider allows one.
 * `enter-signing-key`: enter the signing key. The provider showed it once, and doesn't show it again.
 * `register-for-good`: register a permanent webhook, because a temporary one would lose the key that is shown once.
 * `register-by-hand`: register the webhook at the provider, and enter its secret in the host.
 * `get-a-secret`: get a signing secret, because no delivery can be verified without one.
 * `listen-through-workflow`: relay the tapbacks from the receiver of the provider's only webhook.
 */
export type HintKey =
	| 'say-current-tapback'
	| 'free-own-webhook'
	| 'free-or-share-webhook'
	| 'enter-signing-key'
	| 'register-for-good'
	| 'register-by-hand'
	| 'get-a-secret'
	| 'listen-through-workflow';

/** The host's sentence for each hint. */
export type HintTexts = Readonly<Record<HintKey, string>>;

/** Formats an error's message, followed by the host's sentence for its hint. */
export function sentenceOf(
	{ message, details: { hintKey } }: { message: string; details: { hintKey?: HintKey } },
	words: HintTexts,
): string {
	return hintKey === undefined ? message : `${message} ${words[hintKey]}`;
}
