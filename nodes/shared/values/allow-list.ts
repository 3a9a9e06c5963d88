import type { INode } from 'n8n-workflow';

import { TapbackError, checkAddress } from '../../../core';

/** A parameter that lists who or what is allowed. */
export interface AllowList {
	/** The parameter's path in the node, such as `from` or `filters.actors`. */
	path: string;
	/** The field's name in the panel. */
	label: string;
}

/**
 * The addresses in a parameter, separated by commas, semicolons or line breaks, in the form in which addresses are compared.
 * The list is empty only if the user left the field empty, so only then may it mean everybody.
 * @throws TapbackError INVALID_INPUT that begins with the label: if an expression gave nothing, and for an entry that can
 * never match, such as a name or a number without its country code
 */
export function addressList(node: Pick<INode, 'parameters'>, list: AllowList, value: unknown): string[] {
	const entries = textList(node, list, value, /[,;\n\r]/);
	return [...new Set(entries.map((entry) => checkAddress(entry, { field: fieldOf(list), label: list.label })))];
}

/**
 * The texts in a parameter, without empty ones. The list is empty only if the user left the field empty.
 * @throws TapbackError INVALID_INPUT that begins with the label, if an expression gave nothing, or something other than texts
 */
export function textList(node: Pick<INode, 'parameters'>, list: AllowList, value: unknown, separator = /[,\n\r]/): string[] {
	const texts = Array.isArray(value) ? value.map((entry: unknown) => readText(list, entry)) : readText(list, value).split(separator);
	const entries = texts.map((text) => text.trim()).filter((text) => text !== '');
	if (entries.length === 0 && !wasLeftEmpty(node, list.path)) throw emptyExpression(list);
	return entries;
}

/** Whether the user left the field empty: the raw parameter decides, not its evaluated value. A bare `=` is empty, too. */
function wasLeftEmpty({ parameters }: Pick<INode, 'parameters'>, path: string): boolean {
	let entered: unknown = parameters;
	for (const name of path.split('.')) {
		if (typeof entered !== 'object' || entered === null) break;
		entered = Reflect.get(entered, name);
	}
	if (Array.isArray(entered)) return entered.length === 0;
	return entered === undefined || entered === null || (typeof entered === 'string' && /^=?\s*$/.test(entered));
}

/** Refused, because an empty list would mean everybody. */
function emptyExpression(list: AllowList): TapbackError {
	const message = `${list.label} came out empty: its expression gave nothing. Empty the field if you mean all of them, or correct the expression.`;
	return new TapbackError('INVALID_INPUT', message, { field: fieldOf(list) });
}

function readText(list: AllowList, value: unknown): string {
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
