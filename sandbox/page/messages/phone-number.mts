/** `+1 (202) 555-0101` for a North American number, others as they are. */
export function formatNumber(number: string): string {
	const [, area, office, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number) ?? [];
	return line === undefined ? number : `+1 (${area}) ${office}-${line}`;
}
