import { wireBodyForm } from '../state/preferences.mts';
import { layOutText } from './body-text.mts';
import { CodeBlock } from './CodeBlock.tsx';

/** A webhook's body: as it was sent, or laid out for reading. */
export function DeliveryBody({ body }: { body: string }) {
	const isPretty = wireBodyForm.value === 'pretty';
	return (
		<>
			<div class="wire-body-head">
				<span>Body{isPretty ? ', laid out' : ', byte for byte'}</span>
				<button
					type="button"
					class="wire-toggle"
					aria-pressed={isPretty}
					onClick={() => (wireBodyForm.value = isPretty ? 'raw' : 'pretty')}
				>
					Pretty
				</button>
			</div>
			<CodeBlock label="Webhook body" text={isPretty ? layOutText(body) : body} />
			{isPretty && (
				<p class="soft small">
					A signature is made over the bytes as they were sent: verify before you parse, never what you printed again.
				</p>
			)}
		</>
	);
}
