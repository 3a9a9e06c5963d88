/** The allowed range of a number. */
export interface NumberRange {
	min: number;
	max?: number;
	/** Default: whole numbers only. */
	allowsFractions?: boolean;
}

/** Parses the text of a number field. `error` says in one sentence what to enter instead. */
export function readNumber(
	text: string,
	{ min, max = Infinity, allowsFractions = false }: NumberRange,
): { value: number } | { error: string } {
	const value = text.trim() === '' ? NaN : Number(text);
	if (value >= min && value <= max && (allowsFractions ? Number.isFinite(value) : Number.isInteger(value))) return { value };
	const range = max === Infinity ? `from ${min}` : `from ${min} to ${max}`;
	return { error: `Enter a ${allowsFractions ? '' : 'whole '}number ${range}.` };
}
