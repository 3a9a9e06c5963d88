import { textOf, textsOf } from '../../model/json.mts';
import { ControlError } from '../../control/control-error.mts';
import type { Provider, ProviderContext, ProviderDefinition } from '../provider.mts';
import { createVendorApp } from '../vendor-app.mts';
import { description } from './description.mts';
import { deliverMessage, deliverTapback } from './webhook.mts';
import { sendblueError } from './errors.mts';
import { sendblueKept } from './stored.mts';
import { addMessageRoutes } from './messages.mts';
import { addReactionRoutes } from './reactions.mts';
import { addReadRoutes } from './reads.mts';
import { API_KEY_ID, API_SECRET_KEY, createSendblueState, freshHandle, HOOK_TYPES } from './state.mts';
import { addWebhookRoutes, append } from './registration.mts';

/** Sendblue. */
export const sendblue: ProviderDefinition = { ...description, create };

function create(context: ProviderContext): Provider {
	const state = createSendblueState(context);
	const app = createVendorApp(context, {
		isAuthorized: (c) => c.req.header('sb-api-key-id') === API_KEY_ID && c.req.header('sb-api-secret-key') === API_SECRET_KEY,
		unauthorized: (c) => sendblueError(c, 401, 'Unauthorized'),
		rateLimited: (c) => sendblueError(c, 429, 'Too many requests'),
		errorIn200: (c) => sendblueError(c, 200, 'The request failed'),
		unknownRoute: (c) => sendblueError(c, 404, 'Not found'),
		serverError: (c) => sendblueError(c, 500, 'Internal server error'),
	});
	addReactionRoutes(app, state);
	addReadRoutes(app, state);
	addMessageRoutes(app, state);
	addWebhookRoutes(app, state);

	return {
		account: state.account,
		credentials: { apiKeyId: API_KEY_ID, apiSecretKey: API_SECRET_KEY },
		quirks: state.quirks,
		kept: sendblueKept(state),
		app,
		extras: () => ({ globalSecret: state.globalSecret ?? null }),
		newMessageId: freshHandle,
		messagePosted: (message) => deliverMessage(state, message),
		humanReacted: (change) => deliverTapback(state, change),
		webhooks: () =>
			[...state.hooks].flatMap(([type, entries]) =>
				entries.map((entry) => ({ type, ...(typeof entry === 'string' ? { url: entry } : entry) })),
			),
		addWebhook(url, { type = 'receive', secret, sendblue_numbers }) {
			const hookType = HOOK_TYPES.find((known) => known === type);
			if (!hookType) throw new ControlError(400, `"type" must be one of: ${HOOK_TYPES.join(', ')}.`);
			const entry = { url, secret: textOf(secret), sendblue_numbers: textsOf(sendblue_numbers) };
			const isPlain = entry.secret === undefined && entry.sendblue_numbers === undefined;
			append(state, hookType, [isPlain ? url : entry]);
			return { type: hookType, ...entry };
		},
		removeWebhooks() {
			state.hooks.clear();
			state.globalSecret = undefined;
		},
	};
}
