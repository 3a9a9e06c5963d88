/**
 * What a user can do about an error, where that is done in another way in every host:
 * `say-what-stands`: look at the conversation, and say which tapback of theirs stands there.
 * `free-own-webhook`: the one place for a webhook is taken by another one of the same host.
 * `free-or-share-webhook`: it is taken by somebody else's.
 * `enter-signing-key`: the key was given once before, and isn't shown again.
 * `register-for-good`: the key is shown once, which is no use to a webhook that stands for a moment.
 * `register-by-hand`: at the provider, with its secret given to the host.
 * `get-a-secret`: nothing can be verified, because no signing secret is known.
 * `listen-through-workflow`: there is no room for a webhook of its own, so what hears the tapbacks already must hand them on.
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
