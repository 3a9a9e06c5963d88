import { DELIVERY_EVENTS, type DeliveryEvent, FORGERIES, type Forgery } from '../model/delivery-event.mts';
import { readFields, readInteger, readKind, readMilliseconds, readOneOf } from './fields.mts';
import { createPlans, type Plan, type Planned, type Plans } from './plans.mts';

const MOST_COPIES = 20;

/** A fault of a webhook delivery. */
export type DeliveryFault =
	| { kind: 'duplicate'; copies: number }
	| { kind: 'reorder' }
	| { kind: 'delay'; delayMs: number }
	| { kind: 'forge'; forgery: Forgery }
	| { kind: 'withhold' };

/** The facts by which a plan selects deliveries. */
export interface DeliverySubject {
	event: DeliveryEvent;
}

export type DeliveryFaultPlan = Plan<DeliverySubject, DeliveryFaultInput>;
export type PlannedDeliveryFault = Planned<DeliverySubject, DeliveryFault>;
export type DeliveryFaults = Plans<DeliverySubject, DeliveryFault>;

/** A fault as input. `copies` is 1 by default. */
export type DeliveryFaultInput = Exclude<DeliveryFault, { kind: 'duplicate' }> | { kind: 'duplicate'; copies?: number };

const FIELDS: Readonly<Record<DeliveryFault['kind'], readonly string[]>> = {
	duplicate: ['copies'],
	reorder: [],
	delay: ['delayMs'],
	forge: ['forgery'],
	withhold: [],
};

/** Creates the list of planned faults of a provider's deliveries. */
export function createDeliveryFaults(changed: () => void): DeliveryFaults {
	return createPlans({ meets: (match, { event }) => (match.event ?? event) === event, changed });
}

/** Parses a plan. Throws a ControlError that names the field and the allowed values. */
export function parseDeliveryFaultPlan(input: unknown): Plan<DeliverySubject, DeliveryFault> {
	const { match, times, fault } = readFields(input, 'A delivery fault plan', ['match', 'times', 'fault']);
	return {
		match: match === undefined ? {} : parseMatch(match),
		times: times === undefined ? 1 : readInteger(times, 'times', { min: 1 }),
		fault: parseFault(fault),
	};
}

function parseMatch(match: unknown): Partial<DeliverySubject> {
	const { event } = readFields(match, '"match"', ['event']);
	return event === undefined ? {} : { event: readOneOf(event, DELIVERY_EVENTS, 'match.event') };
}

function parseFault(fault: unknown): DeliveryFault {
	const { kind, fields } = readKind(fault, FIELDS);
	switch (kind) {
		case 'duplicate':
			return { kind, copies: readInteger(fields.copies ?? 1, 'fault.copies', { min: 1, max: MOST_COPIES }) };
		case 'delay':
			return { kind, delayMs: readMilliseconds(fields.delayMs, 'fault.delayMs') };
		case 'forge':
			return { kind, forgery: readOneOf(fields.forgery, FORGERIES, 'fault.forgery') };
		case 'reorder':
		case 'withhold':
			return { kind };
	}
}
