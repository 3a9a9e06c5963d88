import { ControlError } from '../../control/control-error.mts';
import { freshUuid } from '../../model/ids.mts';
import { textsOf } from '../../model/json.mts';
import type { Provider, ProviderContext, ProviderDefinition } from '../provider.mts';
import { createVendorApp } from '../vendor-app.mts';
import { description } from './description.mts';
import { addAuthRoutes, wireIdentity } from './auth.mts';
import { deliverMessage, deliverReaction } from './webhook.mts';
import { inkboxError } from './errors.mts';
import { inkboxKept } from './stored.mts';
import { addMessageRoutes } from './messages.mts';
import { addReactionRoutes } from './reactions.mts';
import { addReadRoutes } from './reads.mts';
import { addRecoveryRoutes } from './recovery.mts';
import { API_KEY, createInkboxState } from './state.mts';
import { addWebhookRoutes, INKBOX_EVENTS, subscribe, wireSubscription } from './registration.mts';

/** Inkbox iMessage API. */
export const inkbox: ProviderDefinition = { ...description, create };

function create(context: ProviderContext): Provider {
	const state = createInkboxState(context);
	const app = createVendorApp(context, {
		isAuthorized: (c) => c.req.header('x-api-key') === API_KEY,
		unauthorized: (c) => inkboxError(c, 401, 'Invalid or missing API key'),
		rateLimited: (c) => inkboxError(c, 429, 'Rate limit exceeded'),
		errorIn200: (c) => inkboxError(c, 200, 'Upstream delivery failure'),
		unknownRoute: (c) => inkboxError(c, 404, 'Not Found'),
		serverError: (c) => inkboxError(c, 500, 'Internal Server Error'),
	});
	addAuthRoutes(app, state);
	addReactionRoutes(app, state);
	addReadRoutes(app, state);
	addMessageRoutes(app, state);
	addWebhookRoutes(app, state);
	addRecoveryRoutes(app, state);

	return {
		account: state.account,
		credentials: { apiKey: API_KEY },
		quirks: state.quirks,
		kept: inkboxKept(state),
		app,
		extras: () => ({ identities: state.identities.map((identity) => wireIdentity(state, identity)) }),
		newMessageId: freshUuid,
		messagePosted: (message) => deliverMessage(state, message),
		humanReacted: (change) => deliverReaction(state, change),
		webhooks: () =>
			state.subscriptions.map((subscription) => {
				const owner = state.identities.find(({ id }) => id === subscription.identityId);
				return wireSubscription(subscription, owner?.signingKey ?? null);
			}),
		addWebhook(url, { agent_identity_id: wanted, event_types, events = event_types }) {
			const identity = state.identities.find(({ id }) => wanted === undefined || id === wanted);
			if (!identity) throw new ControlError(404, `Inkbox has no identity "${String(wanted)}". GET /control lists the identities.`);
			return subscribe(state, identity, {
				url,
				eventTypes: textsOf(events) ?? [...INKBOX_EVENTS],
				contextConfig: null,
			});
		},
		removeWebhooks() {
			state.subscriptions = [];
		},
	};
}
