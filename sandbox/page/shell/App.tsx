import { Chat } from '../messages/Chat.tsx';
import { ConversationList } from '../messages/ConversationList.tsx';
import { panelState, view } from '../state/preferences.mts';
import { connection, state } from '../state/store.mts';
import { Header } from './Header.tsx';
import { NarrowNav } from './NarrowNav.tsx';
import { Notices } from './Notices.tsx';
import { SidePanel } from './SidePanel.tsx';
import { Tour } from './Tour.tsx';
import { Waiting } from './Waiting.tsx';

/** The whole page: conversations, the phone, and the panel that shows what goes over the wire. */
export function App() {
	if (state.value === undefined) return <Waiting isLost={connection.value === 'lost'} />;
	return (
		<div class="app" data-panel={panelState.value} data-view={view.value}>
			<Header />
			<nav class="list" aria-label="Conversations">
				<ConversationList />
			</nav>
			<main>
				<section class="chat" aria-label="Phone">
					<Tour />
					<Chat />
				</section>
				<SidePanel />
			</main>
			<NarrowNav />
			<Notices />
		</div>
	);
}
