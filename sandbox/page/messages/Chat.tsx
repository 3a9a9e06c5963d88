import { conversation, provider } from '../state/store.mts';
import { Announcer } from './Announcer.tsx';
import { ChatHeader } from './ChatHeader.tsx';
import { Composer } from './Composer.tsx';
import { holderOf } from './holder.mts';
import { Transcript } from './Transcript.tsx';

/** The phone: one conversation. */
export function Chat() {
	const shown = conversation.value;
	const providerId = provider.value?.id;
	if (shown === undefined || providerId === undefined) {
		return (
			<div class="empty">
				<h2>No conversation</h2>
				<p>This provider has none. A reset in the settings brings the seeded ones back.</p>
			</div>
		);
	}
	const holder = holderOf(providerId, shown);
	const place = `${providerId}/${shown.id}`;
	return (
		<>
			<ChatHeader conversation={shown} />
			<Transcript provider={providerId} conversation={shown} />
			{holder !== undefined && <Composer key={place} provider={providerId} conversation={shown} author={holder} />}
			<Announcer place={place} />
		</>
	);
}
