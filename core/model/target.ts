/** A message, and one part of it. Without `partIndex`, the provider's or Apple's default part. */
export interface Target {
	messageId: string;
	partIndex?: number;
}

/**
 * Parses Apple's `associated_message_guid`. `p:2/GUID` is part 2 of a message; `bp:GUID` is a whole bubble, such as a link
 * preview; any other text is a message id without a part, even if it contains a colon. Source: docs/apple.md.
 */
export function parseTarget(text: string): Target {
	const part = /^p:(\d{1,4})\/(.+)$/s.exec(text);
	if (part?.[1] !== undefined && part[2] !== undefined) {
		return { messageId: part[2], partIndex: Number(part[1]) };
	}
	const bubble = /^bp:(.+)$/s.exec(text);
	return bubble?.[1] === undefined ? { messageId: text } : { messageId: bubble[1] };
}

/** A UUID, or at least 16 hexadecimal digits. A shorter id may consist of such digits by chance. */
const HEXADECIMAL = /^(?:[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Writes an id in one form, so that two can be compared: a hexadecimal id in lower case, any other id as it is. */
export function plainMessageId(id: string): string {
	return HEXADECIMAL.test(id) ? id.toLowerCase() : id;
}

/** Whether two ids name the same message. Vendors don't always write a hexadecimal id in the same case. */
export function isSameMessageId(a: string, b: string): boolean {
	return plainMessageId(a) === plainMessageId(b);
}
