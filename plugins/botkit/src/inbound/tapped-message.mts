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

export interface TappedMessages {
	/** Whether quotes are looked for, so that texts of every kind may come in. */
	findsQuoted: boolean;
	/**
	 * The event with its message, as it came where that can't be read; `unwanted` where it is on another message than those
	 * wanted, `none` where a person wrote the words, and they stand for no tapback.
	 */
	find(event: TapbackEvent): Promise<TapbackEvent | 'unwanted' | 'none'>;
}

/** Looks up what was tapped, with one request for each event. */
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
				const noted = found.messageId === null ? found : liveSet.record(found);
				return whyFiltered(noted, webhook.filter) === undefined ? noted : 'unwanted';
			} catch (error) {
				report('The message that was tapped could not be read', error);
				return event;
			}
		},
	};
}
