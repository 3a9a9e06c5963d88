import { Field } from './Field.tsx';
import type { NumberDraft } from './number-draft.mts';
import type { NumberRange } from './read-number.mts';

export interface NumberFieldProps {
	label: string;
	draft: NumberDraft;
	range: NumberRange;
	isDisabled?: boolean;
}

/** A field for a number. */
export function NumberField({ label, draft, range, isDisabled = false }: NumberFieldProps) {
	return (
		<Field label={label} error={isDisabled ? undefined : draft.error}>
			{(control) => (
				<input
					{...control}
					class="input"
					type="number"
					min={range.min}
					max={range.max}
					step={range.allowsFractions ? 'any' : 1}
					value={draft.text}
					disabled={isDisabled}
					onInput={({ currentTarget }) => draft.type(currentTarget.value)}
				/>
			)}
		</Field>
	);
}
