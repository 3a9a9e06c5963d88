import { keep, type Kept } from '../../persistence/stored.mts';
import { flag, listOf, nullOr, objectOf, text } from '../../persistence/shape.mts';
import type { LinqState, Subscription } from './state.mts';

const subscription = objectOf<Subscription>({
	id: text,
	created_at: text,
	updated_at: text,
	is_active: flag,
	subscribed_events: listOf(text),
	target_url: text,
	phone_numbers: nullOr(listOf(text)),
	signing_secret: text,
});

/** Linq's stored state: the subscriptions with their secrets. */
export function linqKept(state: LinqState): Kept {
	return keep(objectOf<Pick<LinqState, 'subscriptions'>>({ subscriptions: listOf(subscription) }), {
		save: () => ({ subscriptions: state.subscriptions }),
		restore({ subscriptions }) {
			state.subscriptions = subscriptions;
		},
	});
}
