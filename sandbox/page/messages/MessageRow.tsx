import type { Message } from '../../src/model/message.mts';
import { Bubble } from './Bubble.tsx';
import { authorName, type Viewer } from './latest.mts';
import { messageInWords } from './part-text.mts';
import type { TranscriptRow } from './transcript.mts';

interface MessageRowProps {
	provider: string;
	row: TranscriptRow;
	/** The message that this one answers. */
	answered: Message | undefined;
	showsNames: boolean;
	viewer: Viewer;
	isConnected: boolean;
}

/** A message: who wrote it, what it answers, and its parts one below the other. */
export function MessageRow({ provider, row, answered, showsNames, viewer, isConnected }: MessageRowProps) {
	const { message, isMine, isRunStart, isRunEnd } = row;
	const lastPart = message.parts.length - 1;
	return (
		<li class="row" data-side={isMine ? 'mine' : 'theirs'} data-service={message.service} data-run-start={isRunStart}>
			{showsNames && !isMine && isRunStart && <p class="row-author">{viewer.nameOf(message.author)}</p>}
			{message.replyTo !== undefined && (
				<blockquote class="row-quote">
					<span class="visually-hidden">In reply to </span>
					<strong>{answered ? authorName(answered.author, viewer) : 'A message'}</strong>
					<span dir="auto">{answered ? messageInWords(answered) : 'that is no longer here'}</span>
				</blockquote>
			)}
			{message.parts.map((_part, partIndex) => (
				<Bubble
					key={partIndex}
					provider={provider}
					message={message}
					partIndex={partIndex}
					isMine={isMine}
					hasTail={isRunEnd && partIndex === lastPart}
					viewer={viewer}
					reasonAgainst={reasonAgainst(message, isConnected)}
				/>
			))}
		</li>
	);
}

function reasonAgainst({ service }: Message, isConnected: boolean): string | undefined {
	if (service === 'SMS') return 'SMS carries no tapbacks.';
	return isConnected ? undefined : 'Connection lost: no tapbacks now.';
}
