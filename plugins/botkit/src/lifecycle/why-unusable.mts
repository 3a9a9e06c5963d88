import type { Botkit } from 'botkit';

import { TapbackError } from '../../../../core/index.ts';
import { PLUGIN_NAME } from '../api.mts';
import type { WebhookHandler } from '../inbound/handler.mts';
import { whyTaken } from '../inbound/route.mts';
import type { WebhookSettings } from '../options/check-webhook.mts';
import { wrongOption } from '../options/errors.mts';

/** Why a plugin can't work for a controller, where deliveries would be lost; `undefined` where it can. */
export function whyUnusable(
	controller: Botkit,
	{ isUsed, isAdapter, webhook, handler }: { isUsed: boolean; isAdapter: boolean; webhook: WebhookSettings; handler: WebhookHandler },
): TapbackError | undefined {
	if (isUsed) return refused('A tapback plugin belongs to one controller. Call tapback() for each.');
	if (controller.plugins[PLUGIN_NAME] !== undefined) {
		return refused(
			'This controller has tapbacks already, by another plugin or by its IMessageAdapter. For several providers make a Botkit for each: they can share one web server, with a path each.',
		);
	}
	if (!webhook.isMounted) return undefined;
	const isOfAdapter = webhook.path === controller.getConfig('webhook_uri') && !isAdapter && controller.webserver;
	const why = isOfAdapter
		? `is ${webhook.path}, where the bot’s adapter receives its own messages. Give another one`
		: whyTaken(controller, webhook.path, handler);
	return why === undefined ? undefined : wrongOption('webhook.path', why);
}

function refused(message: string): TapbackError {
	return new TapbackError('INVALID_INPUT', message);
}
