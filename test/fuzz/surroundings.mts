import { afterAll, beforeAll, expect, jest } from '@jest/globals';

const WRITERS = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

/** For a test file: at its end nothing was logged, and every built-in prototype is as it was. */
export function watchSurroundings(): void {
	let before = prototypes();
	beforeAll(() => {
		before = prototypes();
		for (const writer of WRITERS) jest.spyOn(console, writer);
	});
	afterAll(() => {
		const after = prototypes();
		const names = [...new Set([...before.keys(), ...after.keys()])];
		expect(names.filter((name) => before.get(name) !== after.get(name))).toEqual([]);
		for (const writer of WRITERS) expect(console[writer]).not.toHaveBeenCalled();
		jest.restoreAllMocks();
	});
}

const BUILT_IN = [Object, Array, String, Number, Boolean, Function, Map, Set, RegExp, Date, Error, Buffer];

/** What stands under each name. */
function prototypes(): Map<string, unknown> {
	return new Map(
		BUILT_IN.flatMap(({ name, prototype }) =>
			Reflect.ownKeys(prototype).map((key) => {
				const own = Object.getOwnPropertyDescriptor(prototype, key);
				return [`${name}.prototype.${String(key)}`, own?.value ?? own?.get] as const;
			}),
		),
	);
}
