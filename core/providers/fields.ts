import type { ApiClient } from '../http/types';
import type { Format } from '../model/formats';

/**
 * What a field is used for: to send a tapback, to get the tapbacks on a message, to register a webhook, to ask a question,
 * to wait for the answer to one that was sent.
 */
export type FieldUse = 'send' | 'get' | 'inbound' | 'ask' | 'wait';

/** One entry of a list that the user chooses from. */
export interface Choice {
	value: string;
	label: string;
}

/** Lists the choices that the account has. */
export type ListChoices = (call: ApiClient) => Promise<Choice[]>;

/** A parameter that only some providers have. */
export interface ProviderField {
	name: string;
	displayName: string;
	description: string;
	placeholder: string;
	usedBy: readonly FieldUse[];
	/** `line`: the value names the account's line that sends, or the lines whose events are received. */
	is?: 'line';
	required?: boolean;
	/** Lists the choices of the account. Without it, the user types a value. */
	choices?: ListChoices;
	/** The name of the choice that leaves an optional field empty. */
	emptyChoice?: string;
	/** Whether the field takes several values. */
	many?: boolean;
	format?: Format;
}

/** The values of a provider's fields, by name. */
export type FieldValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads a field as text; `undefined` if it is empty or missing. */
export function textField(fields: FieldValues, name: string): string | undefined {
	const value = fields[name];
	const text = typeof value === 'string' ? value : value?.[0];
	return text?.trim() || undefined;
}

/** Reads a field as a list without empty entries. A single text becomes a list of one. */
export function listField(fields: FieldValues, name: string): string[] {
	const value = fields[name] ?? [];
	const list = typeof value === 'string' ? [value] : value;
	return list.map((item) => item.trim()).filter((item) => item !== '');
}

/** Whether two lists without duplicates contain the same entries, in any order. */
export function isSameSet(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((item) => b.includes(item));
}
