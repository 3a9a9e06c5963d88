/** Focuses the first invalid field of a form, once it is marked. */
export function focusFirstWrong(form: HTMLFormElement): void {
	requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
