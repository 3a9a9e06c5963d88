import type { INode } from 'n8n-workflow';

import { TapbackError } from '../../../core';
import type { AllowList } from './allow-list';

/** Reads a node's parameters, in any of its contexts. */
export interface ParameterReader {
	getNode(): INode;
	getNodeParameter(name: string, fallback?: unknown): unknown;
}

const LONGEST_REASON = 200;

/** @throws TapbackError INVALID_INPUT that begins with the label, if the user's expression can't be evaluated. */
export function readParameter(context: ParameterReader, { path, label }: AllowList, fallback: unknown): unknown {
	try {
		return context.getNodeParameter(path, fallback);
	} catch (error) {
		const reason = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
		throw invalid(
			path,
			`${label} can’t be evaluated, because its expression fails: ${reason}. Correct it, and publish the workflow again.`,
		);
	}
}

/** `undefined` if nothing was chosen. @throws TapbackError INVALID_INPUT that begins with the label */
export function readFlag(context: ParameterReader, field: AllowList): boolean | undefined {
	const value = readParameter(context, field, '');
	if (typeof value === 'boolean') return value;
	if (value === '' || value === null || value === undefined) return undefined;
	throw invalid(field.path, `${field.label} is “${shown(value)}”. It must be true or false.`);
}

/** A number above 0; `undefined` if nothing was entered. @throws TapbackError INVALID_INPUT that begins with the label */
export function readPositive(context: ParameterReader, field: AllowList): number | undefined {
	const value = readParameter(context, field, '');
	if (value === '' || value === null || value === undefined) return undefined;
	const number = typeof value === 'string' ? Number(value) : value;
	if (typeof number === 'number' && number > 0 && number < Infinity) return number;
	throw invalid(field.path, `${field.label} is “${shown(value)}”. It must be a number above 0.`);
}

function shown(value: unknown): string {
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return text.slice(0, 100);
}

function invalid(path: string, message: string): TapbackError {
	return new TapbackError('INVALID_INPUT', message, { field: path.slice(path.lastIndexOf('.') + 1) });
}
