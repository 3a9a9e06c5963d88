import { textOf, textsOf } from '../../model/json.mts';
import { ControlError } from '../../control/control-error.mts';
import { freshUuid } from '../../model/ids.mts';
import type { Provider, ProviderContext, ProviderDefinition } from '../provider.mts';
import { createVendorApp, hasBearer } from '../vendor-app.mts';
import { description } from './description.mts';
import { deliverMessage, deliverReaction } from './webhook.mts';
import { linqError } from './errors.mts';
import { linqKept } from './stored.mts';
import { addMessageRoutes } from './messages.mts';
import { addReactionRoutes } from './reactions.mts';
import { addReadRoutes } from './reads.mts';
import { API_KEY, createLinqState } from './state.mts';
import { traceIdOf } from './trace.mts';
import { addWebhookRoutes, LINQ_EVENTS, subscribe } from './registration.mts';

/** Linq Partner API v3. */
export const linq: ProviderDefinition = { ...description, create };

function create(context: ProviderContext): Provider {
	const state = createLinqState(context);
	const app = createVendorApp(context, {
		isAuthorized(c) {
			// First, so that refusals have it, too.
			traceIdOf(c);
			return hasBearer(c, API_KEY);
		},
		unauthorized: (c) => linqError(c, 2004),
		rateLimited: (c, seconds) =>
			linqError(c, 1007, {
				message: `Rate limited. Try again in ${seconds} seconds.`,
				retryAfterSeconds: seconds,
			}),
		errorIn200: (c) => linqError(c, 3006, { httpStatus: 200 }),
		unknownRoute: (c) => linqError(c, 2002, { message: 'Not found' }),
		serverError: (c) => linqError(c, 3006),
	});
	addReactionRoutes(app, state);
	addReadRoutes(app, state);
	addMessageRoutes(app, state);
	addWebhookRoutes(app, state);

	return {
		account: state.account,
		credentials: { apiKey: API_KEY },
		quirks: state.quirks,
		kept: linqKept(state),
		app,
		extras: () => ({}),
		newMessageId: freshUuid,
		messagePosted: (message) => deliverMessage(state, message),
		humanReacted: (change) => deliverReaction(state, change),
		webhooks: () => state.subscriptions.map((subscription) => ({ ...subscription, url: subscription.target_url })),
		addWebhook(url, { subscribed_events, events = subscribed_events, phone_numbers }) {
			if (state.subscriptions.some(({ target_url }) => target_url === url)) {
				throw new ControlError(409, `Linq takes a target_url once per account, and "${textOf(url) ?? ''}" is taken.`);
			}
			const chosen = textsOf(events) ?? [...LINQ_EVENTS];
			return {
				...subscribe(state, {
					target_url: url,
					subscribed_events: chosen,
					phone_numbers: textsOf(phone_numbers) ?? null,
				}),
				url,
			};
		},
		removeWebhooks() {
			state.subscriptions = [];
		},
	};
}
