import { Icon, type IconName } from '../parts/Icon.tsx';
import { panelState, showTour, theme, type Theme } from '../state/preferences.mts';
import { connection } from '../state/store.mts';
import { HostChip } from './HostChip.tsx';

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };
const THEME_ICON: Readonly<Record<Theme, IconName>> = { auto: 'auto', light: 'sun', dark: 'moon' };

/** The name, the state of n8n, and the page's colours. */
export function Header() {
	return (
		<header>
			<div class="brand">
				<img src="/media/icon.svg" alt="" />
				<h1>Tapback sandbox</h1>
			</div>
			{connection.value === 'lost' ? (
				<span class="chip chip-bad lost">
					<span class="dot" /> <span role="status">Connection lost, trying again …</span>
				</span>
			) : (
				<HostChip />
			)}
			<button
				type="button"
				class="button button-plain button-icon"
				aria-label="Show the first steps"
				title="First steps"
				onClick={showTour}
			>
				<Icon name="help" />
			</button>
			<button
				type="button"
				class="button button-plain button-icon"
				aria-label={`Colours: ${theme.value}. Change to ${NEXT_THEME[theme.value]}`}
				title={`Colours: ${theme.value}`}
				onClick={() => (theme.value = NEXT_THEME[theme.value])}
			>
				<Icon name={THEME_ICON[theme.value]} />
			</button>
			<button
				type="button"
				class="button button-plain button-icon header-panel-toggle"
				aria-label="Panel behind the phone"
				aria-pressed={panelState.value === 'open'}
				title="Panel behind the phone"
				onClick={() => (panelState.value = panelState.value === 'open' ? 'closed' : 'open')}
			>
				<Icon name="panel" />
			</button>
		</header>
	);
}
