import type { ApiClient } from '../http/types';
import type { Format } from '../model/formats';

/** What a field is for: sending a tapback, reading those on a message, registering a webhook, asking a question, waiting for its answer. */
export type FieldUse = 'send' | 'get' | 'inbound' | 'ask' | 'wait';

export interface Choice {
	value: string;
	label: string;
}

/** What the account has for the user to choose from. */
export type ListChoices = (call: ApiClient) => Promise<Choice[]>;

/** A parameter only some providers need. */
export interface ProviderField {
	name: string;
	displayName: string;
	description: string;
	placeholder: string;
	usedBy: readonly FieldUse[];
	/** `line`: it names the line of ours that sends, or those that are listened to. */
	is?: 'line';
	required?: boolean;
	/** Loaded from the account; otherwise typed. */
	choices?: ListChoices;
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
