const ROW = '.wire-row';

/** Arrow up and down move between rows. Escape in the details closes them and returns to their row. */
export function moveOverRows(event: KeyboardEvent): void {
	const { target, currentTarget, key } = event;
	if (!(target instanceof Element) || !(currentTarget instanceof Element)) return;
	const row = target.closest('li')?.querySelector<HTMLElement>(ROW);
	if (key === 'Escape' && row?.getAttribute('aria-expanded') === 'true') {
		row.focus();
		row.click();
		return;
	}
	const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
	if (step === 0 || !row || target !== row) return;
	const rows = Array.from(currentTarget.querySelectorAll<HTMLElement>(ROW));
	const next = rows[rows.indexOf(row) + step];
	if (!next) return;
	event.preventDefault();
	next.focus();
}
