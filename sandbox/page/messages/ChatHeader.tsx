import type { Conversation } from '../../src/model/message.mts';
import { Icon } from '../parts/Icon.tsx';
import { view } from '../state/preferences.mts';
import { provider } from '../state/store.mts';
import { callerName } from './caller.mts';
import { Avatar } from './Avatar.tsx';
import { HolderChoice } from './HolderChoice.tsx';
import { formatNumber } from './phone-number.mts';

/** The participants, the line and the service of a conversation, and the holder of the phone. */
export function ChatHeader({ conversation }: { conversation: Conversation }) {
	const { participants, line, service } = conversation;
	const names = participants.map(callerName);
	const lineName = provider.value?.overview.lines.find(({ number }) => number === line)?.name;
	return (
		<div class="chat-head">
			<button
				type="button"
				class="button button-plain button-icon chat-back"
				aria-label="Back to the conversations"
				onClick={() => (view.value = 'list')}
			>
				<Icon name="back" />
			</button>
			<Avatar names={names} />
			<div class="chat-title">
				<h2>{names.join(' & ')}</h2>
				<p class="soft small">
					<span class="chat-with">with </span>
					{lineName} <span class="number">{formatNumber(line)}</span>{' '}
					<span class="chat-service">
						·{' '}
						<span class="service" data-service={service}>
							{service}
						</span>
					</span>
				</p>
			</div>
			<HolderChoice conversation={conversation} />
		</div>
	);
}
