import type { BotWorker, BotkitMessage } from 'botkit';

import type { Report } from '../lifecycle/report.mts';
import type { Settings } from '../options/check-options.mts';
import { TAPBACK } from './activity.mts';
import type { References } from './references.mts';

/**
 * A middleware for `receive`: records the conversation of each message. Never throws, because an error of a middleware would
 * end the process, or the turn would never end.
 */
export function recordMessages(
	{ messageIdOf }: Settings,
	{ references, report }: { references: References; report: Report },
): (bot: BotWorker, message: BotkitMessage) => Promise<void> {
	return async (_bot, message) => {
		if (message.type === TAPBACK) return;
		try {
			references.rememberPerson(message);
			const id = messageIdOf?.(message) ?? message.incoming_message.id;
			if (id) references.remember(id, message.reference);
		} catch (error) {
			report('A message could not be recorded', error);
		}
	};
}
