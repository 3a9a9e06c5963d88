import type { Botkit } from 'botkit';

import { TapbackError } from '../../../../core/index.ts';
import { PLUGIN_NAME } from '../api.mts';
import type { WebhookHandler } from '../inbound/handler.mts';
import { whyTaken } from '../inbound/route.mts';
import type { WebhookSettings } from '../options/check-webhook.mts';
import { wrongOption } from '../options/errors.mts';

/** Why a plugin can't work for a controller; `undefined` if it can. */
export function whyUnusable(
	controller: Botkit,
	{ isUsed, isAdapter, webhook, handler }: { isUsed: boolean; isAdapter: boolean; webhook: WebhookSettings; handler: WebhookHandler },
): TapbackError | undefined {
	if (isUsed) return refused('A tapback plugin belongs to one controller. Call tapback() for each.');
	if (controller.plugins[PLUGIN_NAME] !== undefined) {
		return refused(
			'This controller already has a tapback plugin or an IMessageAdapter. For several providers, create one Botkit for each: they can share one web server, each with its own path.',
		);
	}
	if (!webhook.isMounted) return undefined;
	const isOfAdapter = webhook.path === controller.getConfig('webhook_uri') && !isAdapter && controller.webserver;
	const why = isOfAdapter
		? `is ${webhook.path}, where the bot’s adapter receives its own messages. Give another path`
		: whyTaken(controller, webhook.path, handler);
	return why === undefined ? undefined : wrongOption('webhook.path', why);
}

function refused(message: string): TapbackError {
	return new TapbackError('INVALID_INPUT', message);
}
