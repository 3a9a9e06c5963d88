import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface FieldProps {
	label: string;
	hint?: ComponentChildren;
	/** The error of the value. */
	error?: string;
	/** Renders the control, with the attributes for its label, hint and error. */
	children: (control: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ComponentChildren;
}

/** A control with its label, a hint and an error. */
export function Field({ label, hint, error, children }: FieldProps) {
	const id = useId();
	const described = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat();
	return (
		<div class="field">
			<label class="label" for={id}>
				{label}
			</label>
			{children({ id, 'aria-describedby': described.join(' ') || undefined, 'aria-invalid': error !== undefined })}
			{error !== undefined && (
				<p id={`${id}-error`} class="settings-error small">
					{error}
				</p>
			)}
			{hint !== undefined && (
				<p id={`${id}-hint`} class="soft small">
					{hint}
				</p>
			)}
		</div>
	);
}
