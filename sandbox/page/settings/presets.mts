import type { ProviderOverview } from '../../src/control/overview.mts';
import type { FaultPlan } from '../../src/faults/answer-faults.mts';
import type { DeliveryFaultPlan } from '../../src/faults/delivery-faults.mts';
import { descriptionOf } from '../state/description-of.mts';
import { answerScopes } from './answer-choices.mts';
import { isSame } from './armed.mts';
import { sendsRemovals } from './delivery-choices.mts';
import { ENDLESS_TIMES } from './fault-choice.mts';

/** A plan, and its list in the control API: `POST /control/:provider/<list>`. */
export type ListedPlan = { list: 'faults'; plan: FaultPlan } | { list: 'delivery-faults'; plan: DeliveryFaultPlan };

/** A fault to try first, armed with one click. */
export type Preset = ListedPlan & { id: string; title: string; sentence: string };

/** The presets of a provider. */
export function presetsOf(providerId: string, name = 'The provider'): Preset[] {
	const tapbacks = answerScopes(providerId).find(({ id }) => id === 'tapbacks')?.match;
	const removals = sendsRemovals(providerId);
	return [
		{
			id: 'down',
			title: `${name} is down`,
			sentence:
				'Until disarmed, every call is answered with 503. A good client retries, waits longer each time, and reports the failure in the end.',
			list: 'faults',
			plan: { times: ENDLESS_TIMES, fault: { kind: 'status', status: 503 } },
		},
		{
			id: 'lost-after',
			title: 'The next tapback is lost after it took effect',
			sentence: descriptionOf(providerId)?.togglesByRepeat
				? 'The tapback is on the message, but the response is lost. The same request again would remove it: a good client does not repeat it.'
				: 'The tapback is on the message, but the response is lost. A good client retries, and the message has one tapback.',
			list: 'faults',
			plan: { match: tapbacks, times: 1, fault: { kind: 'drop-after' } },
		},
		{
			id: 'rate-limit',
			title: 'Rate limit for the next 3 calls',
			sentence: '429 with Retry-After: 2 seconds. A good client waits, and every tapback arrives in the end.',
			list: 'faults',
			plan: { times: 3, fault: { kind: 'rate-limit', retryAfterSeconds: 2 } },
		},
		{
			id: 'error-in-200',
			title: 'The next tapback gets 200 with an error inside',
			sentence: 'No tapback is placed. A good client reads the body and reports the error.',
			list: 'faults',
			plan: { match: tapbacks, times: 1, fault: { kind: 'error-in-200' } },
		},
		{
			id: 'twice',
			title: 'Deliver everything twice',
			sentence: 'Until disarmed, every webhook has a copy. A workflow should run once for each event.',
			list: 'delivery-faults',
			plan: { times: ENDLESS_TIMES, fault: { kind: 'duplicate', copies: 1 } },
		},
		{
			id: removals ? 'no-removals' : 'no-tapbacks',
			title: removals ? 'Removals never arrive' : 'Tapbacks never arrive',
			sentence: removals
				? 'Until disarmed, no webhook reports a removed tapback. The tapbacks that a workflow has stored are then out of date.'
				: 'Until disarmed, no webhook reports a tapback. A workflow should not wait for one forever.',
			list: 'delivery-faults',
			plan: { match: { event: removals ? 'removed' : 'added' }, times: ENDLESS_TIMES, fault: { kind: 'withhold' } },
		},
		{
			id: 'forged',
			title: 'The next webhook is forged',
			sentence: 'It is signed with another secret. A good client answers 401, and nothing runs.',
			list: 'delivery-faults',
			plan: { times: 1, fault: { kind: 'forge', forgery: 'signature' } },
		},
	];
}

/** The armed plan of this preset: its id, and how many are left. */
export function armedPreset(
	{ list, plan: { match = {}, times, fault } }: ListedPlan,
	{ faults, deliveryFaults }: Pick<ProviderOverview, 'faults' | 'deliveryFaults'>,
): { id: string; times: number; left: number } | undefined {
	const armed = list === 'faults' ? faults : deliveryFaults;
	return armed.find((plan) => plan.times === times && isSame(plan.match, match) && isSame(plan.fault, fault));
}
