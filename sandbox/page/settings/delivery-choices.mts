import type { ProviderOverview } from '../../src/control/overview.mts';
import type { DeliveryFault, DeliverySubject } from '../../src/faults/delivery-faults.mts';
import type { Forgery } from '../../src/model/delivery-event.mts';
import { descriptionOf } from '../state/description-of.mts';
import { FORGERY_TEXTS } from '../wire/forgeries.mts';
import type { FaultChoice, FaultScope } from './fault-choice.mts';

/** Faults of a delivery, without forgeries. */
export const PLAIN_DELIVERY_CHOICES: readonly FaultChoice<DeliveryFault>[] = [
	{
		id: 'duplicate',
		title: 'Delivered more than once',
		happens: 'The same event comes again at the same moment.',
		goodClient: 'recognizes the event by its id and acts on it once.',
		number: { label: 'Further copies', initial: 1, min: 1, max: 20 },
		build: (copies) => ({ kind: 'duplicate', copies }),
	},
	{
		id: 'reorder',
		title: 'Sent after the next one',
		happens: 'It is sent after the next webhook, or after ten seconds.',
		goodClient: 'goes by the time inside the event, not by the order of arrival.',
		build: () => ({ kind: 'reorder' }),
	},
	{
		id: 'delay',
		title: 'Delivered late',
		happens: 'It is sent later, and signed when it is sent.',
		goodClient: 'takes it, and knows that the world may have moved on.',
		number: { label: 'Delay, in seconds', initial: 5, min: 0, max: 86_400, allowsFractions: true },
		build: (seconds) => ({ kind: 'delay', delayMs: Math.round(seconds * 1000) }),
	},
	{
		id: 'withhold',
		title: 'Never delivered',
		happens: 'It is not sent, as if the vendor had lost it.',
		goodClient: 'does not wait for it forever, and reads the tapbacks on the message where it must be sure.',
		build: () => ({ kind: 'withhold' }),
	},
];

/** All faults of a provider's webhooks, forgeries last. */
export function deliveryChoices(providerId: string, quirks: ProviderOverview['quirks']): FaultChoice<DeliveryFault>[] {
	const forgeries = FORGERY_TEXTS.map(({ forgery, title, explanation }): FaultChoice<DeliveryFault> => {
		const unnoticed = whyUnnoticed(providerId, quirks, forgery);
		return {
			id: forgery,
			title,
			group: 'Forged',
			happens: `${explanation} Only the first try is forged.`,
			goodClient: unnoticed === undefined ? 'answers 401 and starts nothing.' : `cannot notice this: ${unnoticed}.`,
			build: () => ({ kind: 'forge', forgery }),
		};
	});
	return [...PLAIN_DELIVERY_CHOICES, ...forgeries];
}

/** The webhooks of a provider that a fault may apply to. */
export function deliveryScopes(providerId: string): FaultScope<Partial<DeliverySubject>>[] {
	return [
		{ id: 'all', title: 'All webhooks', match: {} },
		{ id: 'message', title: 'Only messages', match: { event: 'message' } },
		{ id: 'added', title: 'Only tapbacks placed', match: { event: 'added' } },
		...(sendsRemovals(providerId) ? [{ id: 'removed', title: 'Only tapbacks removed', match: { event: 'removed' as const } }] : []),
	];
}

/** Whether the vendor reports removed tapbacks. */
export function sendsRemovals(providerId: string): boolean {
	return descriptionOf(providerId)?.sendsNoRemovals !== true;
}

function whyUnnoticed(providerId: string, quirks: ProviderOverview['quirks'], forgery: Forgery): string | undefined {
	const proof = descriptionOf(providerId)?.proofOf?.(quirks) ?? 'body-and-time';
	if (proof === 'body-and-time') return undefined;
	if (forgery === 'stale' || forgery === 'future')
		return proof === 'body' ? 'the signature does not cover the time' : 'a secret in a header does not protect the time';
	return forgery === 'body' && proof === 'secret' ? 'a secret in a header does not protect the body' : undefined;
}
