import type { FieldValues } from './provider';

/** A field as text; `undefined` where it is empty or was left out. */
export function textField(fields: FieldValues, name: string): string | undefined {
	const value = fields[name];
	const text = typeof value === 'string' ? value : value?.[0];
	return text?.trim() || undefined;
}

/** A field as a list without empty entries; a single text is a list of one. */
export function listField(fields: FieldValues, name: string): string[] {
	const value = fields[name] ?? [];
	const list = typeof value === 'string' ? [value] : value;
	return list.map((item) => item.trim()).filter((item) => item !== '');
}

/** Whether two lists without duplicates hold the same, in any order. */
export function isSameSet(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((item) => b.includes(item));
}
