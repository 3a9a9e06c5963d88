import type { BotWorker, Botkit, BotkitMessage } from 'botkit';

import type { Report } from '../lifecycle/report.mts';
import type { Addresses } from './addresses.mts';

type Handler = Parameters<Botkit['on']>[1];

/**
 * Guards the handlers that are registered from now on: an error in a handler, or a message that can't be sent, ends its turn
 * only. Without the guard Botkit leaves an unhandled rejection, which ends the process, and a turn that never ends.
 */
export function containHandlers(controller: Botkit, report: Report): void {
	const guarded = (handler: Handler): Handler =>
		async function (this: unknown, bot, message) {
			try {
				return await handler.call(this, bot, message);
			} catch (error) {
				report('A handler failed', error);
			}
		};
	const { on, hears, interrupts } = controller;
	controller.on = (events, handler) => on.call(controller, events, guarded(handler));
	controller.hears = (patterns, events, handler) => hears.call(controller, patterns, events, guarded(handler));
	controller.interrupts = (patterns, events, handler) => interrupts.call(controller, patterns, events, guarded(handler));
}

/** A middleware for `spawn`: `bot.say` rejects if it fails, a failing dialog ends its turn only, and `startConversationWithUser` works. */
export function mendWorker({ addresses, report }: { addresses: Addresses; report: Report }): (bot: BotWorker) => Promise<void> {
	return async (bot) => {
		bot.say = async (message) => await say(bot, message);
		bot.startConversationWithUser = async (reference) => void (await bot.changeContext(addresses.begun(reference)));
		const dialogContext = bot.getConfig('dialogContext');
		if (typeof dialogContext?.continueDialog !== 'function') return;
		const { continueDialog } = dialogContext;
		dialogContext.continueDialog = async () => {
			// A deep copy, as JSON like in the storage.
			const before: unknown[] = JSON.parse(JSON.stringify(dialogContext.stack));
			try {
				return await continueDialog.call(dialogContext);
			} catch (error) {
				report('A conversation failed', error);
				// The dialog waits again as before the message, and no other handler gets this message.
				dialogContext.stack.splice(0, Infinity, ...before);
				return { status: 'waiting' };
			}
		};
	};
}

/** In place of Botkit's own, which never settles if the adapter rejects. */
async function say(bot: BotWorker, message: Partial<BotkitMessage> | string): Promise<unknown> {
	const activity = bot.ensureMessageFormat(message);
	return await new Promise((resolve, reject) => {
		bot.controller.middleware.send.run(bot, activity, (error: unknown, _bot: BotWorker, ready: unknown) => {
			if (error) return reject(error);
			bot.getConfig('context').sendActivity(ready).then(resolve, reject);
		});
	});
}
