import { Icon } from '../parts/Icon.tsx';
import { dismiss, notices } from '../state/control.mts';

/** Notices of failures and of completed actions. */
export function Notices() {
	return (
		<section class="notices" aria-label="Notices" aria-live="polite">
			{notices.value.map(({ id, kind, text }) => (
				<div key={id} class={`notice notice-${kind}`}>
					<Icon name={kind === 'error' ? 'warning' : 'done'} />
					<p>{text}</p>
					<button type="button" class="button button-plain button-icon" aria-label="Dismiss" onClick={() => dismiss(id)}>
						<Icon name="close" size={16} />
					</button>
				</div>
			))}
		</section>
	);
}
