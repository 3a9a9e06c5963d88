import { hrefOf } from '../state/route.mts';
import { provider, state } from '../state/store.mts';
import { ConversationLink } from './ConversationLink.tsx';
import { formatNumber } from './phone-number.mts';

/** The providers, and the conversations of the one that is shown, line by line. */
export function ConversationList() {
	const shown = provider.value;
	if (!shown) return null;
	const { lines, conversations } = shown.overview;
	return (
		<>
			<ul class="providers" aria-label="Providers">
				{Object.entries(state.value?.overview.providers ?? {}).map(([id, { name }]) => (
					<li key={id}>
						<a href={hrefOf(id)} aria-current={id === shown.id ? 'page' : undefined}>
							{name}
						</a>
					</li>
				))}
			</ul>
			{lines.map(({ id, name, number }) => (
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
