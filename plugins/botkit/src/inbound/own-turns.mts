import type { BotWorker, Botkit } from 'botkit';

import { SETTLED, TAPBACK } from './activity.mts';

type Next = (error?: unknown) => void;
type SpawnMiddleware = (this: unknown, bot: BotWorker, next: Next) => unknown;

/**
 * Lets our own turns continue if a `spawn` middleware fails on them, because adapters may require what only their own turns have:
 * Slack's adapter for several workspaces, for example, ends a turn without a workspace. Tapbacks need nothing of it.
 */
export function letOwnTurnsPass(controller: Botkit): void {
	const { fns } = controller.middleware.spawn;
	if (!Array.isArray(fns)) return;
	fns.forEach((middleware: SpawnMiddleware, index) => {
		fns[index] = tolerant(middleware);
	});
}

function tolerant(middleware: SpawnMiddleware): SpawnMiddleware {
	return function (bot, next) {
		const done: Next = (error) => next(isOwnTurn(bot) ? undefined : error);
		if (middleware.length > 1) return middleware.call(this, bot, done);
		return Promise.resolve()
			.then(async () => await middleware.call(this, bot, done))
			.then(() => done(), done);
	};
}

function isOwnTurn(bot: BotWorker): boolean {
	const type: unknown = bot.getConfig('activity')?.channelData?.botkitEventType;
	return type === TAPBACK || type === SETTLED;
}
