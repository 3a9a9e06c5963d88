import { ControlError } from '../control/control-error.mts';
import { isRecord } from '../model/json.mts';
import { readFields, readInteger, readKind, readMilliseconds, readOneOf, readOptionalText } from './fields.mts';
import { createPlans, type Plan, type Planned, type Plans } from './plans.mts';

/** A fault of an API call. */
export type Fault =
	| { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
	| { kind: 'body'; body: unknown; contentType?: string }
	| { kind: 'rate-limit'; retryAfterSeconds: number }
	| { kind: 'error-in-200' }
	| { kind: 'drop-before' }
	| { kind: 'drop-after' }
	| { kind: 'hang-before' }
	| { kind: 'hang' }
	| { kind: 'delay'; delayMs: number }
	| { kind: 'status-after'; status: number; headers?: Record<string, string>; body?: unknown }
	| { kind: 'truncate' }
	| { kind: 'reset' }
	| { kind: 'trickle'; byteDelayMs: number };

/** The facts by which a plan selects calls. In a plan, `path` is a part of the whole path, which includes the provider's prefix. */
export interface ApiCall {
	method: string;
	path: string;
}

export type FaultPlan = Plan<ApiCall, Fault>;
export type PlannedFault = Planned<ApiCall, Fault>;
export type Faults = Plans<ApiCall, Fault>;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

const FIELDS: Readonly<Record<Fault['kind'], readonly string[]>> = {
	status: ['status', 'headers', 'body'],
	body: ['body', 'contentType'],
	'rate-limit': ['retryAfterSeconds'],
	'error-in-200': [],
	'drop-before': [],
	'drop-after': [],
	'hang-before': [],
	hang: [],
	delay: ['delayMs'],
	'status-after': ['status', 'headers', 'body'],
	truncate: [],
	reset: [],
	trickle: ['byteDelayMs'],
};

/** Creates the list of planned faults of a provider's answers. */
export function createFaults(changed: () => void): Faults {
	return createPlans({
		meets: (match, { method, path }) => (match.method ?? method) === method && path.includes(match.path ?? ''),
		changed,
	});
}

/** Parses a plan. Throws a ControlError that names the field and the allowed values. */
export function parseFaultPlan(input: unknown): FaultPlan {
	const { match, times, fault } = readFields(input, 'A fault plan', ['match', 'times', 'fault']);
	return {
		match: match === undefined ? {} : parseMatch(match),
		times: times === undefined ? 1 : readInteger(times, 'times', { min: 1 }),
		fault: parseFault(fault),
	};
}

function parseMatch(match: unknown): Partial<ApiCall> {
	const { method, path } = readFields(match, '"match"', ['method', 'path']);
	const name = typeof method === 'string' ? method.toUpperCase() : method;
	return {
		...(method === undefined ? {} : { method: readOneOf(name, METHODS, 'match.method') }),
		...(path === undefined ? {} : { path: readOptionalText(path, 'match.path') }),
	};
}

function parseFault(fault: unknown): Fault {
	const { kind, fields } = readKind(fault, FIELDS);
	switch (kind) {
		case 'status':
		case 'status-after': {
			const status = readInteger(fields.status, 'fault.status', { min: 200, max: 599 });
			return { kind, status, headers: parseHeaders(fields.headers), body: fields.body };
		}
		case 'body':
			return { kind, body: fields.body, contentType: readOptionalText(fields.contentType, 'fault.contentType') };
		case 'rate-limit':
			return { kind, retryAfterSeconds: readInteger(fields.retryAfterSeconds, 'fault.retryAfterSeconds', { min: 1 }) };
		case 'delay':
			return { kind, delayMs: readMilliseconds(fields.delayMs, 'fault.delayMs') };
		case 'trickle':
			return { kind, byteDelayMs: readMilliseconds(fields.byteDelayMs, 'fault.byteDelayMs') };
		case 'error-in-200':
		case 'drop-before':
		case 'drop-after':
		case 'hang-before':
		case 'hang':
		case 'truncate':
		case 'reset':
			return { kind };
	}
}

function parseHeaders(headers: unknown): Record<string, string> | undefined {
	if (headers === undefined || (isTextRecord(headers) && areSendable(headers))) return headers;
	throw new ControlError(400, '"fault.headers" must be an object of header names with strings as values.');
}

function isTextRecord(value: unknown): value is Record<string, string> {
	return isRecord(value) && Object.values(value).every((entry) => typeof entry === 'string');
}

function areSendable(headers: Record<string, string>): boolean {
	try {
		return new Headers(headers) instanceof Headers;
	} catch {
		return false;
	}
}
