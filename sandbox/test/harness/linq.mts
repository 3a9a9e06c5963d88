import type { Answer, Call, Receiver } from './sandbox.mts';

export const LINQ_API = '/api/partner/v3';

/** Registers a webhook for tapbacks at Linq, by its own API. */
export function subscribeAtLinq(call: Call, { url }: Receiver, fields: Record<string, unknown> = {}): Promise<Answer> {
	return call('POST', `${LINQ_API}/webhook-subscriptions`, {
		target_url: url,
		subscribed_events: ['reaction.added', 'reaction.removed'],
		...fields,
	});
}
