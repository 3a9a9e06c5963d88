import { Icon } from '../parts/Icon.tsx';
import { wireKind, wireScope } from '../state/preferences.mts';
import { provider } from '../state/store.mts';
import type { WireKind } from './entries.mts';
import { isPaused, newCount, togglePause } from './wire-state.mts';

const KINDS: readonly { kind: WireKind; title: string }[] = [
	{ kind: 'all', title: 'All' },
	{ kind: 'requests', title: 'Requests' },
	{ kind: 'webhooks', title: 'Webhooks' },
];

/** Chooses the entries of the list, and pauses it. */
export function WireToolbar() {
	const isNarrowed = wireScope.value === 'shown';
	return (
		<div class="wire-toolbar" role="group" aria-label="Wire filters">
			<div class="wire-kinds" role="group" aria-label="Show">
				{KINDS.map(({ kind, title }) => (
					<button key={kind} type="button" aria-pressed={wireKind.value === kind} onClick={() => (wireKind.value = kind)}>
						{title}
					</button>
				))}
			</div>
			<button
				type="button"
				class="wire-toggle"
				aria-pressed={isNarrowed}
				title={isNarrowed ? 'Other providers are left out' : 'All providers are shown'}
				onClick={() => (wireScope.value = isNarrowed ? 'all' : 'shown')}
			>
				Only {provider.value?.overview.name}
			</button>
			<button
				type="button"
				class="button wire-pause"
				title={isPaused.value ? 'Go on with the list' : 'Hold the list still'}
				onClick={togglePause}
			>
				<Icon name={isPaused.value ? 'play' : 'pause'} size={14} />
				<span class="wire-pause-word">{isPaused.value ? 'Resume' : 'Pause'}</span>
				{newCount.value > 0 && <span class="chip wire-new">{newCount.value} new</span>}
			</button>
		</div>
	);
}
