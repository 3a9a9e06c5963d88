import type { Status } from './status.mts';

/** A status in colour and in words; what does not fit is said to those who hear it. */
export function StatusChip({ status: { tone, short, text } }: { status: Status }) {
	return (
		<span class={`chip ${tone === 'plain' ? '' : `chip-${tone}`} wire-status`} title={text}>
			<span aria-hidden="true">{short}</span>
			<span class="visually-hidden">{text}</span>
		</span>
	);
}
