import { Fragment } from 'preact';
import { useRef } from 'preact/hooks';
import type { Conversation } from '../../src/model/message.mts';
import { connection, messages } from '../state/store.mts';
import { callerName } from './caller.mts';
import { moveBetweenBubbles } from './bubble-keys.mts';
import { EmptyConversation } from './EmptyConversation.tsx';
import { holderOf } from './holder.mts';
import { MessageRow } from './MessageRow.tsx';
import { dayAndTime } from './times.mts';
import { transcriptRows } from './transcript.mts';
import { useStickToEnd } from './use-stick-to-end.mts';

/** The bubbles of a conversation, oldest first. */
export function Transcript({ provider, conversation }: { provider: string; conversation: Conversation }) {
	const scroller = useRef<HTMLElement>(null);
	const content = useRef<HTMLOListElement>(null);
	useStickToEnd(scroller, content, `${provider}/${conversation.id}`);
	const viewer = { holder: holderOf(provider, conversation), nameOf: callerName };
	const shown = messages.value;
	return (
		<section class="transcript" aria-label="Messages" ref={scroller}>
			{shown.length === 0 && <EmptyConversation name={viewer.holder === undefined ? undefined : callerName(viewer.holder)} />}
			<ol ref={content} onKeyDown={moveBetweenBubbles}>
				{transcriptRows(shown, viewer).map((row) => (
					<Fragment key={row.message.id}>
						{row.isAfterPause && <Pause at={row.message.sentAt} />}
						<MessageRow
							provider={provider}
							row={row}
							answered={shown.find(({ id }) => id === row.message.replyTo)}
							showsNames={conversation.isGroup}
							viewer={viewer}
							isConnected={connection.value !== 'lost'}
						/>
					</Fragment>
				))}
			</ol>
		</section>
	);
}

function Pause({ at }: { at: string }) {
	const { day, time } = dayAndTime(at, { now: Date.now() });
	return (
		<li class="pause">
			<time dateTime={at}>
				<strong>{day}</strong> {time}
			</time>
		</li>
	);
}
