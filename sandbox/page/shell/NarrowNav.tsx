import { unreadElsewhere, unreadHere } from '../messages/unread.mts';
import { UnreadMark } from '../messages/UnreadMark.tsx';
import { view, type View } from '../state/preferences.mts';

const VIEWS: readonly { name: View; title: string }[] = [
	{ name: 'list', title: 'Conversations' },
	{ name: 'chat', title: 'Messages' },
	{ name: 'panel', title: 'Behind the phone' },
];

/** Chooses what a narrow window shows, and says where something new is. */
export function NarrowNav() {
	const unread = { list: unreadElsewhere.value, chat: unreadHere.value, panel: 0 };
	return (
		<nav class="narrow-nav" aria-label="Views">
			{VIEWS.map(({ name, title }) => (
				<button key={name} type="button" data-view={name} aria-current={view.value === name} onClick={() => (view.value = name)}>
					{title} <UnreadMark count={unread[name]} />
				</button>
			))}
		</nav>
	);
}
