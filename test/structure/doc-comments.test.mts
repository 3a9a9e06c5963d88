import { describe, expect, it } from '@jest/globals';

import { findUndocumented } from './doc-comments.mts';
import { readRepositoryFile, repositoryFiles } from './files.mts';

/** A vendor's parts are described by the types that they implement (core/providers/*.ts). Two files are generated. */
const DESCRIBED_ELSEWHERE = /^core\/providers\/[^/]+\/|\/fallback-texts\/(?:edges|table)\.ts$/;

const undocumentedIn = (source: string) => findUndocumented({ path: 'x.ts', source });

describe('everything that core exports', () => {
	it('has a doc comment', () => {
		const files = repositoryFiles(/^core\/.*\.ts$/).filter((path) => !DESCRIBED_ELSEWHERE.test(path));
		expect(files.length).toBeGreaterThan(60);
		expect(files.flatMap((path) => findUndocumented({ path, source: readRepositoryFile(path) }))).toEqual([]);
	});
});

describe('the search for missing doc comments', () => {
	it.each([
		['a function', 'export function f() {}', 'f'],
		['an async function', 'export async function f() {}', 'f'],
		['a constant', 'export const c = 1;', 'c'],
		['an interface', 'export interface I {}', 'I'],
		['a type', 'export type T = string;', 'T'],
		['a class', 'export class C {}', 'C'],
	])('finds %s', (_what, source, name) => {
		expect(undocumentedIn(source)).toEqual([`x.ts: ${name}`]);
	});

	it('takes only a doc comment for one', () => {
		expect(undocumentedIn('// Why.\nexport const a = 1;\n/* Why. */\nexport const b = 2;')).toEqual(['x.ts: a', 'x.ts: b']);
	});

	it('lets pass what is documented, not exported, or passed on', () => {
		expect(undocumentedIn("/** Why. */\nexport const a = 1;\nconst b = 2;\nexport { c } from './c';")).toEqual([]);
	});
});
