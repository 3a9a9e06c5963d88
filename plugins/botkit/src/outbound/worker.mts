import type { BotWorker } from 'botkit';

import type { Provider, TapbackResult } from '../../../../core/index.ts';
import { checkWorkerTapback } from '../options/check-calls.mts';
import type { ReactionInput } from '../options/reaction.mts';
import type { SendOptions, Sending } from './sending.mts';
import type { TapbackSubject } from './subject.mts';

/** Options of `bot.tapback()`. */
export interface WorkerTapbackOptions extends SendOptions {
	/** Removes the tapback instead of adding it. Default `false`. */
	remove?: boolean;
}

/**
 * Adds or removes a tapback: `bot.tapback(message, 'love')`.
 * @throws TapbackError as `api.send` does. The caller can catch it, because the call doesn't pass through Botkit.
 */
export type WorkerTapback = (subject: TapbackSubject, reaction: ReactionInput, options?: WorkerTapbackOptions) => Promise<TapbackResult>;

/** A middleware for `spawn`: adds `tapback` to every bot worker. */
export function addTapback(provider: Provider, sending: Sending): (bot: BotWorker) => Promise<void> {
	return async (bot) => {
		bot.tapback = async (subject, reaction, given) => {
			const { remove = false, ...options } = checkWorkerTapback('bot.tapback()', provider, given);
			return await sending.send(remove ? 'remove' : 'add', subject, reaction, options);
		};
	};
}
