import { ControlError } from '../../control/control-error.mts';
import { textOf } from '../../model/json.mts';
import type { Provider, ProviderContext, ProviderDefinition } from '../provider.mts';
import { createVendorApp, hasBearer } from '../vendor-app.mts';
import { description } from './description.mts';
import { deliverMessage, deliverReaction } from './webhook.mts';
import { agentPhoneError, rateLimited } from './errors.mts';
import { agentPhoneKept } from './stored.mts';
import { addMessageRoutes, freshMessageId } from './messages.mts';
import { addReactionRoutes } from './reactions.mts';
import { addReadRoutes } from './reads.mts';
import { API_KEY, createAgentPhoneState } from './state.mts';
import { addWebhookRoutes, upsert, wireHook } from './registration.mts';

/** AgentPhone REST v1. */
export const agentphone: ProviderDefinition = { ...description, create };

function create(context: ProviderContext): Provider {
	const state = createAgentPhoneState(context);
	const app = createVendorApp(context, {
		isAuthorized: (c) => hasBearer(c, API_KEY),
		unauthorized: (c) => agentPhoneError(c, state, 401, 'Invalid or missing API key'),
		rateLimited,
		errorIn200: (c) => agentPhoneError(c, state, 200, 'The request could not be completed'),
		unknownRoute: (c) => agentPhoneError(c, state, 404, 'Not Found'),
		serverError: (c) => agentPhoneError(c, state, 500, 'Internal Server Error'),
	});
	addReactionRoutes(app, state);
	addReadRoutes(app, state);
	addMessageRoutes(app, state);
	addWebhookRoutes(app, state);

	return {
		account: state.account,
		credentials: { apiKey: API_KEY },
		quirks: state.quirks,
		kept: agentPhoneKept(state),
		app,
		extras: () => ({ agents: state.agents.map(({ id, name, line }) => ({ id, name, line: line.number })) }),
		newMessageId: freshMessageId,
		messagePosted: (message) => deliverMessage(state, message),
		humanReacted: (change) => deliverReaction(state, change),
		webhooks: () =>
			[...state.hooks].map(([owner, hook]) => ({
				...wireHook(hook),
				agentId: owner === 'account' ? null : owner,
			})),
		addWebhook(url, { agentId }) {
			const owner = textOf(agentId) ?? 'account';
			if (owner !== 'account' && !state.agents.some(({ id }) => id === owner)) {
				throw new ControlError(404, `AgentPhone has no agent "${owner}". GET /control lists the agents.`);
			}
			return wireHook(upsert(state, owner, { url }));
		},
		removeWebhooks: () => state.hooks.clear(),
	};
}
