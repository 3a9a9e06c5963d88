/**
 * The entries that the command line names, in the table's order; all if the command line names none.
 * Ends the process with a message if a name is unknown.
 */
export function namedIn<T>(all: Readonly<Record<string, T>>, wanted: readonly string[]): T[] {
	const unknown = wanted.find((name) => !Object.hasOwn(all, name));
	if (unknown !== undefined) {
		console.error(`There is no "${unknown}". There are: ${Object.keys(all).join(', ')}.`);
		process.exit(1);
	}
	return Object.entries(all).flatMap(([name, one]) => (wanted.length === 0 || wanted.includes(name) ? [one] : []));
}
