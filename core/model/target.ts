/** A message, and the bubble of it that was tapped; no `partIndex` means the provider's or Apple's default. */
export interface Target {
	messageId: string;
	partIndex?: number;
}

/**
 * Reads Apple's `associated_message_guid`: `p:2/GUID` is part 2 of a message, `bp:GUID` a whole bubble
 * (a link preview, an app), a bare id names no part. Ids that merely contain a colon stay as they are.
 */
export function parseTarget(text: string): Target {
	const part = /^p:(\d{1,4})\/(.+)$/s.exec(text);
	if (part?.[1] !== undefined && part[2] !== undefined) {
		return { messageId: part[2], partIndex: Number(part[1]) };
	}
	const bubble = /^bp:(.+)$/s.exec(text);
	return bubble?.[1] === undefined ? { messageId: text } : { messageId: bubble[1] };
}

/** A UUID, or a long run of hexadecimal digits as databases make them. What is shorter may be digits by chance. */
const HEXADECIMAL = /^(?:[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** An id in the one form in which two can be compared: hexadecimal digits have no case, every other id keeps it. */
export function plainMessageId(id: string): string {
	return HEXADECIMAL.test(id) ? id.toLowerCase() : id;
}

/** Whether two ids name the same message. Vendors write the id of one message in capitals here and in small letters there. */
export function isSameMessageId(a: string, b: string): boolean {
	return plainMessageId(a) === plainMessageId(b);
}
