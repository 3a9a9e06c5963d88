import { view, type View } from '../state/preferences.mts';

const VIEWS: readonly { name: View; title: string }[] = [
	{ name: 'list', title: 'Conversations' },
	{ name: 'chat', title: 'Messages' },
	{ name: 'panel', title: 'Behind the phone' },
];

/** Chooses what a narrow window shows. */
export function NarrowNav() {
	return (
		<nav class="narrow-nav" aria-label="Views">
			{VIEWS.map(({ name, title }) => (
				<button key={name} type="button" data-view={name} aria-current={view.value === name} onClick={() => (view.value = name)}>
					{title}
				</button>
			))}
		</nav>
	);
}
