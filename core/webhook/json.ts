/** Vendors nest a few levels. JSON.parse accepts deeper nesting than JSON.stringify can write. */
const DEEPEST = 500;

/** Parses bytes as JSON; `undefined` if they aren't JSON, or nested deeper than 500 levels. */
export function parseJson(bytes: Uint8Array): unknown {
	const text = textOfBytes(bytes);
	try {
		const value: unknown = JSON.parse(text);
		return opensMoreThan(DEEPEST, bytes) && isTooDeep(value) ? undefined : value;
	} catch {
		return undefined;
	}
}

/** Decodes UTF-8 without copying the bytes. */
function textOfBytes(bytes: Uint8Array): string {
	const { buffer, byteOffset, byteLength } = bytes;
	return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(buffer, byteOffset, byteLength)).toString('utf8');
}

const OPENING_BRACKET = 0x5b;
const OPENING_BRACE = 0x7b;

/** Whether the bytes have more than `most` opening brackets: otherwise nothing is nested deeper than that. */
function opensMoreThan(most: number, bytes: Uint8Array): boolean {
	if (bytes.length <= 2 * most) return false;
	let count = 0;
	for (let index = 0; index < bytes.length && count <= most; index += 1) {
		const byte = bytes[index];
		if (byte === OPENING_BRACKET || byte === OPENING_BRACE) count += 1;
	}
	return count > most;
}

function isTooDeep(value: unknown): boolean {
	let level = [value].filter(isContainer);
	for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
		level = level.flatMap((container): unknown[] => Object.values(container)).filter(isContainer);
	}
	return level.length > 0;
}

function isContainer(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
