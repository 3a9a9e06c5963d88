/** What a value must look like, and how to say it after “it must be”. */
export interface Format {
	pattern: RegExp;
	says: string;
}

export const UUID: Format = { pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, says: 'a UUID' };

export const PHONE_NUMBER: Format = { pattern: /^\+[1-9]\d{6,14}$/, says: 'a phone number with + and country code' };

/** For an id nothing is promised about, except that it is one word; half a surrogate pair can't stand in a URL. */
export const ONE_WORD: Format = { pattern: /^[^\s\p{Cc}\p{Cs}]{1,200}$/u, says: 'an id without spaces' };
