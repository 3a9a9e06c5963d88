/** What a value must look like, and how to say it after “it must be”. */
export interface Format {
	pattern: RegExp;
	says: string;
}

export const UUID: Format = { pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, says: 'a UUID' };

export const PHONE_NUMBER: Format = { pattern: /^\+[1-9]\d{6,14}$/, says: 'a phone number with + and country code' };

/**
 * For an id nothing is promised about, except that it is one word: no spaces, no control characters, and no half of a
 * surrogate pair, which can't stand in a URL. The class is [^\s\p{Cc}\p{Cs}], written out: Unicode's tables would have to
 * be read at every start of n8n.
 */
export const ONE_WORD: Format = {
	pattern:
		/^[!-~\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ud7ff\ue000-\ufefe\uff00-\u{10ffff}]{1,200}$/u,
	says: 'an id without spaces',
};
