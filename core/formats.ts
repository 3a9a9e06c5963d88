/** Shapes of ids that several providers share. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A phone number with + and country code. */
export const E164 = /^\+[1-9]\d{6,14}$/;

/** An id nothing is promised about, except that it is one word. */
export const OPAQUE_ID = /^[^\s\p{Cc}]{1,200}$/u;
