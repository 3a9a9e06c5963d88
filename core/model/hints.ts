/**
 * What a user can do about an error, if every host has another way to do it:
 * `say-what-stands`: look at the conversation, and tell the host the current tapback.
 * `free-own-webhook`: remove another webhook of the same host, because the provider allows one.
 * `free-or-share-webhook`: remove or share the webhook of another receiver, because the provider allows one.
 * `enter-signing-key`: enter the key that the provider showed once, and doesn't show again.
 * `register-for-good`: register a permanent webhook, because a temporary one would lose the key that is shown once.
 * `register-by-hand`: register the webhook at the provider, and enter its secret in the host.
 * `get-a-secret`: get a signing secret, because without one nothing can be verified.
 * `listen-through-workflow`: let the receiver of the one webhook relay its tapbacks.
 */
export type HintKey =
	| 'say-what-stands'
	| 'free-own-webhook'
	| 'free-or-share-webhook'
	| 'enter-signing-key'
	| 'register-for-good'
	| 'register-by-hand'
	| 'get-a-secret'
	| 'listen-through-workflow';

/** A host's words for each: whole sentences. */
export type HintTexts = Readonly<Record<HintKey, string>>;

/** What happened, and with the host's words what to do. */
export function sentenceOf(
	{ message, details: { hintKey } }: { message: string; details: { hintKey?: HintKey } },
	words: HintTexts,
): string {
	return hintKey === undefined ? message : `${message} ${words[hintKey]}`;
}
