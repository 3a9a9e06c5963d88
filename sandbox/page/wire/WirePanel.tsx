import { connection } from '../state/store.mts';
import { hasNewAbove, showNewest } from './held-position.mts';
import { WireEmpty } from './WireEmpty.tsx';
import { WireList } from './WireList.tsx';
import { WireToolbar } from './WireToolbar.tsx';
import { shownEntries } from './wire-state.mts';

/** Every incoming request and outgoing webhook, newest first. */
export function WirePanel() {
	return (
		<div class="wire">
			<h2 class="visually-hidden">What goes over the wire</h2>
			<div class="wire-head">
				<WireToolbar />
				{connection.value === 'lost' && (
					<p class="wire-lost">
						The sandbox cannot be reached. This is the last known state; the page continues by itself when the sandbox is back.
					</p>
				)}
				{hasNewAbove.value && (
					<button type="button" class="wire-newer" onClick={showNewest}>
						↑ New above
					</button>
				)}
			</div>
			{shownEntries.value.length === 0 ? <WireEmpty /> : <WireList />}
		</div>
	);
}
