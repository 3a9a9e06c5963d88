import type { BotWorker } from 'botkit';

import type { ReactionInput } from './reaction.mts';
import type { TapbackSubject } from './subject.mts';

export interface ProgressOptions {
	/** While the work goes on. Default `emphasize`. */
	working?: ReactionInput;
	/** Takes its place afterwards; `null` takes it off, where the provider can. Default `like`. */
	done?: ReactionInput | null;
	/** The same after work that failed. Default `dislike`. */
	failed?: ReactionInput | null;
	/** Hears of a tapback that failed; the work goes on in any case. */
	onError?: (error: unknown) => void;
}

/**
 * Shows by tapbacks on a message that something longer goes on: `await withProgress(bot, message, () => lookUp(…))`.
 * Gives what the work gives, and rejects as it rejects; a tapback neither delays it nor breaks it.
 */
export async function withProgress<T>(
	bot: Pick<BotWorker, 'tapback'>,
	subject: TapbackSubject,
	work: () => T | Promise<T>,
	{ working = 'emphasize', done = 'like', failed = 'dislike', onError = () => undefined }: ProgressOptions = {},
): Promise<T> {
	const attempt = async (task: () => Promise<unknown>): Promise<boolean> =>
		await task().then(
			() => true,
			(error: unknown) => {
				onError(error);
				return false;
			},
		);
	const started = attempt(async () => await bot.tapback(subject, working));
	const end = async (reaction: ReactionInput | null) => {
		const isPlaced = await started;
		if (reaction !== null) return await attempt(async () => await bot.tapback(subject, reaction));
		return isPlaced && (await attempt(async () => await bot.tapback(subject, working, { remove: true, whenUnsupported: 'skip' })));
	};
	try {
		const result = await work();
		void end(done);
		return result;
	} catch (error) {
		void end(failed);
		throw error;
	}
}
