import type { BotWorker, BotkitMessage } from 'botkit';

import type { Reference } from '../options/types.mts';
import type { Report } from '../lifecycle/report.mts';

type Activity = Partial<BotkitMessage['incoming_message']>;

/** An activity that the bot sent, with the id that the adapter returned. */
export interface Sent {
	id: string | undefined;
	activity: Activity;
	reference: Partial<Reference>;
	/** The context of the turn in which it was sent. */
	context: object;
}

type Next = () => Promise<Array<{ id?: string } | undefined>>;

/** A middleware for `send`: calls `onSent` for each activity after the adapter sent it. Never throws. */
export function watchSent(onSent: (sent: Sent) => void, report: Report): (bot: BotWorker) => Promise<void> {
	const watched = new WeakSet<object>();
	return async (bot) => {
		const context = bot.getConfig('context');
		if (typeof context?.onSendActivities !== 'function' || watched.has(context)) return;
		watched.add(context);
		context.onSendActivities(async (_context: unknown, activities: Activity[], next: Next) => {
			const responses = await next();
			try {
				activities.forEach((activity, index) => onSent({ id: responses[index]?.id, activity, reference: referenceOf(activity), context }));
			} catch (error) {
				report('A message that was sent could not be recorded', error);
			}
			return responses;
		});
	};
}

function referenceOf({ channelId, serviceUrl, conversation, recipient, from }: Activity): Partial<Reference> {
	return { channelId, serviceUrl, conversation, user: recipient, bot: from };
}
