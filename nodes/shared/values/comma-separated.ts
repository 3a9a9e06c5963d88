/** Splits `a, b` into a list without empty entries. A list stays a list. */
export function commaSeparated(value: unknown): string[] {
	const list = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
	return list.map((entry) => entry.trim()).filter((entry) => entry !== '');
}
