/** The form of a value. `description` completes the sentence “it must be …”. */
export interface Format {
	pattern: RegExp;
	description: string;
}

/** A UUID, in any case. */
export const UUID: Format = { pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, description: 'a UUID' };

/** A phone number in the form of E.164. */
export const PHONE_NUMBER: Format = { pattern: /^\+[1-9]\d{6,14}$/, description: 'a phone number with + and country code' };

/**
 * An id of undocumented form: one word, without spaces, control characters and lone surrogates, which a URL can't contain.
 * The character class is [^\s\p{Cc}\p{Cs}], written out because \p{…} would read Unicode's tables at every start of n8n.
 */
export const ONE_WORD: Format = {
	pattern:
		/^[!-~\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ud7ff\ue000-\ufefe\uff00-\u{10ffff}]{1,200}$/u,
	description: 'an id without spaces',
};
