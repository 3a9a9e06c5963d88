import { ControlError } from '../control/control-error.mts';
import { isRecord } from '../model/json.mts';

/** A day. Beyond 24.8 days Node's timers would not wait at all. */
const MOST_MS = 86_400_000;

/** Reads an object with only these fields. Throws a ControlError that names the wrong field and the allowed ones. */
export function readFields(value: unknown, where: string, allowed: readonly string[]): Record<string, unknown> {
	const shape = `{ ${allowed.join(', ')} }`;
	if (!isRecord(value)) throw new ControlError(400, `${where} must be an object ${shape}.`);
	const unknown = Object.keys(value).find((field) => !allowed.includes(field) && value[field] !== undefined);
	if (unknown === undefined) return value;
	throw new ControlError(400, `${where} has no field "${unknown}". Allowed: ${allowed.join(', ')}.`);
}

/** Reads a fault by its `kind`; the table has the further fields of each kind. */
export function readKind<K extends string>(
	fault: unknown,
	fieldsByKind: Readonly<Record<K, readonly string[]>>,
): { kind: K; fields: Record<string, unknown> } {
	const kinds = Object.keys(fieldsByKind).filter((name): name is K => Object.hasOwn(fieldsByKind, name));
	if (!isRecord(fault)) throw new ControlError(400, `"fault" must be an object with a "kind": ${kinds.join(', ')}.`);
	const kind = readOneOf(fault.kind, kinds, 'fault.kind');
	return { kind, fields: readFields(fault, `A "${kind}" fault`, ['kind', ...fieldsByKind[kind]]) };
}

/** Reads one of some words. */
export function readOneOf<T extends string>(value: unknown, allowed: readonly T[], field: string): T {
	const known = allowed.find((candidate) => candidate === value);
	if (known === undefined) throw new ControlError(400, `"${field}" must be one of: ${allowed.join(', ')}.`);
	return known;
}

/** Reads a whole number. */
export function readInteger(value: unknown, field: string, { min, max = Infinity }: { min: number; max?: number }): number {
	if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
	const range = max === Infinity ? `from ${min}` : `from ${min} to ${max}`;
	throw new ControlError(400, `"${field}" must be a whole number ${range}.`);
}

/** Reads a wait. */
export function readMilliseconds(value: unknown, field: string): number {
	if (typeof value === 'number' && value >= 0 && value <= MOST_MS) return value;
	throw new ControlError(400, `"${field}" must be a number of milliseconds from 0 to ${MOST_MS} (a day).`);
}

/** Reads a text; absent is `undefined`. */
export function readOptionalText(value: unknown, field: string): string | undefined {
	if (value === undefined || typeof value === 'string') return value;
	throw new ControlError(400, `"${field}" must be a string.`);
}
