/**
 * Those that the command line names, in their own order; all where it names none.
 * It ends the process with a sentence where a name is unknown.
 */
export function namedIn<T>(all: Readonly<Record<string, T>>, wanted: readonly string[]): T[] {
	const unknown = wanted.find((name) => !Object.hasOwn(all, name));
	if (unknown !== undefined) {
		console.error(`There is no "${unknown}". There are: ${Object.keys(all).join(', ')}.`);
		process.exit(1);
	}
	return Object.entries(all).flatMap(([name, one]) => (wanted.length === 0 || wanted.includes(name) ? [one] : []));
}
