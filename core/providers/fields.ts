import type { Format } from '../model/formats';

/** What an account can list for the user to choose from. */
export type ListKind = 'lines' | 'agents' | 'identities';

export interface Choice {
	value: string;
	label: string;
}

/** A parameter only some providers need. */
export interface ProviderField {
	name: string;
	displayName: string;
	description: string;
	placeholder: string;
	required: boolean;
	/** Loaded from the account; otherwise typed. */
	choices?: ListKind;
	/** The name of leaving it empty, where one may be chosen or none. */
	emptyChoice?: string;
	many?: boolean;
	format?: Format;
}

export type FieldValues = Readonly<Record<string, string | readonly string[] | undefined>>;

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
