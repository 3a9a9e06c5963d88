import type { Conversation } from '../../src/model/message.mts';
import { view } from '../state/preferences.mts';
import { hrefOf } from '../state/route.mts';
import { conversation as shownConversation, providerMessages } from '../state/store.mts';
import { callerName } from './caller.mts';
import { Avatar } from './Avatar.tsx';
import { holderOf } from './holder.mts';
import { latestIn } from './latest.mts';
import { timeOrDay } from './times.mts';
import { countUnread } from './unread.mts';
import { UnreadMark } from './UnreadMark.tsx';

/** A conversation in the list: its people, and its last event with the time. */
export function ConversationLink({ provider, conversation }: { provider: string; conversation: Conversation }) {
	const { id, participants, service } = conversation;
	const names = participants.map(callerName);
	const viewer = { holder: holderOf(provider, conversation), nameOf: callerName };
	const latest = latestIn(
		providerMessages.value.filter(({ conversationId }) => conversationId === id),
		viewer,
	);
	const unread = countUnread(provider, conversation);
	return (
		<a
			class="conversation"
			data-unread={unread > 0}
			href={hrefOf(provider, id)}
			aria-current={shownConversation.value?.id === id ? 'true' : undefined}
			onClick={() => (view.value = 'chat')}
		>
			<Avatar names={names} />
			<span class="conversation-who">{names.join(' & ')}</span>{' '}
			{service !== 'iMessage' && (
				<span class="service-mark" data-service={service}>
					{service}
				</span>
			)}{' '}
			{latest && (
				<time class="conversation-time small" dateTime={latest.at}>
					{timeOrDay(latest.at, { now: Date.now() })}
				</time>
			)}{' '}
			<UnreadMark count={unread} />{' '}
			<span class="conversation-latest small">{latest === undefined ? 'No messages yet' : <Latest text={latest.text} />}</span>
		</a>
	);
}

// Each of the two texts has its own direction.
function Latest({ text }: { text: string }) {
	const [who = '', ...what] = text.split(': ');
	return (
		<>
			<bdi>{who}</bdi>: <bdi>{what.join(': ')}</bdi>
		</>
	);
}
