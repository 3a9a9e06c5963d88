import { connection } from '../state/store.mts';

/** Says, while the sandbox is away, that nothing can be changed. */
export function LostNote() {
	if (connection.value !== 'lost') return null;
	return (
		<p class="settings-lost">
			The connection to the sandbox is lost. This is how it was; changes can be made again when it is back, without reloading.
		</p>
	);
}
