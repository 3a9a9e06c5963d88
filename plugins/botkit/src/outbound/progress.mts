import type { BotWorker } from 'botkit';
import { z } from 'zod';

import { CLASSIC_REACTIONS, isClassicReaction, isSingleEmoji } from '../../../../core/index.ts';
import { callSafely } from '../lifecycle/report.mts';
import { checkCall, wrongOption } from '../options/errors.mts';
import type { ReactionInput } from '../options/reaction.mts';
import { functionOf, objectOf } from '../options/schema.mts';
import type { TapbackSubject } from './subject.mts';

/** The tapbacks of `withProgress()`. */
export interface ProgressOptions {
	/** The tapback during the work. Default `emphasize`. */
	working?: ReactionInput;
	/** The tapback after the work; `null` removes the first one, if the provider can. Default `like`. */
	done?: ReactionInput | null;
	/** The tapback after work that failed, or `null` as above. Default `dislike`. */
	failed?: ReactionInput | null;
	/** Receives the error of a tapback that failed. The work goes on in any case. */
	onError?: (error: unknown) => void;
}

const CALL = 'withProgress()';

const reaction = z.custom<ReactionInput>(
	(value) => isClassicReaction(value) || (typeof value === 'string' && isSingleEmoji(value)),
	`must be ${CLASSIC_REACTIONS.join(', ')}, or exactly one emoji`,
);

const schema = z
	.object({
		working: reaction.optional(),
		done: reaction.nullish(),
		failed: reaction.nullish(),
		onError: functionOf<(error: unknown) => void>().optional(),
	})
	.strict();

/**
 * Shows the progress of longer work by tapbacks on a message: `await withProgress(bot, message, () => lookUp(…))`.
 * Resolves and rejects as the work does. A tapback neither delays the work nor makes it fail.
 * @throws TapbackError INVALID_INPUT for a wrong option, before the work begins
 */
export async function withProgress<T>(
	bot: Pick<BotWorker, 'tapback'>,
	subject: TapbackSubject,
	work: () => T | Promise<T>,
	options: ProgressOptions = {},
): Promise<T> {
	const {
		working = 'emphasize',
		done = 'like',
		failed = 'dislike',
		onError = () => undefined,
	} = checkCall(CALL, objectOf(schema), options);
	if (typeof work !== 'function') throw wrongOption('work', 'must be a function', CALL);
	const attempt = async (task: () => Promise<unknown>): Promise<boolean> =>
		await task().then(
			() => true,
			(error: unknown) => {
				callSafely(() => onError(error));
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
