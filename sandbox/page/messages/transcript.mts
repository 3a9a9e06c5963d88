import type { Message } from '../../src/model/message.mts';
import { isPause, type Clock } from './times.mts';

/** A message in the conversation. */
export interface TranscriptRow {
	message: Message;
	/** Whether the holder of the phone wrote it. */
	isMine: boolean;
	/** Whether the time is shown above it. */
	isAfterPause: boolean;
	/** Messages of one author without a pause are close together. */
	isRunStart: boolean;
	isRunEnd: boolean;
}

/** Lays out the messages for the holder of the phone. */
export function transcriptRows(
	messages: readonly Message[],
	{ holder, timeZone }: { holder: string | undefined } & Pick<Clock, 'timeZone'>,
): TranscriptRow[] {
	const continues = (at: number) => {
		const [earlier, later] = [messages[at - 1], messages[at]];
		if (!earlier || !later) return false;
		return isSameAuthor(earlier, later) && !isPause(earlier.sentAt, later.sentAt, { timeZone });
	};
	return messages.map((message, at) => {
		const earlier = messages[at - 1];
		return {
			message,
			isMine: message.from === 'human' && message.author === holder,
			isAfterPause: earlier === undefined || isPause(earlier.sentAt, message.sentAt, { timeZone }),
			isRunStart: !continues(at),
			isRunEnd: !continues(at + 1),
		};
	});
}

function isSameAuthor(one: Message, other: Message): boolean {
	return one.from === other.from && one.author === other.author && one.service === other.service;
}
