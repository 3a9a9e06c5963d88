import { useSignal } from '@preact/signals';
import { hrefOf } from '../state/route.mts';
import { provider, providerMessages, state } from '../state/store.mts';
import { ConversationLink } from './ConversationLink.tsx';
import { callerName } from './caller.mts';
import { formatNumber } from './phone-number.mts';
import { isFound } from './search.mts';
import { countUnread } from './unread.mts';
import { UnreadMark } from './UnreadMark.tsx';

/** The providers, and the conversations of the shown one, by line. */
export function ConversationList() {
	const words = useSignal('');
	const shown = provider.value;
	if (!shown) return null;
	const { lines } = shown.overview;
	const conversations = shown.overview.conversations.filter((conversation) =>
		isFound(words.value, conversation, { messages: providerMessages.value, nameOf: callerName }),
	);
	return (
		<>
			<ul class="providers" aria-label="Providers">
				{Object.entries(state.value?.overview.providers ?? {}).map(([id, { name }]) => (
					<li key={id}>
						<ProviderLink id={id} name={name} isShown={id === shown.id} />
					</li>
				))}
			</ul>
			<div class="search">
				<input
					type="search"
					aria-label="Search the conversations"
					placeholder="Search"
					value={words.value}
					onInput={({ currentTarget }) => (words.value = currentTarget.value)}
				/>
				<p class="soft small" role="status">
					{words.value.trim() !== '' && conversations.length === 0 && `No message contains “${words.value.trim()}”.`}
				</p>
			</div>
			{lines
				.filter(({ number }) => words.value.trim() === '' || conversations.some(({ line }) => line === number))
				.map(({ id, name, number }) => (
					<section key={id} class="line" aria-labelledby={`line-${id}`}>
						<h2 id={`line-${id}`}>
							{name} <span class="number">{formatNumber(number)}</span>
						</h2>
						<ul>
							{conversations
								.filter(({ line }) => line === number)
								.map((conversation) => (
									<li key={conversation.id}>
										<ConversationLink provider={shown.id} conversation={conversation} />
									</li>
								))}
						</ul>
					</section>
				))}
		</>
	);
}

function ProviderLink({ id, name, isShown }: { id: string; name: string; isShown: boolean }) {
	const conversations = state.value?.overview.providers[id]?.conversations ?? [];
	const unread = isShown ? 0 : conversations.reduce((sum, conversation) => sum + countUnread(id, conversation), 0);
	return (
		<a href={hrefOf(id)} aria-current={isShown ? 'page' : undefined}>
			{name} <UnreadMark count={unread} />
		</a>
	);
}
