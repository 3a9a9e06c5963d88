import { connection } from '../state/store.mts';

/** Says that nothing can be changed while the connection is lost. */
export function LostNote() {
	if (connection.value !== 'lost') return null;
	return (
		<p class="settings-lost">
			The connection to the sandbox is lost. This is the last known state. When the connection is back, you can make changes again, without
			reloading.
		</p>
	);
}
