import { describe, expect, it } from '@jest/globals';

import { readRepositoryFile, repositoryFiles } from './files.mts';
import { findUnusedExports } from './unused-exports.mts';

/** Files whose exports are for somebody outside the repository, or for the compiler alone. */
const DOORS = [
	/^core\/index\.ts$/,
	/^(?:plugins\/botkit|sandbox)\/src\/index\.mts$/,
	// n8n loads them by their names in package.json.
	/^(?:nodes|credentials)\/.*\.(?:node|credentials)\.ts$/,
	// Compiled only, never run: the exports keep unused values from being errors.
	/^plugins\/botkit\/test\/(?:.*\/types|api-types)\.mts$/,
];

/** Of each the reason why it is exported. */
const EXPORTED_ALL_THE_SAME = [
	// The declarations of a host name it in place of the providers.
	'core/providers/registry.ts: TYPES',
];

const unused = (...sources: Array<[path: string, source: string]>) =>
	findUnusedExports(sources.map(([path, source]) => ({ path, source })));

describe('the repository', () => {
	const files = repositoryFiles(/\.m?tsx?$/).map((path) => ({ path, source: readRepositoryFile(path) }));

	const found = findUnusedExports(files).filter((place) => !DOORS.some((door) => door.test(place.split(': ')[0] ?? '')));

	it('exports nothing that nobody imports, but from its doors', () => {
		expect(found).toEqual(EXPORTED_ALL_THE_SAME);
	});
});

describe('an export', () => {
	const EXPORTING: [string, string] = ['a/one.mts', 'export const one = 1;'];

	it.each([
		['a value', 'export const one = 1;'],
		['several values', 'export const [one, { two: [three = 4] }] = given;', 'one', 'three'],
		['a function', 'export async function one() {}'],
		['a class', 'export class one {}'],
		['a list of names', 'const two = 1; export { two as one };'],
		['a type', 'export type one = string;'],
		['an interface', 'export interface one {}'],
		['the default', 'export default 1;', 'default'],
		['a default function', 'export default function two() {}', 'default'],
		['a value that its own file uses', 'export const one = 1; console.log(one);'],
	])('is found that nobody imports: %s', (_, source, ...names) => {
		expect(unused(['a/one.mts', source])).toEqual((names.length > 0 ? names : ['one']).map((name) => `a/one.mts: ${name}`));
	});

	it.each([
		['by its name', "import { one } from './one.mts';"],
		['by another name', "import { one as two } from './one.mts';"],
		['as a type', "import { type one } from './one.mts';"],
		['with all others', "import * as all from './one.mts';"],
		['to be passed on', "export { one as two } from './one.mts';"],
		['to be passed on with all others', "export * from './one.mts';"],
		['later', "const later = async () => await import('./one.mts');"],
		['in a type', "type Later = import('./one.mts').one;\nconsole.log<Later>();"],
		['without its ending', "import { one } from './one';"],
	])('is used that another file imports %s', (_, source) => {
		expect(unused(EXPORTING, ['a/two.mts', source], ['a/three.mts', "import { two } from './two.mts';"])).toEqual([]);
	});

	it('is not used by an import of the same name from elsewhere', () => {
		expect(unused(EXPORTING, ['b/two.mts', "import { one } from './one.mts';"])).toEqual(['a/one.mts: one']);
	});

	it('may be a type that is part of what its own file exports', () => {
		const source = 'export interface Options { size: number }\nexport function one(options: Options) {}';
		expect(unused(['a/one.mts', source], ['a/two.mts', "import { one } from './one.mts';"])).toEqual([]);
	});
});
