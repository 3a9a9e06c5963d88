/** One figure, measured several times. */
export interface Measured {
	name: string;
	unit: string;
	rounds: number[];
	/** The highest allowed median. */
	limit?: number;
	note?: string;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Prints a line for each figure: median, limit, the rounds. Returns whether all limits hold. */
export function printTable(rows: readonly Measured[]): boolean {
	const width = Math.max(...rows.map(({ name }) => name.length));
	for (const { name, unit, rounds, limit, note } of rows) {
		const middle = median(rounds);
		const verdict = limit === undefined ? '' : `  ${middle <= limit ? 'within' : 'OVER  '} ${limit} ${unit}`;
		const all = `  (${rounds.map(show).join(', ')})`;
		console.log(`  ${name.padEnd(width)}  ${show(middle).padStart(6)} ${unit}${verdict}${all}${note === undefined ? '' : `  ${note}`}`);
	}
	return rows.every(({ rounds, limit = Infinity }) => median(rounds) <= limit);
}

function show(value: number): string {
	return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}
