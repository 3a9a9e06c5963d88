import { Glyph } from './glyphs.tsx';

/** A conversation without messages. */
export function EmptyConversation({ name }: { name: string | undefined }) {
	return (
		<div class="empty conversation-empty">
			<span class="conversation-empty-drawing" aria-hidden="true">
				<span class="badge" data-mine="true">
					<Glyph kind={{ reaction: 'love', emoji: '❤️' }} size={16} />
				</span>
			</span>
			<h2>No messages yet</h2>
			<p>{name === undefined ? 'Nobody takes part in this conversation.' : `Write the first one as ${name}, below.`}</p>
		</div>
	);
}
