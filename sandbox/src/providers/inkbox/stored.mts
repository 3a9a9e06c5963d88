import { keep, type Kept } from '../../persistence/stored.mts';
import { anything, listOf, objectOf, optional, text } from '../../persistence/shape.mts';
import type { Identity, InkboxState, Subscription } from './state.mts';

interface Saved {
	signingKeys: Pick<Identity, 'id' | 'signingKey' | 'signingKeyCreatedAt'>[];
	subscriptions: Subscription[];
}

const signingKey = objectOf<Saved['signingKeys'][number]>({
	id: text,
	signingKey: optional(text),
	signingKeyCreatedAt: optional(text),
});

const subscription = objectOf<Subscription>({
	id: text,
	identityId: text,
	url: text,
	eventTypes: listOf(text),
	contextConfig: anything,
	createdAt: text,
	updatedAt: text,
});

/** Inkbox's stored state: the identities' signing keys, and the subscriptions, but not which deliveries were replays. */
export function inkboxKept(state: InkboxState): Kept {
	return keep(objectOf<Saved>({ signingKeys: listOf(signingKey), subscriptions: listOf(subscription) }), {
		save: () => ({
			signingKeys: state.identities.map(({ id, signingKey, signingKeyCreatedAt }) => ({ id, signingKey, signingKeyCreatedAt })),
			subscriptions: state.subscriptions,
		}),
		restore({ signingKeys, subscriptions }) {
			const keys = new Map(signingKeys.map((key) => [key.id, key]));
			state.identities = state.identities.map((identity) => ({ ...identity, ...keys.get(identity.id) }));
			state.subscriptions = subscriptions;
		},
	});
}
