import type { BotWorker, BotkitMessage } from 'botkit';

import type { Report } from '../lifecycle/report.mts';
import type { Settings } from '../options/check-options.mts';
import { TAPBACK } from './activity.mts';
import type { References } from './references.mts';

/**
 * A middleware for `receive`: notes where each message was seen. It never throws: a middleware that threw would end the
 * process, and the turn would never end.
 */
export function noteMessages(
	{ messageIdOf }: Settings,
	{ references, report }: { references: References; report: Report },
): (bot: BotWorker, message: BotkitMessage) => Promise<void> {
	return async (_bot, message) => {
		if (message.type === TAPBACK) return;
		try {
			references.meet(message);
			const id = messageIdOf?.(message) ?? message.incoming_message.id;
			if (id) references.remember(id, message.reference);
		} catch (error) {
			report('A message could not be noted', error);
		}
	};
}
