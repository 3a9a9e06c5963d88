/** A logged body as text: JSON formatted, text unchanged, empty without a body. */
export function layOut(body: unknown): string {
	if (body === null || body === undefined) return '';
	return typeof body === 'string' ? layOutText(body) : JSON.stringify(body, null, 2);
}

/** Formats the text of a JSON object or array; other text stays unchanged. */
export function layOutText(text: string): string {
	if (!/^\s*[[{]/.test(text)) return text;
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
}
