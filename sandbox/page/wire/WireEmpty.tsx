import { CopyButton } from '../parts/CopyButton.tsx';
import { wireKind } from '../state/preferences.mts';
import { provider } from '../state/store.mts';
import { exampleCurl } from './example-call.mts';
import { isWireEmpty, newCount } from './wire-state.mts';

/** Why the list is empty, and how to fill it. */
export function WireEmpty() {
	const shown = provider.value;
	if (shown === undefined) return null;
	const { id, overview } = shown;
	const kind = wireKind.value;
	const curl = exampleCurl(id, overview);
	return (
		<div class="empty wire-empty">
			<h2>{title()}</h2>
			{newCount.value > 0 && <p>The list is paused.</p>}
			{kind !== 'requests' && overview.webhooks.length === 0 && (
				<p>
					No webhook is registered at {overview.name}, so nothing receives a tapback. A workflow with a trigger registers its own webhook;
					or add one under Settings.
				</p>
			)}
			{kind !== 'requests' && overview.webhooks.length > 0 && <p>Tap a bubble: its webhook shows here.</p>}
			{kind !== 'webhooks' && (
				<>
					<p>{overview.name} is at</p>
					<p class="wire-copy">
						<code>{overview.baseUrl}</code>
						<CopyButton value={overview.baseUrl} label="Copy base URL" />
					</p>
					<p>A first call:</p>
					<div class="wire-copy">
						<pre class="wire-code" role="group" aria-label="Example call" tabIndex={0}>
							{curl}
						</pre>
						<CopyButton value={curl} label="Copy example call" />
					</div>
				</>
			)}
		</div>
	);

	function title(): string {
		if (isWireEmpty.value) return 'Nothing yet. Tap a bubble, or call the API';
		if (kind === 'webhooks') return 'No webhooks yet';
		return kind === 'requests' ? 'No requests yet' : 'Nothing yet';
	}
}
