import { isRecord } from './json.mts';
import { ControlError } from './control/control-error.mts';

/** What goes wrong instead of, or after, an API call. */
export type Fault =
	| { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
	| { kind: 'body'; body: unknown; contentType?: string }
	| { kind: 'drop-before' }
	| { kind: 'drop-after' }
	| { kind: 'hang' }
	| { kind: 'delay'; delayMs: number };

/** A fault and the calls it meets: the first `times` (default 1) whose method and path match. */
export interface FaultPlan {
	match?: { method?: string; path?: string };
	times?: number;
	fault: Fault;
}

export interface Faults {
	add(plan: FaultPlan): void;
	/** Takes the fault meant for this call, oldest plan first. */
	take(call: { method: string; path: string }): Fault | undefined;
	clear(): void;
}

/** Creates an empty list of planned faults. */
export function createFaults(): Faults {
	let plans: { plan: FaultPlan; left: number }[] = [];
	return {
		add(plan) {
			plans.push({ plan, left: plan.times ?? 1 });
		},
		take({ method, path }) {
			const met = plans.find(({ plan: { match } }) => {
				const methodMatches = match?.method === undefined || match.method.toUpperCase() === method;
				return methodMatches && (match?.path === undefined || path.includes(match.path));
			});
			if (!met) return undefined;
			met.left -= 1;
			plans = plans.filter(({ left }) => left > 0);
			return met.plan.fault;
		},
		clear() {
			plans = [];
		},
	};
}

/** Reads a fault plan from outside. Throws a ControlError which names the field. */
export function parseFaultPlan(input: unknown): FaultPlan {
	if (!isRecord(input)) throw new ControlError(400, 'A fault plan is a JSON object { match?, times?, fault }.');
	const { match, times, fault } = input;
	if (times !== undefined && !isPositiveInteger(times)) throw new ControlError(400, '"times" must be a whole number from 1.');
	return { ...(match === undefined ? {} : { match: parseMatch(match) }), times, fault: parseFault(fault) };
}

function parseMatch(match: unknown): FaultPlan['match'] {
	if (!isRecord(match)) throw new ControlError(400, '"match" must be an object { method?, path? }.');
	const { method, path } = match;
	if (method !== undefined && typeof method !== 'string') throw new ControlError(400, '"match.method" must be a string.');
	if (path !== undefined && typeof path !== 'string') throw new ControlError(400, '"match.path" must be a string.');
	return { method, path };
}

function parseFault(fault: unknown): Fault {
	if (!isRecord(fault)) throw new ControlError(400, '"fault" must be an object with a "kind".');
	switch (fault.kind) {
		case 'status': {
			const { status, headers, body } = fault;
			if (!isPositiveInteger(status) || status < 200 || status > 599) {
				throw new ControlError(400, '"fault.status" must be an HTTP status from 200 to 599.');
			}
			return { kind: 'status', status, headers: parseHeaders(headers), body };
		}
		case 'body': {
			const { body, contentType } = fault;
			if (contentType !== undefined && typeof contentType !== 'string') {
				throw new ControlError(400, '"fault.contentType" must be a string.');
			}
			return { kind: 'body', body, contentType };
		}
		case 'delay': {
			const { delayMs } = fault;
			if (typeof delayMs !== 'number' || !(delayMs >= 0)) {
				throw new ControlError(400, '"fault.delayMs" must be a number of milliseconds.');
			}
			return { kind: 'delay', delayMs };
		}
		case 'drop-before':
		case 'drop-after':
		case 'hang':
			return { kind: fault.kind };
		default:
			throw new ControlError(400, '"fault.kind" must be one of: status, body, drop-before, drop-after, hang, delay.');
	}
}

function parseHeaders(headers: unknown): Record<string, string> | undefined {
	if (headers === undefined) return undefined;
	if (!isRecord(headers)) throw new ControlError(400, '"fault.headers" must be an object of strings.');
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function isPositiveInteger(value: unknown): value is number {
	return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
