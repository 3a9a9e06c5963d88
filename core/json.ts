/** No vendor nests more than a handful. What is nested without end can be parsed, but not written again. */
const DEEPEST = 500;

/** What the bytes hold as JSON; `undefined` for anything else, and for what is nested deeper than 500. */
export function parseJson(bytes: Uint8Array): unknown {
	const text = Buffer.from(bytes).toString('utf8');
	try {
		const value: unknown = JSON.parse(text);
		const hasRoomForMore = text.length > 2 * DEEPEST;
		return hasRoomForMore && isTooDeep(value) ? undefined : value;
	} catch {
		return undefined;
	}
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
