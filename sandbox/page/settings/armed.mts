import type { Fault } from '../../src/faults/answer-faults.mts';
import type { DeliveryFault } from '../../src/faults/delivery-faults.mts';
import { forgeryTitle } from '../wire/forgeries.mts';
import { ANSWER_CHOICES } from './answer-choices.mts';
import { PLAIN_DELIVERY_CHOICES } from './delivery-choices.mts';
import { ENDLESS_TIMES, type FaultChoice, type FaultScope } from './fault-choice.mts';

/** Says what a planned fault does to an answer. */
export function describeAnswerFault(fault: Fault): string {
	switch (fault.kind) {
		case 'status':
			return `Status ${fault.status}`;
		case 'status-after':
			return `Status ${fault.status} after it took effect`;
		case 'rate-limit':
			return `429, Retry-After ${fault.retryAfterSeconds} s`;
		case 'body':
			return fault.contentType === 'text/html' ? titleOf(ANSWER_CHOICES, 'web-page') : 'Another body';
		case 'delay':
			return `${fault.delayMs / 1000} s late`;
		case 'trickle':
			return `One byte every ${fault.byteDelayMs / 1000} s`;
		case 'error-in-200':
		case 'drop-before':
		case 'drop-after':
		case 'hang-before':
		case 'hang':
		case 'truncate':
		case 'reset':
			return titleOf(ANSWER_CHOICES, fault.kind);
	}
}

/** Says what a planned fault does to a webhook. */
export function describeDeliveryFault(fault: DeliveryFault): string {
	switch (fault.kind) {
		case 'duplicate':
			return fault.copies === 1 ? 'Delivered twice' : `Delivered ${fault.copies + 1} times`;
		case 'delay':
			return `${fault.delayMs / 1000} s late`;
		case 'forge':
			return `Forged: ${lowerFirst(forgeryTitle(fault.forgery))}`;
		case 'reorder':
		case 'withhold':
			return titleOf(PLAIN_DELIVERY_CHOICES, fault.kind);
	}
}

/** The calls or webhooks of a plan: its scope, or its own `match` if it came from the control API. */
export function describeMatch<Match extends object>(match: Match, scopes: readonly FaultScope<Match>[]): string {
	return scopes.find((scope) => isSame(scope.match, match))?.title ?? Object.values(match).join(' ');
}

/** The number of calls or webhooks that are left for a plan. */
export function describeLeft({ times, left }: { times: number; left: number }): string {
	if (times >= ENDLESS_TIMES) return 'until disarmed';
	return times === left ? `${left} left` : `${left} of ${times} left`;
}

/** The same, beside an armed fault. */
export function describeArmed(plan: { times: number; left: number }): string {
	return plan.times >= ENDLESS_TIMES ? 'Armed' : `Armed, ${describeLeft(plan)}`;
}

/** Whether two plain objects have the same fields. An absent field equals an undefined one. */
export function isSame(one: object, other: object): boolean {
	return sorted(one) === sorted(other);
}

function titleOf<Fault>(choices: readonly FaultChoice<Fault>[], id: string): string {
	return choices.find((choice) => choice.id === id)?.title ?? id;
}

function sorted(object: object): string {
	const entries = Object.entries(object).filter(([, value]) => value !== undefined);
	return JSON.stringify(entries.sort(([one], [other]) => one.localeCompare(other)));
}

function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}
