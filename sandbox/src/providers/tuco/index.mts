import { textOf, textsOf } from '../../model/json.mts';
import type { Provider, ProviderContext, ProviderDefinition } from '../provider.mts';
import { createVendorApp, hasBearer } from '../vendor-app.mts';
import { description } from './description.mts';
import { deliverMessage, deliverReaction } from './webhook.mts';
import { rateLimited, tucoError } from './errors.mts';
import { tucoKept } from './stored.mts';
import { addMessageRoutes } from './messages.mts';
import { addReactionRoutes } from './reactions.mts';
import { addReadRoutes } from './reads.mts';
import { API_KEY, createTucoState, freshObjectId } from './state.mts';
import { addWebhookRoutes, register, TUCO_EVENTS } from './registration.mts';

/** Tuco. */
export const tuco: ProviderDefinition = { ...description, create };

function create(context: ProviderContext): Provider {
	const state = createTucoState(context);
	const app = createVendorApp(context, {
		isAuthorized: (c) => hasBearer(c, API_KEY),
		unauthorized: (c) => tucoError(c, 401, 'Unauthorized'),
		rateLimited,
		errorIn200: (c) => tucoError(c, 200, 'BlueBubbles error: connect ETIMEDOUT'),
		unknownRoute: (c) => tucoError(c, 404, 'Not found'),
		serverError: (c) => tucoError(c, 500, 'Internal server error'),
	});
	addReactionRoutes(app, state);
	addReadRoutes(app, state);
	addMessageRoutes(app, state);
	addWebhookRoutes(app, state);

	return {
		account: state.account,
		credentials: { apiKey: API_KEY },
		quirks: state.quirks,
		kept: tucoKept(state),
		app,
		extras: () => ({}),
		newMessageId: freshObjectId,
		messagePosted: (message) => deliverMessage(state, message),
		humanReacted: (change) => deliverReaction(state, change),
		webhooks: () => state.hooks.map((hook) => ({ ...hook })),
		addWebhook: (url, { events, name, description }) => ({
			...register(state, {
				url,
				events: textsOf(events) ?? [...TUCO_EVENTS],
				name: textOf(name) ?? 'Another client',
				description: textOf(description) ?? null,
			}),
		}),
		removeWebhooks() {
			state.hooks = [];
		},
	};
}
