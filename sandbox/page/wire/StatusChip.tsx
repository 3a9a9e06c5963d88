import type { Status } from './status.mts';

/** A status as colour and text. Screen readers get the long form. */
export function StatusChip({ status: { tone, short, text } }: { status: Status }) {
	return (
		<span class={`chip ${tone === 'plain' ? '' : `chip-${tone}`} wire-status`} title={text}>
			<span aria-hidden="true">{short}</span>
			<span class="visually-hidden">{text}</span>
		</span>
	);
}
