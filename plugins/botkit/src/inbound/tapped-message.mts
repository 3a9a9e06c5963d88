import {
	canFindMessage,
	canFindQuoted,
	findMessage,
	whyFiltered,
	type Connection,
	type LiveSet,
	type TapbackEvent,
} from '../../../../core/index.ts';
import type { Settings } from '../options/check-options.mts';
import type { Report } from '../lifecycle/report.mts';

/** Looks up the tapped message, with one request for each event. */
export interface TappedMessages {
	/** Whether a quoted message is looked up, so that texts which a person may have typed count, too. */
	findsQuoted: boolean;
	/**
	 * The event with its message; without it, if the request fails. `unwanted`: the filter excludes its message. `none`: it is
	 * an ordinary text that a person wrote, and no tapback.
	 */
	find(event: TapbackEvent): Promise<TapbackEvent | 'unwanted' | 'none'>;
}

export function createTappedMessages(
	{ provider, webhook }: Settings,
	{ connection, liveSet, report }: { connection: Connection; liveSet: LiveSet; report: Report },
): TappedMessages {
	const isOn = webhook.includeMessage && canFindMessage(provider);
	return {
		findsQuoted: isOn && canFindQuoted(provider),
		async find(event) {
			if (!isOn) return event;
			try {
				const found = await findMessage(provider, event, connection);
				if (found === undefined) return 'none';
				if (event.messageId !== null) return found;
				const recorded = found.messageId === null ? found : liveSet.record(found);
				return whyFiltered(recorded, webhook.filter) === undefined ? recorded : 'unwanted';
			} catch (error) {
				report('The message that was tapped could not be read', error);
				return event;
			}
		},
	};
}
