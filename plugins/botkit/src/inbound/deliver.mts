import type { Botkit, BotkitMessage } from 'botkit';

import type { TapbackEvent } from '../../../../core/index.ts';
import type { Reference } from '../options/types.mts';
import type { Settings } from '../options/check-options.mts';
import { madeUpReference, reactionActivity } from './activity.mts';
import type { References } from './references.mts';

/**
 * Runs a turn of the bot for a tapback, in the tapback's conversation. `asking`: the conversation of the question that the
 * tapback answers. Resolves when the turn is over.
 */
export async function deliver(
	controller: Botkit,
	event: TapbackEvent,
	parts: { settings: Settings; references: References; asking: Partial<Reference> | undefined },
): Promise<void> {
	const chosen = await parts.settings.referenceOf?.(event);
	const reference = chosen ?? parts.asking ?? parts.references.find(event) ?? madeUpReference(event);
	await runTurn(controller, reference, reactionActivity(event));
}

/**
 * Runs a turn as an adapter does. The controller creates context and worker, because a second copy of botbuilder would have
 * a second class TurnContext.
 */
export async function runTurn(
	controller: Botkit,
	reference: Partial<Reference>,
	activity: Partial<BotkitMessage['incoming_message']>,
): Promise<void> {
	const bot = await controller.spawn({ activity: { ...activity, conversation: reference.conversation } });
	await bot.changeContext(reference);
	const context = bot.getConfig('context');
	Object.assign(context.activity, activity);
	const { adapter } = controller;
	const logic = async (turn: Parameters<Botkit['handleTurn']>[0]) => void (await controller.handleTurn(turn));
	await (typeof adapter.runMiddleware === 'function' ? adapter.runMiddleware(context, logic) : logic(context));
}
