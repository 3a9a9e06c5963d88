import type { BotWorker } from 'botkit';

import type { Provider, TapbackResult } from '../../../../core/index.ts';
import { checkWorkerTapback } from '../options/check-calls.mts';
import type { ReactionInput } from '../options/reaction.mts';
import type { SendOptions, Sending } from './sending.mts';
import type { TapbackSubject } from './subject.mts';

export interface WorkerTapbackOptions extends SendOptions {
	/** Takes the tapback off instead. */
	remove?: boolean;
}

/**
 * `bot.tapback(message, 'love')`.
 * @throws TapbackError It can be caught where it is called: nothing of it runs through Botkit.
 */
export type WorkerTapback = (subject: TapbackSubject, reaction: ReactionInput, options?: WorkerTapbackOptions) => Promise<TapbackResult>;

/** A middleware for `spawn`: every bot gets `tapback`. */
export function addTapback(provider: Provider, sending: Sending): (bot: BotWorker) => Promise<void> {
	return async (bot) => {
		bot.tapback = async (subject, reaction, given) => {
			const { remove = false, ...options } = checkWorkerTapback('bot.tapback()', provider, given);
			return await sending.send(remove ? 'remove' : 'add', subject, reaction, options);
		};
	};
}
