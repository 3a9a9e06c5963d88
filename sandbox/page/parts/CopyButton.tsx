import { useSignal } from '@preact/signals';
import { notify } from '../state/control.mts';
import { Icon } from './Icon.tsx';

const SHOWN_FOR_MS = 2000;

/** Copies a text; `label` names it ("Copy API Key"). With `text`, the button shows the text. */
export function CopyButton({ value, label, text }: { value: string; label: string; text?: string }) {
	const isDone = useSignal(false);
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(value);
			isDone.value = true;
			setTimeout(() => (isDone.value = false), SHOWN_FOR_MS);
		} catch {
			notify('error', 'The browser did not allow copying. Mark the text and copy it yourself.');
		}
	};
	return (
		<button
			type="button"
			class={`button ${text === undefined ? 'button-plain button-icon' : ''}`}
			aria-label={label}
			title={label}
			onClick={copy}
		>
			<Icon name={isDone.value ? 'done' : 'copy'} size={16} />
			{text}
			<span class="visually-hidden" role="status">
				{isDone.value ? 'Copied' : ''}
			</span>
		</button>
	);
}
