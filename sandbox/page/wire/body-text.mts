/** A logged body as text: JSON laid out, text as it is, nothing for no body. */
export function layOut(body: unknown): string {
	if (body === null || body === undefined) return '';
	return typeof body === 'string' ? layOutText(body) : JSON.stringify(body, null, 2);
}

/** Lays out the text of a JSON object or array; other text stays. */
export function layOutText(text: string): string {
	if (!/^\s*[[{]/.test(text)) return text;
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
}
