import type { BotWorker } from 'botkit';
import { z } from 'zod';

import { CLASSIC_REACTIONS, isClassicReaction, isSingleEmoji } from '../../../../core/index.ts';
import { checkCall, wrongOption } from '../options/errors.mts';
import type { ReactionInput } from '../options/reaction.mts';
import { functionOf, objectOf } from '../options/schema.mts';
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
 * Shows by tapbacks on a message that something longer goes on: `await withProgress(bot, message, () => lookUp(…))`.
 * Gives what the work gives, and rejects as it rejects; a tapback neither delays it nor breaks it.
 * @throws TapbackError INVALID_INPUT for an option that is wrong, before the work begins.
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
