/** `a, b` as a list without empty entries; a list stays one. */
export function commaSeparated(value: unknown): string[] {
	const list = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
	return list.map((entry) => entry.trim()).filter((entry) => entry !== '');
}
