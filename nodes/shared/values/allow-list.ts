import type { INode } from 'n8n-workflow';

import { TapbackError, checkAddress } from '../../../core';

/** A parameter that names who or what is let in. */
export interface AllowList {
	/** Where the parameter stands in the node, such as `from` or `filters.actors`. */
	path: string;
	/** What the user sees above the field. */
	label: string;
}

/**
 * The addresses in a parameter, each as two are compared; an empty list where the user left the field empty, which is
 * the only case in which everybody may be meant. Commas, semicolons and line breaks separate.
 * @throws TapbackError INVALID_INPUT that begins with the label: for an expression that came to nothing, and for what
 * can never match, such as a name or a number without its country code
 */
export function addressList(node: Pick<INode, 'parameters'>, list: AllowList, value: unknown): string[] {
	const entries = textList(node, list, value, /[,;\n\r]/);
	return [...new Set(entries.map((entry) => checkAddress(entry, { field: fieldOf(list), label: list.label })))];
}

/**
 * The texts in a parameter, without empty ones; an empty list where the user left the field empty.
 * @throws TapbackError INVALID_INPUT that begins with the label, for an expression that came to nothing or to no texts
 */
export function textList(node: Pick<INode, 'parameters'>, list: AllowList, value: unknown, separator = /[,\n\r]/): string[] {
	const texts = Array.isArray(value) ? value.map((entry: unknown) => textOf(list, entry)) : textOf(list, value).split(separator);
	const entries = texts.map((text) => text.trim()).filter((text) => text !== '');
	if (entries.length === 0 && !wasLeftEmpty(node, list.path)) throw cameToNothing(list);
	return entries;
}

/**
 * Whether the user entered nothing in a parameter: judged by what stands in the node, not by what an expression made of
 * it. An expression without a word in it is nothing, too.
 */
function wasLeftEmpty({ parameters }: Pick<INode, 'parameters'>, path: string): boolean {
	let entered: unknown = parameters;
	for (const name of path.split('.')) {
		if (typeof entered !== 'object' || entered === null) break;
		entered = Reflect.get(entered, name);
	}
	if (Array.isArray(entered)) return entered.length === 0;
	return entered === undefined || entered === null || (typeof entered === 'string' && /^=?\s*$/.test(entered));
}

/** For an expression of which nothing came, where an empty field would mean everything. */
function cameToNothing(list: AllowList): TapbackError {
	const message = `${list.label} came out empty: its expression gave nothing. Empty the field if you mean all of them, or correct the expression.`;
	return new TapbackError('INVALID_INPUT', message, { field: fieldOf(list) });
}

function textOf(list: AllowList, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	throw new TapbackError('INVALID_INPUT', `${list.label} holds ${kindOf(value)}. It must hold texts, separated by commas.`, {
		field: fieldOf(list),
	});
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list within a list';
	return typeof value === 'object' ? 'an object' : `${String(value)}`;
}

function fieldOf({ path }: AllowList): string {
	return path.slice(path.lastIndexOf('.') + 1);
}
